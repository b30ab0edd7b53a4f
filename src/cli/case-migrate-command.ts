/** `turnaround case migrate`: what would come of a case under other rules, and agreeing to it. Exit 0 done, 1 refused, 2 bad usage. */
import { randomUUID } from 'node:crypto'
import type { MigrationJson } from '../web/api/migration-schemas.ts'
import { given, queryOf, refusedBy, send } from './api-answers.ts'
import { finished } from './case-command.ts'
import { type CaseOptions, withCases } from './case-source.ts'
import { print, printJson, UsageError } from './output.ts'

export interface MigrateOptions extends CaseOptions {
  readonly to: string
  readonly version?: string
  readonly route?: string
  readonly on?: string
  readonly preview?: boolean
  readonly previewed?: string
  readonly exceed?: string
  readonly reason?: string
  readonly key?: string
}

/** Shows what would come of it; without `--preview` it is also done, as it was shown now or under the hash given. */
export function caseMigrate(id: string, options: MigrateOptions): Promise<number> {
  const { to, version, route, on, exceed, reason, json } = options
  if (options.preview !== true) {
    if (options.as === undefined) throw new UsageError('Say with --as KEY who acts.')
    if (reason === undefined) throw new UsageError('Say with --reason WORDS why; or ask only for a --preview.')
  }
  return withCases(options, async ask => {
    const path = `/cases/${encodeURIComponent(id)}/migration`
    const answer = await ask(`${path}${queryOf({ to, version, route, on })}`)
    if (!answer.ok) return refusedBy(answer, json === true)
    const found = (await answer.json()) as MigrationJson
    if (options.preview === true) {
      if (json) printJson(found)
      else print(previewText(found))
      return 0
    }
    const body = {
      to,
      on: found.on,
      reason,
      previewed: options.previewed ?? found.hash,
      ...given({ version, route, exceed }),
    }
    const headers = { 'Idempotency-Key': options.key ?? randomUUID(), 'If-Match': `"${found.sequence}"` }
    return finished(await send(ask, path, body, headers), json === true)
  })
}

function previewText(found: MigrationJson): string {
  const { words, duties, place, decider, why, hash } = found
  const kept = duties.kept.map(({ from, to }) => (from.title === to.title ? to.title : `${from.title} → ${to.title}`))
  return [
    ...words,
    ...(kept.length === 0 ? [] : [`Duties that are kept: ${kept.join('; ')}.`]),
    ...(place === null ? [] : [place]),
    ...(decider === null ? [] : [`It is the act of ${decider.title} (${decider.role}).`]),
    ...(why === null ? [] : [why]),
    `Preview ${hash}`,
  ].join('\n')
}
