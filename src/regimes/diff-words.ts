/** A comparison of two regimes as text, section by section. */
import type { ChangedField, RegimeDiff } from './diff.ts'

/** Sections of a comparison by their names for readers. */
export const sectionTitles: Readonly<Record<string, string>> = {
  about: 'What it is',
  scope: 'Whom it is for',
  routes: 'Routes',
  evidence: 'Evidence',
  parameters: 'Numbers of the rules',
  choices: 'Readings chosen',
  criteria: 'Criteria',
  entry: 'The way in',
  ways: 'Ways in',
  capacity: 'Places',
  states: 'The course of a case',
  strands: 'Beside it',
  roles: 'Who does what',
  clocks: 'Clocks',
  duties: 'What is owed',
  powers: 'Powers',
  subjects: 'What support is for',
  support: 'Support',
  money: 'Money',
  publication: 'What is published',
  escalation: 'When it gets worse',
  exit: 'The way out',
  relations: 'Other regimes',
}

/** What only one has, and what changed from → to. */
export function diffInWords({ a, b, sections }: RegimeDiff): string {
  const apart = (['regime', 'version', 'file'] as const).find(key => a[key] !== b[key]) ?? 'regime'
  const [first, second] = [a[apart], b[apart]]
  const head = [`${first}: ${a.title}, version ${a.version}`, `${second}: ${b.title}, version ${b.version}`]
  if (sections.length === 0) return [...head, '', 'The rules are the same.'].join('\n')
  const body = sections.flatMap(section => [
    '',
    sectionTitles[section.section] ?? section.section,
    ...section.onlyA.map(entry => `  Only in ${first}: ${entry.title} (${entry.id})`),
    ...section.onlyB.map(entry => `  Only in ${second}: ${entry.title} (${entry.id})`),
    ...section.changed.flatMap(entry => [
      `  Changed: ${entry.title} (${entry.id})`,
      ...entry.fields.flatMap(fieldLines),
    ]),
  ])
  return [...head, ...body].join('\n')
}

function fieldLines({ field, from, to }: ChangedField): string[] {
  const lines = (text: string | null) => (text ?? 'nothing').split('\n')
  if (lines(from).length === 1 && lines(to).length === 1)
    return [`    ${field}: ${from ?? 'nothing'} → ${to ?? 'nothing'}`]
  return [
    `    ${field}, from:`,
    ...lines(from).map(line => `      ${line}`),
    '    to:',
    ...lines(to).map(line => `      ${line}`),
  ]
}
