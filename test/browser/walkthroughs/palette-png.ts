/**
 * Makes a screenshot small: from 16 million colours to 256 at most, as an indexed PNG (PNG specification, third edition: chunks
 * in 5, filters in 9). Pages have few colours; of those close to each other the most frequent stands for all.
 */
import { crc32, deflateSync, inflateSync } from 'node:zlib'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const mostColours = 256

interface Pixels {
  readonly width: number
  readonly height: number
  /** Colours as 0xRRGGBB, line by line. */
  readonly colours: Uint32Array
}

/** The same picture with a palette. Throws Error where it is not a PNG as browsers write them: 8 bits, not interlaced. */
export function withPalette(png: Buffer): Buffer {
  const { width, height, colours } = decode(png)
  const { palette, indexOf } = paletteOf(colours)
  const lines = Buffer.alloc(height * (width + 1))
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) lines[y * (width + 1) + 1 + x] = indexOf(colours[y * width + x] as number)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  const colourBytes = Buffer.from(palette.flatMap(one => [one >> 16, (one >> 8) & 255, one & 255]))
  const chunks = [
    chunk('IHDR', header),
    chunk('PLTE', colourBytes),
    chunk('IDAT', deflateSync(lines, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return Buffer.concat([signature, ...chunks])
}

/** The most frequent colour of each sixteenth of red, green and blue; what is in none of the most frequent 256 goes to the nearest. */
function paletteOf(colours: Uint32Array) {
  const counts = new Map<number, number>()
  for (const one of colours) counts.set(one, (counts.get(one) ?? 0) + 1)
  const best = new Map<number, number>()
  for (const [colour] of [...counts].toSorted(([, a], [, b]) => b - a))
    if (best.size < mostColours && !best.has(bucketOf(colour))) best.set(bucketOf(colour), colour)
  const palette = [...best.values()]
  const found = new Map(palette.map((colour, index) => [bucketOf(colour), index]))
  const indexOf = (colour: number): number => {
    const known = found.get(bucketOf(colour))
    if (known !== undefined) return known
    const nearest = palette.reduce((a, b) => (distance(b, colour) < distance(a, colour) ? b : a))
    found.set(bucketOf(colour), palette.indexOf(nearest))
    return palette.indexOf(nearest)
  }
  return { palette, indexOf }
}

function bucketOf(colour: number): number {
  return colour & 0xf0f0f0
}

function distance(a: number, b: number): number {
  return [16, 8, 0].reduce((sum, shift) => sum + (((a >> shift) & 255) - ((b >> shift) & 255)) ** 2, 0)
}

function decode(png: Buffer): Pixels {
  const parts: Buffer[] = []
  let header = Buffer.alloc(13)
  for (let at = signature.length; at < png.length; ) {
    const [length, kind] = [png.readUInt32BE(at), png.toString('latin1', at + 4, at + 8)]
    const data = png.subarray(at + 8, at + 8 + length)
    if (kind === 'IHDR') header = Buffer.from(data)
    if (kind === 'IDAT') parts.push(data)
    at += length + 12
  }
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  const [depth, type, , , interlaced] = header.subarray(8)
  const samples = type === 2 ? 3 : 4
  if (depth !== 8 || (type !== 2 && type !== 6) || interlaced !== 0)
    throw new Error(`Found a PNG of depth ${depth} and colour type ${type}; expected one as browsers write them.`)
  const bytes = unfiltered(inflateSync(Buffer.concat(parts)), width * samples, height, samples)
  const colours = new Uint32Array(width * height)
  for (let i = 0; i < colours.length; i += 1) colours[i] = bytes.readUIntBE(i * samples, 3)
  return { width, height, colours }
}

/** Lines of a picture without their filters. */
function unfiltered(raw: Buffer, stride: number, height: number, samples: number): Buffer {
  const bytes = Buffer.alloc(stride * height)
  const at = (index: number) => bytes[index] as number
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)] as number
    for (let x = 0; x < stride; x += 1) {
      const here = y * stride + x
      const left = x < samples ? 0 : at(here - samples)
      const up = y === 0 ? 0 : at(here - stride)
      const corner = x < samples || y === 0 ? 0 : at(here - stride - samples)
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0
      bytes[here] = (raw[y * (stride + 1) + 1 + x] as number) + guess
    }
  }
  return bytes
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}

function chunk(kind: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)])
}
