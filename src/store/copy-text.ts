/** PostgreSQL's COPY text format: one line a row, tab between columns, `\N` for null. */

export type CopyValue = string | number | null | undefined

/** One row as a COPY line, newline included. Throws on U+0000, which PostgreSQL cannot hold. */
export function copyLine(values: readonly CopyValue[]): string {
  let line = ''
  for (let i = 0; i < values.length; i++) {
    if (i > 0) line += '\t'
    const value = values[i]
    line += value === null || value === undefined ? '\\N' : typeof value === 'number' ? String(value) : escaped(value)
  }
  return `${line}\n`
}

const special = /[\\\t\n\r\0]/
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function escaped(text: string): string {
  if (!special.test(text)) return text
  if (text.includes('\0')) throw new RangeError(`A null character (U+0000) cannot be stored: ${JSON.stringify(text)}`)
  return text.replace(/[\\\t\n\r]/g, character => escapes[character] as string)
}
