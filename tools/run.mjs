/** Runs a TypeScript file of the checkout: `node tools/run.mjs bench/run.ts --only import`. */
import { resolve } from 'node:path'
import { endLike, runTypeScript } from './child.mjs'
import { prepare } from './prepare.mjs'

const [script, ...args] = process.argv.slice(2)
if (!script) {
  process.stderr.write('Usage: node tools/run.mjs SCRIPT.ts [ARGUMENT…]\n')
  process.exit(2)
}
endLike(await runTypeScript(await prepare('full'), resolve(script), args))
