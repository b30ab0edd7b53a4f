/** Names of people, looked for in whatever the product says: in text as it stands, in files unpacked until they are text. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { extractText, getDocumentProxy } from 'unpdf'
import { listZip, readMember } from '../../src/evidence/zip.ts'
import { newFolder } from '../store/databases.ts'

/**
 * What is looked for of names: each part (given, family) for itself, since a name is broken where a line is. Left out is what is
 * as short as other words, or part of other words that are known.
 */
export function partsOf(names: readonly string[], others = ''): readonly string[] {
  const parts = names.flatMap(name => name.toLowerCase().split(/[\s-]+/))
  return [...new Set(parts)].filter(part => part.length >= 5 && !others.toLowerCase().includes(part))
}

/** The parts that stand in something: of text in any case, of a file in what one reads there. */
export async function namesIn(said: string | Uint8Array, parts: readonly string[]): Promise<readonly string[]> {
  const text = (typeof said === 'string' ? said : await textOf(said)).toLowerCase()
  const plain = unescaped(text)
  return parts.filter(part => plain.includes(part) || text.includes(part))
}

async function textOf(content: Uint8Array): Promise<string> {
  const bytes = Buffer.from(content)
  const begins = bytes.subarray(0, 4).toString('latin1')
  if (begins === '%PDF') {
    const pdf = await getDocumentProxy(Uint8Array.from(bytes))
    const { text } = await extractText(pdf, { mergePages: true })
    return `${text} ${JSON.stringify(await pdf.getMetadata())}`
  }
  if (begins !== 'PK\u0003\u0004') return bytes.toString('utf8')
  const path = join(await newFolder(), 'file.zip')
  await writeFile(path, bytes)
  const texts: string[] = []
  for (const member of await listZip(path, 'file.zip')) {
    const chunks: Buffer[] = []
    for await (const chunk of readMember(path, 'file.zip', member)) chunks.push(chunk)
    const xml = Buffer.concat(chunks).toString('utf8')
    // A word may be written in several runs; what stands in attributes counts too.
    texts.push(xml, xml.replaceAll(/<[^>]+>/g, ''))
  }
  return texts.join('\n')
}

/** Without the folds of calendars, and letters as themselves that JSON, XML and addresses may write as numbers. */
function unescaped(text: string): string {
  const letter = (_: string, hex: string | undefined, decimal: string | undefined) =>
    String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))
  return text
    .replaceAll(/\r\n[ \t]/g, '')
    .replaceAll(/\\u([0-9a-f]{4})/g, letter)
    .replaceAll(/(?:%[0-9a-f]{2})+/g, run => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'))
    .replaceAll(/&#(?:x([0-9a-f]{1,5})|(\d{1,6}));/g, letter)
    .toLowerCase()
}
