/**
 * A case in plain sentences, for whoever asks how it is with this organisation: each only where what is written states it.
 * Pure. Figures of the plan are those of its latest published version, for everybody alike.
 */
import type { RecordKind } from '../evidence/model.ts'
import type { Capacity } from '../regimes/entry-schema.ts'
import { count, date, list } from './format.ts'

/** What a case is told by; null wherever nobody has said, or the reader may not see. Days are ISO. */
export interface CaseFacts {
  readonly recordKind: RecordKind
  readonly regime: string
  /** The rules that it came from, and the day on which it went to these; null where it was under these from the first. */
  readonly moved: { readonly from: string; readonly on: string } | null
  readonly names: readonly string[]
  readonly phase: 'before' | 'in' | 'after'
  readonly stage: string
  readonly opened: string
  readonly entered: string | null
  readonly left: string | null
  readonly closed: string | null
  /** Day since which it is public; null where it never was. */
  readonly published: string | null
  /** Places of the regime, and how many cases of this kind of record are in it now. */
  readonly places: (Pick<Capacity, 'places' | 'kind'> & { readonly taken: number }) | null
  readonly entry: EntryFacts | null
  /** Offices that decide whether it enters, or leaves, whichever comes next. */
  readonly deciders: readonly string[]
  readonly next: { readonly title: string; readonly due: string; readonly owner: string | null } | null
  /** Deadlines that passed unmet. */
  readonly overdue: number
  readonly plan: PlanFacts | null
  /** Month (`2026-05`) of which no update was published, and the day by which it was owed. */
  readonly updateLate: { readonly month: string; readonly due: string } | null
  /** How many points are met, in words. */
  readonly exit: { readonly words: string } | null
  /** What support has cost and who paid, in words; null where no money is shown. */
  readonly money: string | null
  /** Of what the reader may see. */
  readonly disputes: { readonly all: number; readonly answered: number }
  /** Whether the reader sees what is not public. */
  readonly inside: boolean
  /** How long others took: half of `of` stays with both dates lasted no longer, in months. */
  readonly stays: { readonly of: number; readonly atLeast: number; readonly atMost: number } | null
}

/** How it came in: `decidedBy` an office, on a day, by one of the ways that the rules know. */
export interface EntryFacts {
  readonly on: string
  readonly way: string | null
  readonly decidedBy: string | null
  readonly recommendedBy: string | null
  readonly reason: string
  /** Day on which what it rested on was quashed, so that it has entered no more; null where it stands. */
  readonly quashed: string | null
}

export interface PlanFacts {
  readonly month: string
  readonly late: number
  readonly slipped: number
  readonly missed: number
  /** Promised before, and no longer in the plan, though not done. */
  readonly undone: number
  readonly all: number
}

export const sentenceTopics = [
  'kind',
  'who',
  'places',
  'entry',
  'next',
  'plan',
  'exit',
  'money',
  'disputes',
  'others',
] as const
export interface Sentence {
  readonly about: (typeof sentenceTopics)[number]
  readonly words: string
}

/** In the order in which a reader asks. */
export function caseSentences(facts: CaseFacts): readonly Sentence[] {
  const said: Readonly<Record<Sentence['about'], readonly string[]>> = {
    kind: kindSays(facts),
    who: whoSays(facts),
    places: placesSay(facts),
    entry: entrySays(facts),
    next: nextSays(facts),
    plan: planSays(facts),
    exit: exitSays(facts),
    money: facts.money === null ? [] : [facts.money],
    disputes: disputesSay(facts),
    others: othersSay(facts),
  }
  return sentenceTopics.flatMap(about => {
    const words = said[about].join(' ')
    return words === '' ? [] : [{ about, words }]
  })
}

function kindSays({ recordKind, names }: CaseFacts): string[] {
  if (recordKind === 'fictional')
    return [
      `Fictional: ${names.length === 1 ? 'this organisation does not exist' : 'these organisations do not exist'}.`,
    ]
  return recordKind === 'exercise' ? ['An exercise: nothing here is a real decision.'] : []
}

function whoSays(facts: CaseFacts): string[] {
  return [...courseSays(facts), ...candidateAgainSays(facts)]
}

/** Candidates are not named in public: one that is was in, or was let in, when its case was published. */
function candidateAgainSays({ phase, published }: CaseFacts): string[] {
  if (phase !== 'before' || published === null) return []
  return [
    `It is a candidate again. The case has been public since ${date(published)} and stays so, since what everybody could read is not taken away; nothing more that judges it is published before it is decided anew.`,
  ]
}

function courseSays({ names, regime, moved, phase, stage, opened, entered, left, closed }: CaseFacts): string[] {
  const who = names.length > 3 ? count(names.length, 'organisation') : list(names)
  const many = names.length > 1
  const stands = `Stage: ${stage}.`
  const closing = closed === null || closed === left ? [] : [`The case closed on ${date(closed)}.`]
  if (entered === null) {
    const has = many ? 'have' : 'has'
    const opening = `The case of ${who} under ${regime} was opened on ${date(opened)}.`
    return phase === 'before'
      ? [`${opening} ${many ? 'They have' : 'It has'} not entered.`, stands]
      : [`${who} ${has} not entered ${regime}. ${opening}`, stands, ...closing]
  }
  // Taken over by another regime it entered that one on the day on which it was.
  const taken = moved !== null && moved.on === entered
  const came = taken
    ? `${who} came to ${regime} from ${moved.from} on ${date(entered)}`
    : `${who} entered ${moved?.from ?? regime} on ${date(entered)}`
  const since =
    moved === null || taken ? [] : [`${many ? 'They are' : 'It is'} under ${regime} since ${date(moved.on)}.`]
  if (phase === 'in') return [`${came}.`, ...since, 'No end date is known.', stands]
  const out =
    left === null
      ? `${came}; on which day ${many ? 'they' : 'it'} left is not known.`
      : `${came} and left on ${date(left)}.`
  return [out, ...since, stands, ...closing]
}

function placesSay({ places, phase }: CaseFacts): string[] {
  if (places === null || phase === 'after') return []
  const { places: number, kind, taken } = places
  const now = `${count(taken, 'case is', 'cases are')} in it now`
  const held = `${taken} ${taken === 1 ? 'is' : 'are'} taken now`
  if (number === null || kind === 'none') return [`The rules name no number of places; ${now}.`]
  const holds = phase === 'in'
  if (kind === 'cap')
    return [`${holds ? `It holds one of at most ${number} places` : `There are at most ${number} places`}; ${held}.`]
  if (kind === 'expected')
    return [
      `${holds ? `It is one of about ${number}` : `About ${number} places are expected`}; ${held}.${taken > number ? ` That is ${taken - number} more than expected.` : ''}`,
    ]
  return [`${number} were counted in it at one time, which binds nobody; ${now}.`]
}

function entrySays({ entry }: CaseFacts): string[] {
  if (entry === null) return []
  const { on, way, decidedBy, recommendedBy, reason, quashed } = entry
  if (quashed !== null)
    return [`It was in from ${date(on)} until ${date(quashed)}, when the decision was quashed on which that rested.`]
  const how = way === null ? 'It entered' : `It entered ${inSentence(way)}`
  const who = decidedBy === null ? `on ${date(on)}` : `decided by ${decidedBy} on ${date(on)}`
  const after = recommendedBy === null ? '' : `, after ${recommendedBy} recommended it`
  return [`${how}, ${who}${after}.`, ...(reason === '' ? [] : [`The reason given: “${reason.trim()}”`])]
}

/** `By segment` → `by segment`; what else a way is called stands in quotes. */
function inSentence(title: string): string {
  return title.startsWith('By ') ? `by ${title.slice(3)}` : `by the way “${title}”`
}

function nextSays({ phase, closed, deciders, next, overdue }: CaseFacts): string[] {
  if (closed !== null) return []
  const matter = { before: 'enters', in: 'leaves', after: null }[phase]
  return [
    ...(matter === null || deciders.length === 0
      ? []
      : [`Whether it ${matter} is for ${deciders.join(' or ')} to decide.`]),
    ...(overdue === 0 ? [] : [`${count(overdue, 'deadline')} passed unmet.`]),
    ...(next === null
      ? []
      : [`Next due, by ${date(next.due)}: ${next.title}${next.owner ? `, from ${next.owner}` : ''}.`]),
  ]
}

function planSays({ plan, updateLate }: CaseFacts): string[] {
  const late =
    updateLate === null
      ? []
      : [`Nothing was published for ${date(updateLate.month)}, which was due by ${date(updateLate.due)}.`]
  if (plan === null) return late
  const { all, month } = plan
  const some = (number: number, one: string, more: string) =>
    number === 0 ? [] : [`${number} ${number === 1 ? one : more}`]
  const rest = [
    ...some(plan.slipped, 'has a later date than first promised', 'have a later date than first promised'),
    ...some(plan.missed, 'was given up', 'were given up'),
    ...some(plan.undone, 'was dropped undone', 'were dropped undone'),
  ]
  const told =
    all === 0
      ? `The plan published for ${date(month)} promises no actions`
      : `${plan.late} of ${count(all, 'promised action')} ${plan.late === 1 ? 'is' : 'are'} late by the plan published for ${date(month)}`
  return [`${told}${rest.length === 0 ? '' : `; ${list(rest)}`}.`, ...late]
}

function exitSays({ exit }: CaseFacts): string[] {
  return exit === null ? [] : [`Of the points of the test of exit: ${exit.words}.`]
}

function disputesSay({ disputes: { all, answered }, inside }: CaseFacts): string[] {
  if (all === 0) return []
  const open = all - answered
  const disputed = `The organisation disputes ${count(all, 'thing')} said or decided here`
  const waits = inside ? `${open} not answered yet` : `to ${open} no answer is public`
  return [`${disputed}: ${answered} answered${open === 0 ? '' : `, ${waits}`}.`]
}

function othersSay({ stays, phase }: CaseFacts): string[] {
  if (stays === null || phase === 'after') return []
  const [least, most] = [Math.round(stays.atLeast), Math.round(stays.atMost)]
  const months = least === most ? count(most, 'month') : `${least} to ${count(most, 'month')}`
  return [
    `Half of the ${stays.of} other stays with both dates known lasted no longer than ${months}; those without a known end are not counted.`,
  ]
}
