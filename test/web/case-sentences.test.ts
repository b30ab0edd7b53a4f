/** A case in plain sentences, one by one: each only where something states it, and unknowns said as such. */
import { describe, expect, it } from 'vitest'
import { type CaseFacts, caseSentences, type Sentence } from '../../src/web/case-sentences.ts'

const facts: CaseFacts = {
  recordKind: 'real',
  regime: 'Harbour Watch',
  moved: null,
  names: ['Ashdown Vale'],
  phase: 'in',
  stage: 'The plan is carried out',
  opened: '2025-01-10',
  entered: '2025-02-03',
  left: null,
  closed: null,
  published: null,
  places: null,
  entry: null,
  deciders: [],
  next: null,
  overdue: 0,
  plan: null,
  updateLate: null,
  exit: null,
  money: null,
  disputes: { all: 0, answered: 0 },
  inside: false,
  stays: null,
}

function says(about: Sentence['about'], more: Partial<CaseFacts>): string | null {
  return caseSentences({ ...facts, ...more }).find(one => one.about === about)?.words ?? null
}

describe('what kind of record it is', () => {
  it('comes first where the case is not real, and is not said of a real one', () => {
    const [first] = caseSentences({ ...facts, recordKind: 'fictional' })
    expect(first).toEqual({ about: 'kind', words: 'Fictional: this organisation does not exist.' })
    expect(caseSentences({ ...facts, recordKind: 'exercise' })[0]?.words).toMatch(
      /^An exercise: nothing here is a real/,
    )
    expect(says('kind', {})).toBeNull()
  })
})

describe('who, and since when', () => {
  it('names the organisations, the day of entry and the stage', () => {
    expect(says('who', {})).toBe(
      'Ashdown Vale entered Harbour Watch on 3 February 2025. No end date is known. Stage: The plan is carried out.',
    )
    expect(says('who', { names: ['A', 'B'] })).toMatch(/^A and B entered/)
    expect(says('who', { names: ['A', 'B', 'C', 'D'] })).toMatch(/^4 organisations entered/)
  })
  it('says of no end date that it is not known, never that it is still in', () => {
    const all = caseSentences(facts).map(({ words }) => words)
    expect(all.join(' ')).not.toMatch(/\bstill\b/i)
    expect(says('who', { phase: 'after', left: null })).toContain('on which day it left is not known')
  })
  it('says when it left, and when the case closed where that is another day', () => {
    expect(says('who', { phase: 'after', left: '2026-01-09', closed: '2026-01-09' })).toMatch(
      /and left on 9 January 2026\. Stage: [^.]+\.$/,
    )
    expect(says('who', { phase: 'after', left: '2026-01-09', closed: '2027-01-09' })).toContain(
      'The case closed on 9 January 2027.',
    )
  })
  it('has not entered where no entry is written', () => {
    expect(says('who', { phase: 'before', entered: null })).toContain('opened on 10 January 2025. It has not entered.')
    expect(says('who', { phase: 'after', entered: null, closed: '2025-03-01' })).toMatch(
      /^Ashdown Vale has not entered/,
    )
  })
  it('says why a candidate is named: its case was public when it was in, and what was public stays', () => {
    const published = '2025-02-10'
    const again = 'It is a candidate again. The case has been public since 10 February 2025 and stays so'
    expect(says('who', { phase: 'before', entered: null, published })).toContain(again)
    expect(says('who', { phase: 'before', left: '2025-09-01', published })).toContain(again)
    expect(says('who', { phase: 'before', entered: null })).not.toContain('again')
    expect(says('who', { published })).not.toContain('again')
  })
  it('tells the rules that it came from', () => {
    expect(says('who', { moved: { from: 'Night Watch', on: '2025-06-26' } })).toMatch(
      /^Ashdown Vale entered Night Watch on 3 February 2025\. It is under Harbour Watch since 26 June 2025\./,
    )
    // Another regime took it over, and counts from that day.
    expect(says('who', { moved: { from: 'Night Watch', on: '2025-02-03' } })).toMatch(
      /^Ashdown Vale came to Harbour Watch from Night Watch on 3 February 2025\. No end date is known\./,
    )
  })
})

describe('places', () => {
  const of = (kind: 'cap' | 'expected' | 'observed' | 'none', places: number | null, taken = 12) => ({
    places: { kind, places, taken },
  })
  it('keep the kind of their number', () => {
    expect(says('places', of('expected', 15))).toBe('It is one of about 15; 12 are taken now.')
    expect(says('places', of('cap', 15))).toBe('It holds one of at most 15 places; 12 are taken now.')
    expect(says('places', of('observed', 15, 1))).toBe(
      '15 were counted in it at one time, which binds nobody; 1 case is in it now.',
    )
    expect(says('places', of('none', null))).toBe('The rules name no number of places; 12 cases are in it now.')
  })
  it('say that an expected number is exceeded', () => {
    expect(says('places', of('expected', 15, 17))).toContain('That is 2 more than expected.')
  })
  it('are not held by whoever is not in', () => {
    expect(says('places', { ...of('cap', 15), phase: 'before' })).toBe('There are at most 15 places; 12 are taken now.')
    expect(says('places', { ...of('cap', 15), phase: 'after' })).toBeNull()
    expect(says('places', {})).toBeNull()
  })
})

describe('why it entered', () => {
  const entry = {
    on: '2025-02-03',
    way: 'By catastrophe',
    decidedBy: 'Harbour Office',
    recommendedBy: null,
    quashed: null,
    reason: '',
  }
  it('says the way, the decider as an office, the day and the reason', () => {
    expect(says('entry', { entry: { ...entry, recommendedBy: 'The lookout', reason: 'Unsafe to wait.' } })).toBe(
      'It entered by catastrophe, decided by Harbour Office on 3 February 2025, after The lookout recommended it. The reason given: “Unsafe to wait.”',
    )
  })
  it('leaves out what nobody wrote down', () => {
    expect(says('entry', { entry: { ...entry, way: null, decidedBy: null } })).toBe('It entered, on 3 February 2025.')
    expect(says('entry', { entry: { ...entry, quashed: '2025-05-01' } })).toBe(
      'It was in from 3 February 2025 until 1 May 2025, when the decision was quashed on which that rested.',
    )
    expect(says('entry', {})).toBeNull()
  })
})

describe('what comes next', () => {
  it('is whose decision it is, what passed unmet, and the next day', () => {
    const next = { title: 'Draft plan published', due: '2025-05-01', owner: 'Pilot' }
    expect(says('next', { deciders: ['Harbour Office'], next, overdue: 2 })).toBe(
      'Whether it leaves is for Harbour Office to decide. 2 deadlines passed unmet. Next due, by 1 May 2025: Draft plan published, from Pilot.',
    )
    expect(says('next', { phase: 'before', deciders: ['A', 'B'] })).toBe('Whether it enters is for A or B to decide.')
  })
  it('is nothing where nothing is due and nobody is named, or the case has closed', () => {
    expect(says('next', {})).toBeNull()
    expect(says('next', { closed: '2025-03-01', deciders: ['A'], overdue: 1 })).toBeNull()
  })
})

describe('the plan', () => {
  const plan = { month: '2025-07', late: 9, slipped: 0, missed: 0, undone: 0, all: 34 }
  it('says how many promised actions are late, slipped or given up', () => {
    expect(says('plan', { plan })).toBe('9 of 34 promised actions are late by the plan published for July 2025.')
    expect(says('plan', { plan: { ...plan, late: 1, slipped: 3, missed: 1 } })).toBe(
      '1 of 34 promised actions is late by the plan published for July 2025; 3 have a later date than first promised and 1 was given up.',
    )
    expect(says('plan', { plan: { ...plan, all: 0, late: 0, undone: 2 } })).toBe(
      'The plan published for July 2025 promises no actions; 2 were dropped undone.',
    )
  })
  it('says that an update is missing, also where nothing was ever published', () => {
    expect(says('plan', { updateLate: { month: '2025-08', due: '2025-09-03' } })).toBe(
      'Nothing was published for August 2025, which was due by 3 September 2025.',
    )
    expect(says('plan', {})).toBeNull()
  })
})

it('exit: points met of how many, where the reader may see the test', () => {
  expect(says('exit', { exit: { words: '2 of 7 met' } })).toBe('Of the points of the test of exit: 2 of 7 met.')
  expect(says('exit', {})).toBeNull()
})

it('disputes: how many, and how many answered; the public is not told of answers that it cannot read', () => {
  expect(says('disputes', { disputes: { all: 2, answered: 2 } })).toBe(
    'The organisation disputes 2 things said or decided here: 2 answered.',
  )
  expect(says('disputes', { disputes: { all: 3, answered: 1 }, inside: true })).toMatch(
    /1 answered, 2 not answered yet\.$/,
  )
  expect(says('disputes', { disputes: { all: 1, answered: 0 } })).toMatch(/0 answered, to 1 no answer is public\.$/)
  expect(says('disputes', {})).toBeNull()
})

it('how long others took: only where both dates are known, and said as that', () => {
  expect(says('others', { stays: { of: 20, atLeast: 19.6, atMost: 22.1 } })).toBe(
    'Half of the 20 other stays with both dates known lasted no longer than 20 to 22 months; those without a known end are not counted.',
  )
  expect(says('others', { stays: { of: 20, atLeast: 21.9, atMost: 22.1 } })).toContain('no longer than 22 months')
  expect(says('others', {})).toBeNull()
})
