/** The files of the project: what is committed, and what would be. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '..', '..')

/** Paths relative to the root of every file that is tracked or neither tracked nor ignored, below these folders. */
export function projectFiles(...below: readonly string[]): readonly string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...below]
  const listed = execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1e8 }).split('\0')
  return listed.filter(file => file !== '' && existsSync(join(root, file)))
}
