import { crc32, deflateSync, inflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { withPalette } from './palette-png.ts'

type Colour = readonly [number, number, number]

/** A PNG of one line for each filter of the specification, all of the same colours. */
function pictureOf(line: readonly Colour[]): Buffer {
  const plain = line.flat()
  const before = plain.map((_, index) => plain[index - 3] ?? 0)
  const less = (by: readonly number[]) => plain.map((one, index) => (one - (by[index] ?? 0)) & 255)
  const lines = [
    [0, ...plain],
    [1, ...less(before)],
    [2, ...less(plain)],
    [3, ...less(plain.map((up, index) => ((before[index] ?? 0) + up) >> 1))],
    // Above is the same line, so that the guess of Paeth is always what is above.
    [4, ...less(plain)],
  ]
  const header = Buffer.alloc(13)
  header.writeUInt32BE(line.length, 0)
  header.writeUInt32BE(lines.length, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const chunk = (kind: string, data: Buffer) => {
    const sized = Buffer.alloc(4)
    sized.writeUInt32BE(data.length)
    const named = Buffer.concat([Buffer.from(kind), data])
    const check = Buffer.alloc(4)
    check.writeUInt32BE(crc32(named))
    return Buffer.concat([sized, named, check])
  }
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.from(lines.flat())))])
}

/** Colours of an indexed PNG, line by line. */
function coloursOf(png: Buffer, width: number): number[][][] {
  const dataOf = (kind: string) => {
    const at = png.indexOf(kind)
    return png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4))
  }
  const [palette, indices] = [dataOf('PLTE'), inflateSync(dataOf('IDAT'))]
  const colour = (index: number) => [...palette.subarray(index * 3, index * 3 + 3)]
  return Array.from({ length: indices.length / (width + 1) }, (_, y) =>
    [...indices.subarray(y * (width + 1) + 1, (y + 1) * (width + 1))].map(colour),
  )
}

it('keeps the colours of a picture that has few, whatever the filters of its lines', () => {
  const line: Colour[] = [
    [255, 255, 255],
    [22, 50, 63],
    [22, 50, 63],
    [200, 10, 90],
    [0, 0, 0],
  ]
  expect(coloursOf(withPalette(pictureOf(line)), line.length)).toEqual(Array.from({ length: 5 }, () => line))
})

it('lets the most frequent stand for those close to it', () => {
  const line: Colour[] = [
    [240, 240, 240],
    [255, 255, 255],
    [255, 255, 255],
    [16, 16, 16],
  ]
  const [first] = coloursOf(withPalette(pictureOf(line)), line.length)
  expect(first).toEqual([
    [255, 255, 255],
    [255, 255, 255],
    [255, 255, 255],
    [16, 16, 16],
  ])
})

it('takes the nearest where there are more colours than a palette holds', () => {
  const line = Array.from({ length: 300 }, (_, index): Colour => [(index % 16) * 16, Math.floor(index / 16) * 8, 0])
  const [first] = coloursOf(withPalette(pictureOf(line)), line.length)
  const off = (first ?? []).map((found, index) => Math.abs((found[1] ?? 0) - (line[index]?.[1] ?? 0)))
  expect(Math.max(...off)).toBeLessThan(16)
})

it('refuses what no browser writes', () => {
  const grey = pictureOf([[0, 0, 0]])
  grey.set([8, 0], grey.indexOf('IHDR') + 12)
  expect(() => withPalette(grey)).toThrow('colour type 0')
})
