/** Dependencies as the lock file has them, installed when they are absent, incomplete or out of date. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { npm, withNode } from './child.mjs'
import { onlyOne } from './lock.mjs'
import { root } from './node.mjs'

const lockFile = join(root, 'package-lock.json')
const modules = join(root, 'node_modules')
// npm ci empties node_modules before it begins, so a stamp is only there when an install was finished.
const stampFile = join(modules, '.turnaround-lock')

/**
 * Installs what is missing: `production` for running Turnaround, `full` for developing it. A full install is never
 * reduced. Throws an Error with advice where npm fails.
 */
export async function ensureDependencies(node, wanted) {
  const hash = createHash('sha256').update(readFileSync(lockFile)).digest('hex')
  if (isInstalled(hash, wanted)) return
  await onlyOne(join(root, '.node', 'install-lock'), async () => {
    if (isInstalled(hash, wanted)) return
    const kind = readStamp()?.kind === 'full' ? 'full' : wanted
    process.stderr.write('Installing dependencies from package-lock.json …\n')
    const code = await npm(['ci', '--no-audit', '--no-fund', ...(kind === 'full' ? [] : ['--omit=dev'])], {
      cwd: root,
      env: withNode(node),
    })
    if (code !== 0)
      throw new Error(
        'npm ci failed (its own message is above). Check the network and the npm registry, then try again.',
      )
    writeStamp(hash, kind)
  })
}

function isInstalled(hash, wanted) {
  const stamp = readStamp()
  if (stamp?.hash === hash && (stamp.kind === 'full' || stamp.kind === wanted)) return true
  for (const kind of ['full', 'production']) {
    if ((wanted === 'full' && kind !== 'full') || !isInstalledByHand(kind)) continue
    writeStamp(hash, kind)
    return true
  }
  return false
}

/** Whether somebody's own `npm ci` or `npm install` left every package of the lock file, by npm's record of what it installed. */
function isInstalledByHand(kind) {
  const record = join(modules, '.package-lock.json')
  if (!existsSync(record)) return false
  const have = JSON.parse(readFileSync(record, 'utf8')).packages
  const want = JSON.parse(readFileSync(lockFile, 'utf8')).packages
  return Object.entries(want).every(
    ([path, { version, dev, optional, peer, devOptional }]) =>
      path === '' ||
      optional ||
      peer ||
      devOptional ||
      (dev && kind === 'production') ||
      have[path]?.version === version,
  )
}

function readStamp() {
  if (!existsSync(stampFile)) return null
  const [hash, kind] = readFileSync(stampFile, 'utf8').trim().split(' ')
  return { hash, kind }
}

function writeStamp(hash, kind) {
  writeFileSync(stampFile, `${hash} ${kind}\n`)
}
