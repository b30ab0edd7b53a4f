/** `turnaround case around`: what else is going on around a case, in words. */
import type { AroundJson } from '../web/around-view.ts'
import { read } from './api-answers.ts'
import { type CaseOptions, withCases } from './case-source.ts'
import { print, printJson } from './output.ts'

/** What else is going on around a case: other regimes, duties asked for twice, headroom, earlier attempts. */
export function caseAround(id: string, options: CaseOptions): Promise<number> {
  return withCases(options, async ask => {
    const answer = await read<AroundJson>(ask, `/cases/${encodeURIComponent(id)}/around`)
    if (options.json) printJson(answer)
    else print([answer.summary, ...aroundLines(answer)].join('\n'))
    return 0
  })
}

function aroundLines({ conflicts, duties, headroom, inherited, attempts, times }: AroundJson): readonly string[] {
  const part = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`${title}:`, ...lines.map(line => `  ${line}`)]
  return [
    ...part(
      'Other regimes at the same time',
      conflicts.map(one => `${one.kindWords}: ${one.words}`),
    ),
    ...part(
      'Asked for twice',
      duties.map(one => one.words),
    ),
    ...part(
      'Headroom',
      headroom.map(one => one.words),
    ),
    ...part(
      'Cases inherited',
      inherited.map(one => one.words),
    ),
    ...part('Earlier attempts, the newest first', [...attempts.map(one => one.words), ...times]),
  ]
}
