/** `turnaround case consistency`: pairs with the same results and different decisions, those without a reason first. */
import { type ConsistencyJson, consistencyInWords, notTheSame } from '../web/consistency-view.ts'
import { read } from './api-answers.ts'
import { type CaseOptions, withCases } from './case-source.ts'
import { print, printJson } from './output.ts'

/** Exit 1 where a pair needs a reason still. */
export function caseConsistency(options: CaseOptions & { readonly regime: string }): Promise<number> {
  return withCases(options, async ask => {
    const found = await read<ConsistencyJson>(ask, `/programmes/${encodeURIComponent(options.regime)}/consistency`)
    if (options.json) printJson(found)
    else
      print(
        [consistencyInWords(found), ...(found.pairs > 0 ? [notTheSame] : []), ...found.shown.flatMap(pairLines)].join(
          '\n',
        ),
      )
    return found.pairs > found.withReason ? 1 : 0
  })
}

type Pair = ConsistencyJson['shown'][number]

function pairLines({ matter, results, one, other, reasons }: Pair): readonly string[] {
  return [
    '',
    `${matter}: ${results.map(({ title, outcome }) => `${title} ${outcome}`).join('; ')}`,
    ...[one, other].map(sideLine),
    ...(reasons.length === 0 ? ['  No reason is recorded.'] : reasons.map(reason => `  Why: ${reason}`)),
  ]
}

function sideLine({ case: id, organisations, region, decidedWords, on, roleTitle }: Pair['one']): string {
  const who = organisations.map(({ name }) => name).join(', ')
  return `  ${who} (${region ?? 'region not known'}): ${decidedWords} on ${on}${roleTitle === null ? '' : `, by ${roleTitle}`}. Case ${id}`
}
