/** Writes `schemas/*.schema.json` and the reference page of regime files: `npm run schemas`, after changing the format of a YAML file. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { regimeReference } from './regime-reference.ts'
import { schemaFiles } from './schemas.ts'

const folder = resolve(import.meta.dirname, '..', 'schemas')
mkdirSync(folder, { recursive: true })
for (const [name, text] of schemaFiles()) {
  writeFileSync(join(folder, name), text)
  console.log(`schemas/${name}`)
}
const reference = 'docs/reference/regime-files.md'
writeFileSync(resolve(import.meta.dirname, '..', reference), regimeReference())
console.log(reference)
