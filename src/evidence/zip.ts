/**
 * Reads ZIP archives by their central directory, streaming each member, with caps: a small reader of our own over
 * node:zlib, because no streaming unzip library is among our dependencies and the caps are the point.
 */
import { createReadStream } from 'node:fs'
import { open, stat, type FileHandle } from 'node:fs/promises'
import { crc32, createInflateRaw } from 'node:zlib'
import { refuse } from './refused-file.ts'

export interface ZipMember {
  readonly name: string
  readonly compressedBytes: number
  readonly bytes: number
  readonly method: number
  readonly crc: number
  /** Where its local header starts. */
  readonly offset: number
}

export interface ZipLimits {
  readonly members: number
  /** Unpacked, all members together. */
  readonly bytes: number
  /** Unpacked over packed, for members that unpack to more than 10 MB. NHS England's RTT extract unpacks 23-fold. */
  readonly ratio: number
}

export const zipLimits: ZipLimits = { members: 2_000, bytes: 3_000_000_000, ratio: 200 }

const endRecord = 0x06054b50
const directoryRecord = 0x02014b50
const whole =
  'Download it again; if it comes like this from its publisher, unpack it yourself and give the file inside.'
const wary = 'Do not open it. If you trust whoever made it, unpack it yourself and give the file inside.'

/** Lists the members of an archive, folders and system litter left out. Throws RefusedFile for archives not to be trusted. */
export async function listZip(
  path: string,
  fileName: string,
  limits: ZipLimits = zipLimits,
): Promise<readonly ZipMember[]> {
  const { size } = await stat(path)
  const handle = await open(path)
  try {
    const members = await readDirectory(handle, size, fileName)
    guard(members, size, fileName, limits)
    return members.filter(({ name }) => !name.endsWith('/') && !/(^|\/)(__MACOSX\/|\.|Thumbs\.db$)/.test(name))
  } finally {
    await handle.close()
  }
}

/** Unpacks every member, and keeps nothing of it. Throws RefusedFile where one is not as the archive's directory says. */
export async function checkUnpacked(path: string, fileName: string, limits: ZipLimits = zipLimits): Promise<void> {
  for (const member of await listZip(path, fileName, limits))
    for await (const _ of readMember(path, fileName, member)) continue
}

async function readDirectory(handle: FileHandle, size: number, fileName: string): Promise<ZipMember[]> {
  const tail = await slice(handle, Math.max(0, size - 65_557), size)
  let at = tail.length - 22
  while (at >= 0 && tail.readUInt32LE(at) !== endRecord) at--
  if (at < 0)
    refuse(fileName, 'truncated', {
      found: 'a ZIP archive without its end record',
      expected: 'a whole archive',
      todo: whole,
    })
  const count = tail.readUInt16LE(at + 10)
  const start = tail.readUInt32LE(at + 16)
  const length = tail.readUInt32LE(at + 12)
  if (count === 0xffff || start === 0xffffffff)
    refuse(fileName, 'too-large', {
      found: 'a ZIP64 archive',
      expected: 'an archive under 4 GB',
      todo: 'Unpack it yourself and give the file inside.',
    })
  if (start + length > size)
    refuse(fileName, 'truncated', {
      found: 'a ZIP directory that points past the end of the file',
      expected: 'a whole archive',
      todo: whole,
    })
  const directory = await slice(handle, start, start + length)
  const members: ZipMember[] = []
  for (let entry = 0; entry + 46 <= directory.length && directory.readUInt32LE(entry) === directoryRecord; ) {
    const nameLength = directory.readUInt16LE(entry + 28)
    const name = directory.toString('utf8', entry + 46, entry + 46 + nameLength)
    if (directory.readUInt16LE(entry + 8) & 1)
      refuse(fileName, 'encrypted', {
        found: `"${name}" under a password`,
        expected: 'an open archive',
        todo: 'Unpack it yourself and give the file inside.',
      })
    members.push({
      name,
      method: directory.readUInt16LE(entry + 10),
      crc: directory.readUInt32LE(entry + 16),
      compressedBytes: directory.readUInt32LE(entry + 20),
      bytes: directory.readUInt32LE(entry + 24),
      offset: directory.readUInt32LE(entry + 42),
    })
    entry += 46 + nameLength + directory.readUInt16LE(entry + 30) + directory.readUInt16LE(entry + 32)
  }
  if (members.length !== count)
    refuse(fileName, 'truncated', {
      found: `${members.length} members listed`,
      expected: `the ${count} that the end record counts`,
      todo: whole,
    })
  return members
}

/** Refuses what a careless unpacker would choke on: path tricks, archives in archives, overlapping or swelling members. */
function guard(members: readonly ZipMember[], size: number, fileName: string, limits: ZipLimits): void {
  const bomb = (found: string, expected: string) => refuse(fileName, 'zip-bomb', { found, expected, todo: wary })
  if (members.length > limits.members) bomb(`${members.length} members`, `at most ${limits.members}`)
  if (members.reduce((sum, member) => sum + member.compressedBytes, 0) > size)
    bomb('members that overlap', 'members side by side')
  const unpacked = members.reduce((sum, member) => sum + member.bytes, 0)
  if (unpacked > limits.bytes) bomb(`${unpacked} bytes unpacked`, `at most ${limits.bytes}`)
  for (const { name, bytes, compressedBytes, method } of members) {
    if (/^[/\\]|^[a-z]:|(^|[/\\])\.\.([/\\]|$)|\\|\0/i.test(name))
      refuse(fileName, 'zip-path', {
        found: `a member called "${name}"`,
        expected: 'names inside the archive',
        todo: wary,
      })
    if (/\.(zip|gz|7z|rar|bz2|xz)$/i.test(name) && !/(^|\/)__MACOSX\//.test(name))
      refuse(fileName, 'nested-zip', {
        found: `an archive "${name}" in the archive`,
        expected: 'CSV files or workbooks',
        todo: 'Unpack it yourself and give the file inside.',
      })
    if (bytes > 10_000_000 && bytes > compressedBytes * limits.ratio)
      bomb(
        `"${name}" swelling ${Math.round(bytes / Math.max(1, compressedBytes))}-fold`,
        `at most ${limits.ratio}-fold`,
      )
    if (method !== 0 && method !== 8)
      refuse(fileName, 'unknown-compression', {
        found: `"${name}" packed by method ${method}`,
        expected: 'stored or deflated',
        todo: 'Unpack it yourself and give the file inside.',
      })
  }
}

/** Streams one member. Throws RefusedFile when it unpacks to other than its directory says. */
export async function* readMember(
  path: string,
  fileName: string,
  member: ZipMember,
  progress?: (packedBytes: number) => void,
): AsyncGenerator<Buffer> {
  const handle = await open(path)
  const header = await slice(handle, member.offset, member.offset + 30).finally(() => handle.close())
  const start = member.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  if (member.compressedBytes === 0) return
  const packed = createReadStream(path, { start, end: start + member.compressedBytes - 1, highWaterMark: 1 << 18 })
  const source = member.method === 8 ? packed.pipe(createInflateRaw({ chunkSize: 1 << 18 })) : packed
  packed.on('error', error => source.destroy(error))
  let read = 0
  let crc = 0
  const damaged = (found: string) =>
    refuse(fileName, 'truncated', {
      found: `"${member.name}" ${found}`,
      expected: `${member.bytes} bytes with the checksum of its directory`,
      todo: whole,
    })
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      read += chunk.length
      if (read > member.bytes)
        refuse(fileName, 'zip-bomb', {
          found: `"${member.name}" unpacking to more than it says`,
          expected: `${member.bytes} bytes`,
          todo: wary,
        })
      crc = crc32(chunk, crc)
      progress?.(packed.bytesRead)
      yield chunk
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.startsWith('Z_'))
      damaged(`that cannot be unpacked (${(error as Error).message})`)
    throw error
  } finally {
    packed.destroy()
    source.destroy()
  }
  if (read !== member.bytes || crc !== member.crc) damaged(`with ${read} bytes and another checksum`)
}

async function slice(handle: FileHandle, start: number, end: number): Promise<Buffer> {
  const buffer = Buffer.alloc(end - start)
  await handle.read(buffer, 0, buffer.length, start)
  return buffer
}
