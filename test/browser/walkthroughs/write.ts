/**
 * Writes the documents of all walk-throughs and takes their screenshots, by playing them: `npm run walkthroughs`. Arguments
 * name those to be played; the documents are written of all.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startVitest } from 'vitest/node'
import { documents } from './document.ts'
import { walkthroughs } from './script.ts'

for (const [name, text] of documents()) {
  writeFileSync(join(walkthroughs, name), text)
  console.log(`docs/walkthroughs/${name}`)
}
process.env.TURNAROUND_SHOTS = '1'
const chosen = process.argv.slice(2)
await startVitest('test', ['test/browser/walkthroughs/walkthroughs'], {
  run: true,
  watch: false,
  ...(chosen.length === 0 ? {} : { testNamePattern: chosen.join('|') }),
})
