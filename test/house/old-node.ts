/** A Node too old for TypeScript, of which the launcher must make the best. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'

const suitable = /^v(1[89]|2[01])\./

/** The path of a Node 18 to 21: the machine's own, or one fetched from the package registry into `.cache`. */
export function oldNode(): string {
  const installed = (process.env.PATH ?? '').split(delimiter).map(folder => join(folder, 'node'))
  const own = installed.find(node => existsSync(node) && suitable.test(versionOf(node)))
  if (own) return own
  const folder = resolve(import.meta.dirname, '..', '..', '.cache', 'node-20')
  const name = `node-${process.platform}-${process.arch}`
  const fetched = join(folder, 'node_modules', name, 'bin', 'node')
  if (!existsSync(fetched)) {
    const npm = spawnSync('npm', ['install', '--prefix', folder, '--no-save', '--ignore-scripts', `${name}@20`], {
      encoding: 'utf8',
    })
    if (npm.status !== 0) throw new Error(`An old Node (${name}@20) could not be fetched:\n${npm.stderr}`)
  }
  return fetched
}

/** A PATH on which this Node comes first, as it does for npm when the machine has no other. */
export function pathWith(node: string): string {
  return [dirname(node), process.env.PATH].join(delimiter)
}

function versionOf(node: string): string {
  return spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout ?? ''
}
