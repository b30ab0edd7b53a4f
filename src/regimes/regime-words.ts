/** A regime as a policy lead would read it aloud. */
import { cited } from '../assessment/framework-words.ts'
import { sentence } from './citation.ts'
import {
  courseInWords,
  entryInWords,
  escalationInWords,
  exitInWords,
  otherTestsInWords,
  placesInWords,
  relationsInWords,
  type Titles,
} from './entry-words.ts'
import { entriesOf } from './entries.ts'
import { dutiesInWords, otherClocksInWords, powersInWords, publicationInWords, rolesInWords } from './people-words.ts'
import type { Regime } from './regime.ts'
import { moneyInWords, supportInWords } from './support-words.ts'

export const standingWords = {
  published: 'Published rules.',
  reconstructed: 'Rules put together from public accounts.',
  proposal: 'A proposal that nobody has adopted.',
  example: 'An example from elsewhere.',
} as const

/** All of one version, section by section, each line with its clause and how sure we are of it; other regimes by their `titles`. */
export function regimeInWords(regime: Regime, version: string, titles: Titles = new Map()): string {
  const found = regime.versions[version]
  const force =
    found && `In force from ${found['in-force'].from}${found['in-force'].to ? ` to ${found['in-force'].to}` : ''}.`
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['Whom it is for', [`${sentence(regime.scope.says)} ${cited(regime.scope)}`, ...routesInWords(regime)]],
    ['The way in', entryInWords(regime)],
    ['Places', placesInWords(regime)],
    ['The course of a case', courseInWords(regime)],
    ['The other tests', otherTestsInWords(regime)],
    ['Who does what', rolesInWords(regime)],
    ['What is owed', dutiesInWords(regime)],
    ['Other clocks', otherClocksInWords(regime)],
    ['Powers', powersInWords(regime)],
    ['Support', supportInWords(regime)],
    ['Money', moneyInWords(regime)],
    ['What is published', publicationInWords(regime)],
    ['When it gets worse', escalationInWords(regime, titles)],
    ['The way out', exitInWords(regime)],
    ['Other regimes', relationsInWords(regime, titles)],
    ['What came of it', (regime.outcomes ?? []).map(one => `${sentence(one.says)} ${cited(one)}`)],
    ['What its critics say', (regime.criticism ?? []).map(one => `${sentence(one.says)} ${cited(one)}`)],
    ['What is not certain', uncertainInWords(regime)],
    ['Sources', sourcesInWords(regime)],
  ]
  const head = [
    regime.title,
    `Version ${version}${found ? `: ${sentence(found.title)}` : '.'} ${force ?? ''} ${standingWords[regime.standing]}`,
    '',
    regime.purpose.trim(),
  ]
  const body = sections
    .filter(([, lines]) => lines.length > 0)
    .flatMap(([title, lines]) => ['', title, ...lines.map(line => `  ${line}`)])
  return [...head, ...body].join('\n')
}

function routesInWords(regime: Regime): string[] {
  return Object.values(regime.routes ?? {}).map(route => `Route: ${sentence(route.title)} ${cited(route)}`)
}

/** Everything nobody has checked, or that is ours, with the note that says why. */
function uncertainInWords(regime: Regime): string[] {
  const kinds = { unverified: 'Unverified', ours: 'Our own' } as const
  const entries = entriesOf(regime)
  const lines = (Object.keys(kinds) as (keyof typeof kinds)[]).flatMap(kind =>
    entries
      .filter(entry => entry.confidence === kind)
      .map(entry => `${kinds[kind]}: ${sentence(entry.words)}${entry.note === null ? '' : ` ${sentence(entry.note)}`}`),
  )
  return [...new Set(lines)]
}

function sourcesInWords(regime: Regime): string[] {
  return Object.entries(regime.sources).map(
    ([id, one]) => `${id}: ${one.title}, ${one.publisher}, ${one.date}${one.seen ? ` (seen: ${one.seen})` : ''}`,
  )
}
