/** Writes `schemas/*.schema.json`: `npm run schemas`, after changing the format of a YAML file. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { schemaFiles } from './schemas.ts'

const folder = resolve(import.meta.dirname, '..', 'schemas')
mkdirSync(folder, { recursive: true })
for (const [name, text] of schemaFiles()) {
  writeFileSync(join(folder, name), text)
  console.log(`schemas/${name}`)
}
