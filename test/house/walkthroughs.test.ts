/** The documents of the walk-throughs tell what their scripts say, and show pictures that are there and small. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { documents } from '../browser/walkthroughs/document.ts'
import { images, mostBytes, shotFiles } from '../browser/walkthroughs/shots.ts'
import { readScript, scriptNames, walkthroughs } from '../browser/walkthroughs/script.ts'

test.each([...documents()])('docs/walkthroughs/%s is up to date', (name, text) => {
  const file = join(walkthroughs, name)
  expect(existsSync(file) && readFileSync(file, 'utf8') === text, 'Run `npm run walkthroughs`.').toBe(true)
})

describe('the screenshots', () => {
  const wanted = scriptNames().flatMap(name => shotFiles(readScript(name)))

  test('are all there, each of one step', () => {
    expect(new Set(wanted).size).toBe(wanted.length)
    const missing = wanted.filter(file => !existsSync(join(images, file)))
    expect(missing, 'Run `npm run walkthroughs`.').toEqual([])
  })

  test('are of scripts that there are', () => {
    expect(readdirSync(images).filter(file => !wanted.includes(file))).toEqual([])
  })

  test('are small: each, and all together', () => {
    const sizes = new Map(readdirSync(images).map(file => [file, statSync(join(images, file)).size]))
    expect([...sizes].filter(([, bytes]) => bytes > mostBytes)).toEqual([])
    // Half a megabyte for each script, on average.
    expect([...sizes.values()].reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(scriptNames().length * 500_000)
  })
})
