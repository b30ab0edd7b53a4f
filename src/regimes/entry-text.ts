/** An entry test in words: who would get a place and who would wait, how many others and why, or one organisation whole. */
import type { ImportRecord } from '../evidence/model.ts'
import type { CriterionOutcome } from '../assessment/criterion.ts'
import { boundValue, criterionText } from './criterion-text.ts'
import { eachLeaf, outcomeWords } from './decisive-leaves.ts'
import type { EntryTest, EstimatedCost, OrganisationEntry } from './entry-model.ts'

/** Everybody: the candidates in order, then the others counted by outcome and way. */
export function entryText(test: EntryTest): string {
  const candidates = test.organisations
    .filter(one => one.place !== 'none')
    .sort((a, b) => (a.position ?? 0) - (b.position ?? 0))
  const list = (title: string, place: OrganisationEntry['place']) => {
    const own = candidates.filter(one => one.place === place)
    return own.length === 0 ? [] : ['', `${title} (${own.length})`, ...own.flatMap(candidateLines)]
  }
  const members = test.organisations.filter(one => one.holdsPlace === 'in')
  return [
    ...heading(test),
    ...list(test.places.free === null ? 'Meet the test; no number of places binds' : 'Would get a place', 'admitted'),
    ...(test.provisional && test.provisional.length > 0
      ? ['', `Provisional list, ahead of the final one: ${test.provisional.join(', ')}`]
      : []),
    ...list('Would wait', 'waiting'),
    ...(test.next === null ? [] : [`Next, when a place falls free: ${test.next}`]),
    ...(candidates.length === 0 ? ['', 'Nobody outside meets the test.'] : []),
    ...(members.length > 0
      ? [
          '',
          `In already (${members.length}): ${members.map(one => `${one.code} (${outcomeWords(one).toLowerCase()})`).join(', ')}`,
        ]
      : []),
    ...othersCounted(
      test,
      test.organisations.filter(one => one.place === 'none' && one.holdsPlace !== 'in'),
    ),
    ...doubtful(test),
    ...test.choiceNeeded.map(
      ({ code, options }) =>
        `${code} has no place and has to be considered; somebody has to choose: ${options.map(one => one.says).join(' / ') || 'the file names no options'}.`,
    ),
    ...section(test.estimate ? estimateLines(test.estimate) : []),
    ...section(test.notes.map(note => `Note: ${note}`)),
  ].join('\n')
}

/** One organisation: its outcome, every reason, and the whole tree down to the rows. */
export function organisationText(test: EntryTest, entry: OrganisationEntry, imports: readonly ImportRecord[]): string {
  const roles = [
    ...(entry.recommender ? [`${entry.recommender.title} recommends`] : []),
    ...(entry.decider ? [`${entry.decider.title} decides`] : []),
  ]
  return [
    ...heading(test),
    '',
    `${entry.name} (${entry.code}): ${outcomeWords(entry).toLowerCase()}${entry.place === 'none' ? '' : `, ${placeWords(entry)}`}.${roles.length > 0 ? ` ${roles.join('; ')}.` : ''}`,
    ...entry.reasons.map(reason => `  ${reason}`),
    ...elsewhere(entry).map(line => `  ${line}`),
    ...(entry.criterion ? ['', criterionText(entry.criterion, imports)] : []),
    ...section(test.notes.map(note => `Note: ${note}`)),
  ].join('\n')
}

function heading(test: EntryTest): string[] {
  const known = test.asKnownAt ? `, as known at ${test.asKnownAt}` : ''
  const { places } = test
  return [
    `${test.title} (version ${test.version}), ${periodWords(test)}${known}`,
    test.head,
    `Places: ${places.says}${places.free === null ? '' : `, ${places.free} free`}.`,
  ]
}

/** The period as published, with its days where the label is not their name. */
function periodWords({ period: { id, label, start, end } }: EntryTest): string {
  return label === id || !id.includes('..') ? label : `${label} (${start} to ${end})`
}

function candidateLines(one: OrganisationEntry): string[] {
  return [
    `  ${one.position}. ${one.name} (${one.code})${one.decider ? `; ${one.decider.title} decides` : ''}`,
    ...reasonsWithValues(one).map(reason => `       ${reason}`),
    ...elsewhere(one).map(line => `       ${line}`),
  ]
}

/** What settles it, without the heading that is the same for all, each leaf with the evidence that it was tried on. */
function reasonsWithValues({ reasons, criterion }: OrganisationEntry): readonly string[] {
  const values = new Map<string, string>()
  if (criterion)
    eachLeaf(criterion, leaf => values.set(`${outcomeWords(leaf)}: ${leaf.sentence}`, valuesInBrackets(leaf)))
  return reasons.slice(1).map(reason => `${reason}${values.get(reason) ?? ''}`)
}

function valuesInBrackets({ values = [] }: CriterionOutcome): string {
  // What is so or not so is said by the sentence; a list is shown whole where each leaf is.
  const shown = values.filter(
    one => one.kind === 'evidence' && typeof one.value !== 'boolean' && typeof one.value !== 'object',
  )
  return shown.length === 0 ? '' : ` (${shown.map(one => `${one.title}: ${boundValue(one)}`).join('; ')})`
}

function elsewhere({ alreadyIn, predecessorsIn }: OrganisationEntry): string[] {
  const own = alreadyIn.map(
    one =>
      `${one.standing === 'in' ? 'In' : 'Was put into, and may still be in,'} ${one.title}${one.relation === 'conflicts' ? `, which conflicts: ${one.says}` : ''}.`,
  )
  return [...own, ...predecessorsIn.map(one => one.words)]
}

function placeWords({ place, position }: OrganisationEntry): string {
  return `${place === 'admitted' ? 'would get a place' : 'would wait'}, number ${position} in order`
}

function othersCounted(test: EntryTest, others: readonly OrganisationEntry[]): readonly string[] {
  const groups = Map.groupBy(others, one => `${outcomeWords(one)}${one.way === null ? '' : ` on “${titleOf(one)}”`}`)
  const lines = [...groups].map(([words, own]) => {
    const named = own.length <= 12 ? `: ${own.map(one => one.code).join(', ')}` : ''
    return `${words}: ${own.length} of ${test.organisations.length}${named}`
  })
  return section(lines)
}

/** Those who meet a way in, and of whom it is not known that the regime is for them. */
function doubtful({ organisations }: EntryTest): readonly string[] {
  const found = organisations.filter(
    one => one.outcome === 'evidence-missing' && one.ways.some(way => way.outcome === 'met'),
  )
  if (found.length === 0) return []
  const named = found.map(one => `${one.name} (${one.code})`).join('; ')
  return section([`Would meet it, if the regime is for them, which no file says (${found.length}): ${named}.`])
}

/** Lines after an empty one, if there are any. */
function section(lines: readonly string[]): readonly string[] {
  return lines.length > 0 ? ['', ...lines] : []
}

function titleOf({ way, ways }: OrganisationEntry): string {
  return ways.find(one => one.id === way)?.title ?? ''
}

const pounds = (amount: number) => `£${amount.toLocaleString('en-GB')}`

function estimateLines({ perCase, admitted, admittedCost, programme, beforeEntry }: EstimatedCost): string[] {
  return [
    ...(perCase && admittedCost && admitted > 0
      ? [
          `Estimated cost of those who would get a place: ${pounds(admittedCost.low)} to ${pounds(admittedCost.high)} (${admitted} at ${pounds(perCase.low)} to ${pounds(perCase.high)}; ${perCase.basis}; ${perCase.confidence}).`,
        ]
      : []),
    ...(programme
      ? [
          `Estimated cost of the programme: ${pounds(programme.low)} to ${pounds(programme.high)} (${programme.basis}; ${programme.confidence}).`,
        ]
      : []),
    ...(beforeEntry
      ? [`The rules ask for an estimate before anybody enters${perCase || programme ? '' : '; none is known'}.`]
      : []),
  ]
}
