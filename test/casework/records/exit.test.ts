/** Reviews, escalation and exit: each thing that the rules ask for comes first, by another; and after exit, whether it lasted. */
import { describe, expect, test } from 'vitest'
import { aroundCase } from '../../../src/casework/around-store.ts'
import type { TestDesk } from '../core/desk.ts'
import { correctEvent } from '../../../src/casework/correct-event-store.ts'
import { readCase } from '../../../src/casework/case-store.ts'
import { agendaOf } from '../../../src/casework/duty-agenda.ts'
import { exitProgress, progressInWords } from '../../../src/casework/exit-progress.ts'
import type { Actor, Case } from '../../../src/casework/model.ts'
import { rulesOf } from '../../../src/casework/policy-store.ts'
import { answersOn } from '../../../src/casework/records/about-store.ts'
import { readRecords } from '../../../src/casework/records/record-store.ts'
import { sustainDue } from '../../../src/casework/sustain-due.ts'
import { readAnswers } from '../../../src/casework/written-store.ts'
import { dayFromIso, isoFromDay } from '../../../src/regimes/day.ts'
import { databases, newStore } from '../../store/databases.ts'
import { cited, type Parts, state } from '../../regimes/engine/harness.ts'
import {
  as,
  crew,
  deskOn,
  done,
  grant,
  lookout,
  master,
  opened,
  record,
  refused,
  shelfOf,
  watch,
} from '../core/desk.ts'
import { write } from './desk.ts'

const judged = (finding: string, by = 'lookout') => ({
  judgement: `Is it ${finding}?`,
  by,
  finding,
  equals: 'yes',
  ...cited,
})
const stages = watch['stages'] as { readonly first: string; readonly states: Readonly<Record<string, Parts>> }

/** The small watch with an escalation, a test of exit of two points, a package, and checks after 12 and 24 months. */
const whole: Parts = {
  ...watch,
  criteria: {
    ...(watch['criteria'] as Parts),
    exit: { title: 'Out of it', of: { all: [judged('well'), judged('trusted', 'master')] } },
    lasting: { title: 'Still out of it', of: judged('steady') },
    again: { title: 'Back again', of: { test: 'times > 1', says: 'It was in before.', ...cited } },
  },
  evidence: { times: { kind: 'case', fact: 'times-entered', title: 'Times that it entered', ...cited } },
  subjects: {
    hull: { title: 'The hull', 'in-scope': true, ...cited },
    sails: { title: 'The sails', 'in-scope': true, ...cited },
  },
  escalation: { towed: { title: 'Towed in', event: 'towed', decider: 'master', ...cited } },
  exit: {
    recommender: 'lookout',
    decider: 'master',
    criterion: 'exit',
    events: ['left'],
    package: 'A pilot for a year.',
    sustain: [12, 24].map(months => ({
      'months-after': months,
      criterion: 'lasting',
      by: 'lookout',
      says: 'Is it steady?',
      ...cited,
    })),
    ...cited,
  },
  stages: {
    ...stages,
    states: {
      ...stages.states,
      draft: state('in', {
        published: { to: 'comment', by: 'crew' },
        towed: { to: 'draft', by: 'master' },
        left: { to: 'out', by: 'master' },
      }),
      out: state('after', { 'found-steady': { to: 'steady', if: 'lasting', by: 'lookout' } }),
      steady: state('after', undefined, { ends: 'success' }),
    },
  },
}

const second: Actor = { key: 'p-second', grants: [grant('lookout')] }
const both: Actor = { key: 'p-both', grants: [grant('master'), grant('lookout')] }

const review = { subject: null, 'looked-at': ['The log'], outcome: 'continue', says: 'It holds.', next: '2014-06-01' }
const paper = {
  escalation: 'towed',
  says: 'It drifts.',
  panel: ['The harbour board'],
  'leadership-change': 'The crew is not the cause.',
  partnership: null,
  takeover: 'It can be towed by another.',
  reconfiguration: null,
  administration: null,
  return: null,
  none: null,
  advised: 'takeover',
}
const pack = { support: 'A pilot', 'given-by': 'The harbour', until: '2015-03-01', owner: 'lookout' }
const exitAdvice = { on: 'exit', way: null, advice: 'yes', says: 'It sails again.' }
const part = { subject: 'hull', moves: 'leaves', says: 'It is tight.', evidence: ['Survey'] }
const check = { check: '12', outcome: 'lasted', statement: 'Steady in every wind.' }

async function entered(desk: TestDesk, code = 'XA01'): Promise<Case> {
  desk.turn('2014-01-07')
  const found = await opened(desk, code)
  return done(await record(as(desk, master), found, 'admitted', '2014-01-07')).case
}

const leave = (desk: TestDesk, found: Case) => record(as(desk, master), found, 'left', desk.clock.now().slice(0, 10))

for (const database of databases)
  describe(`exit in ${database.name}`, () => {
    const begin = async () => {
      const desk = deskOn(await newStore(database), shelfOf(whole))
      return { desk, found: await entered(desk) }
    }

    test('escalation comes after a paper by another, and a second one after a second paper', async () => {
      const { desk, found } = await begin()
      const tow = (actor: Actor, sequence: number) =>
        record(as(desk, actor), { ...found, sequence }, 'towed', desk.clock.now().slice(0, 10), { by: 'master' })
      expect(refused(await tow(master, found.sequence))).toMatchObject({ reason: 'no-escalation-paper' })
      const alone = { ...paper, 'leadership-change': null }
      expect(refused(await write(desk, lookout, found.id, 'escalation-paper', alone)).words).toContain(
        'one option alone',
      )
      const unsaid = { ...paper, advised: 'none' }
      expect(refused(await write(desk, lookout, found.id, 'escalation-paper', unsaid)).words).toContain(
        'nothing is said',
      )
      expect(refused(await write(desk, crew, found.id, 'escalation-paper', paper)).reason).toBe('wrong-role')
      done(await write(desk, both, found.id, 'escalation-paper', paper, { by: 'master' }))
      expect(refused(await tow(both, found.sequence)).reason).toBe('own-act')
      desk.turn('2014-01-08')
      // Where it was recommended too, that lapses with the paper that it rests on.
      const advice = { on: 'escalation', way: 'towed', advice: 'yes', says: 'It drifts on.' }
      done(await write(desk, lookout, found.id, 'recommendation', advice))
      done(await write(desk, lookout, found.id, 'escalation-paper', { ...paper, says: 'It lies still.' }))
      const lapsed = refused(await tow(master, found.sequence))
      expect(lapsed).toMatchObject({ reason: 'recommendation-lapsed' })
      expect(lapsed.words).toContain('another escalation paper')
      done(await write(desk, lookout, found.id, 'recommendation', advice))
      // The clock stands still; what is written later is later all the same.
      const { sequence } = done(await tow(master, found.sequence)).case
      expect(refused(await tow(master, sequence)).reason).toBe('no-escalation-paper')
      done(await write(desk, lookout, found.id, 'escalation-paper', paper))
      done(await tow(master, sequence))
    })

    test('a review says when the next is due, and stands in the agenda until it is made', async () => {
      const { desk, found } = await begin()
      expect(refused(await write(desk, lookout, found.id, 'review', { ...review, next: null })).words).toContain('next')
      expect(
        refused(await write(desk, lookout, found.id, 'review', { ...review, next: '2014-01-07' })).words,
      ).toContain('a day after')
      expect(refused(await write(desk, lookout, found.id, 'review', { ...review, subject: 'mast' })).words).toContain(
        'hull',
      )
      done(await write(desk, lookout, found.id, 'review', { ...review, next: '2014-04-01' }))
      desk.turn('2014-01-09')
      done(await write(desk, lookout, found.id, 'review', review))
      const compiled = await rulesOf(desk, found)
      const written = (await readAnswers(desk, [found]))(found.id)
      const reviews = (today: string) => {
        const window = { from: dayFromIso('2014-01-01'), to: dayFromIso('2014-12-31'), today: dayFromIso(today) }
        return agendaOf(compiled, found.state, window, written)
          .filter(({ kind }) => kind === 'review')
          .map(({ due, owner, overdue }) => [isoFromDay(due), owner, overdue])
      }
      expect(reviews('2014-02-01')).toEqual([['2014-06-01', 'lookout', false]])
      expect(reviews('2014-06-02')).toEqual([['2014-06-01', 'lookout', true]])
    })

    test('a subject leaves after a recommender found it ready, not twice, and again once it has come back', async () => {
      const { desk, found } = await begin()
      const move = (body: object, actor = master) => write(desk, actor, found.id, 'partial-exit', { ...part, ...body })
      expect(refused(await move({})).reason).toBe('no-recommendation')
      const ready = { ...review, subject: 'sails', outcome: 'ready-to-leave', next: null }
      done(await write(desk, lookout, found.id, 'review', ready))
      expect(refused(await move({})).reason).toBe('no-recommendation')
      done(await write(desk, lookout, found.id, 'review', { ...ready, subject: 'hull' }))
      expect(refused(await move({}, crew)).reason).toBe('wrong-role')
      expect(refused(await move({ evidence: [] })).words).toContain('no evidence')
      expect(refused(await move({ moves: 'returns' })).words).toContain('has not left')
      done(await move({}))
      expect(refused(await move({})).reason).toBe('too-often')
      done(await move({ moves: 'returns' }))
      done(await move({}))
      expect((await readCase(as(desk, master), found.id))?.phase).toBe('in')
    })

    test('each point of the test of exit is told with its outcome and who may judge it', async () => {
      const { desk, found } = await begin()
      const compiled = await rulesOf(desk, found)
      const progress = async () =>
        exitProgress(compiled, await answersOn(desk, found, compiled, ['exit'], desk.clock.now().slice(0, 10)))
      const before = await progress()
      expect(before).toMatchObject({ outcome: 'needs-judgement', met: 0, of: 2 })
      expect(before?.organisations[0]?.leaves.map(({ judge }) => judge)).toEqual(['Lookout', 'Master'])
      const well = { finding: 'well', value: 'yes', statement: 'Seen', document: null, until: null }
      done(await write(desk, lookout, found.id, 'finding', well))
      const after = await progress()
      expect(after && progressInWords(after)).toBe('1 of 2 met')
    })

    test('a refusal of exit may be disputed by the organisation, and is not for whoever recommended exit', async () => {
      const { desk, found } = await begin()
      const body = { 'asked-by': 'organisation', asked: '2014-01-07', says: 'Not yet.', missing: ['Calm'], again: null }
      expect(refused(await write(desk, lookout, found.id, 'exit-refusal', body)).reason).toBe('wrong-role')
      const early = { ...body, asked: '2014-01-01' }
      expect(refused(await write(desk, master, found.id, 'exit-refusal', early)).words).toContain('2014-01-07')
      const no = done(await write(desk, master, found.id, 'exit-refusal', body))
      const dispute = { about: 'exit-refusal', of: no.id, where: null, says: 'It is calm.', asks: 'Look again.' }
      done(await write(desk, crew, found.id, 'dispute', dispute))
      done(await write(desk, lookout, found.id, 'recommendation', exitAdvice))
      done(await write(desk, both, found.id, 'recommendation', exitAdvice, { by: 'lookout' }))
      expect(refused(await write(desk, both, found.id, 'exit-refusal', body, { by: 'master' })).reason).toBe(
        'own-recommendation',
      )
    })

    test('exit comes after its package, and the checks after it on their days, by whom the rules name', async () => {
      const { desk, found: first } = await begin()
      let found = first
      done(await write(desk, lookout, found.id, 'recommendation', exitAdvice))
      desk.turn('2014-02-03')
      expect(refused(await leave(desk, found)).reason).toBe('no-exit-package')
      expect(refused(await write(desk, master, found.id, 'exit-package', { ...pack, owner: 'cook' })).words).toContain(
        'crew',
      )
      done(await write(desk, master, found.id, 'exit-package', pack))
      expect(refused(await write(desk, lookout, found.id, 'sustain-check', check)).reason).toBe('not-allowed-here')
      found = done(await leave(desk, found)).case
      expect(found.phase).toBe('after')

      desk.turn('2015-02-02')
      expect(refused(await write(desk, lookout, found.id, 'sustain-check', check)).words).toContain('2015-02-03')
      const compiled = await rulesOf(desk, found)
      const due = async (today: string) =>
        sustainDue(compiled, found.state, (await readAnswers(desk, [found]))(found.id), dayFromIso(today)).map(
          ({ due: day, overdue, done: how }) => [isoFromDay(day), overdue, how?.outcome ?? null],
        )
      expect(await due('2015-02-04')).toEqual([
        ['2015-02-03', true, null],
        ['2016-02-03', false, null],
      ])
      desk.turn('2015-02-10')
      expect(refused(await write(desk, lookout, found.id, 'sustain-check', { ...check, check: '13' })).words).toContain(
        '12, 24',
      )
      expect(refused(await write(desk, master, found.id, 'sustain-check', check)).reason).toBe('wrong-role')
      done(await write(desk, second, found.id, 'sustain-check', { ...check, outcome: 'not-known' }))
      expect(await due('2015-02-11')).toEqual([
        ['2015-02-03', false, 'not-known'],
        ['2016-02-03', false, null],
      ])

      // The event that rests on the same criterion answers the check that is due by then.
      desk.turn('2016-03-01')
      const steady = { finding: 'steady', value: 'yes', statement: 'Seen', document: null, until: null }
      done(await write(desk, lookout, found.id, 'finding', steady))
      found = done(await record(as(desk, lookout), found, 'found-steady', '2016-03-01')).case
      expect((await due('2016-03-02')).map(([, , how]) => how)).toEqual(['not-known', 'lasted'])
      const agenda = agendaOf(
        compiled,
        found.state,
        { from: 0, to: dayFromIso('2030-01-01'), today: dayFromIso('2016-03-02') },
        (await readAnswers(desk, [found]))(found.id),
      )
      expect(agenda.filter(({ kind }) => kind === 'after-exit')).toEqual([])
    })

    test('it is said that it lasted from the last check on, with each before it answered, and none that it did not', async () => {
      const { desk, found } = await begin()
      done(await write(desk, lookout, found.id, 'recommendation', exitAdvice))
      done(await write(desk, lookout, found.id, 'exit-package', pack))
      const out = done(await leave(desk, found)).case
      const steady = { finding: 'steady', value: 'yes', statement: 'Seen', document: null, until: null }
      done(await write(desk, lookout, found.id, 'finding', steady))
      const confirm = () => record(as(desk, lookout), out, 'found-steady', desk.clock.now().slice(0, 10))
      desk.turn('2014-01-10')
      expect(refused(await confirm())).toMatchObject({ reason: 'not-checked' })
      desk.turn('2016-01-06')
      expect(refused(await confirm()).words).toContain('the last check after exit, of 7 January 2016')
      desk.turn('2016-01-07')
      expect(refused(await confirm()).words).toContain('12 months after exit, of 7 January 2015, is not answered')
      const lost = done(await write(desk, lookout, found.id, 'sustain-check', { ...check, outcome: 'did-not-last' }))
      expect(refused(await confirm()).words).toContain('did not last')
      const follows = { id: lost.id, version: 1 }
      done(await write(desk, lookout, found.id, 'sustain-check', { ...check, outcome: 'not-known' }, { follows }))
      const { case: lasted, event } = done(await confirm())
      expect(lasted.closed).toBe('2016-01-07')
      const instead = { kind: 'event', event: 'found-steady', on: '2014-01-10', by: 'lookout' } as const
      const asked = {
        caseId: found.id,
        expected: lasted.sequence,
        sequence: event.sequence,
        instead,
        reason: 'Earlier',
      }
      expect(refused(await correctEvent(as(desk, lookout), asked)).reason).toBe('not-checked')
    })

    test('a correction that moves exit moves its checks, and is refused where the case ended on those before', async () => {
      const { desk, found } = await begin()
      done(await write(desk, lookout, found.id, 'recommendation', exitAdvice))
      done(await write(desk, lookout, found.id, 'exit-package', pack))
      desk.turn('2014-01-08')
      const out = done(await leave(desk, found))
      const steady = { finding: 'steady', value: 'yes', statement: 'Seen', document: null, until: null }
      desk.turn('2016-01-08')
      done(await write(desk, lookout, found.id, 'finding', steady))
      done(await write(desk, lookout, found.id, 'sustain-check', check))
      const ended = done(await record(as(desk, lookout), out.case, 'found-steady', '2016-01-08')).case
      const move = (on: string) =>
        correctEvent(as(desk, master), {
          caseId: found.id,
          expected: ended.sequence,
          sequence: out.event.sequence,
          instead: { kind: 'event', event: 'left', on, by: 'master' },
          reason: 'As the minutes say',
        })
      const late = refused(await move('2015-06-01'))
      expect(late.reason).toBe('later-events-forbid')
      expect(late.words).toContain(`Event ${ended.sequence}, "found-steady" on 2016-01-08`)
      expect(late.words).toContain('the last check after exit, of 1 June 2017')
      expect((await readCase(as(desk, master), found.id))?.closed).toBe('2016-01-08')
      // A day earlier it lasted as well.
      done(await move('2014-01-07'))
    })

    test('an event that came early answers no check', async () => {
      const { desk, found } = await begin()
      const compiled = await rulesOf(desk, found)
      const left = { ...found.state, left: dayFromIso('2014-02-03') }
      const outcomes = (effective: string) =>
        sustainDue(
          compiled,
          left,
          { records: [], events: [{ name: 'found-steady', effective, reason: 'It is' }] },
          dayFromIso('2017-01-01'),
        ).map(({ done: how }) => how?.outcome ?? null)
      expect(outcomes('2014-02-06')).toEqual([null, null])
      expect(outcomes('2015-02-03')).toEqual(['lasted', null])
      expect(outcomes('2016-02-03')).toEqual([null, 'lasted'])
    })

    test('a second case after the first counts as the second entry of the organisation, and shows the first', async () => {
      const { desk, found } = await begin()
      done(await write(desk, lookout, found.id, 'recommendation', exitAdvice))
      done(await write(desk, lookout, found.id, 'exit-package', pack))
      const out = done(await leave(desk, found)).case
      const steady = { finding: 'steady', value: 'yes', statement: 'Seen', document: null, until: null }
      desk.turn('2016-01-07')
      done(await write(desk, lookout, found.id, 'finding', steady))
      done(await write(desk, lookout, found.id, 'sustain-check', check))
      done(await record(as(desk, lookout), out, 'found-steady', '2016-01-07'))
      desk.turn('2016-04-04')
      const day = '2016-04-04'
      const again = done(await record(as(desk, master), await opened(desk, 'XA01', day), 'admitted', day)).case
      const other = done(await record(as(desk, master), await opened(desk, 'XA02', day), 'admitted', day)).case
      const compiled = await rulesOf(desk, again)
      const outcome = async (one: Case) => (await answersOn(desk, one, compiled, ['again'], day)).answers['again']
      expect([await outcome(again), await outcome(other)]).toEqual(['met', 'not-met'])
      const eyes = { placements: [], sees: async () => true, inside: async () => true }
      const around = await aroundCase(as(desk, master), { found: again, compiled }, eyes)
      expect(around.attempts).toMatchObject([{ caseId: found.id, organisation: 'XA01' }])
    })
  })

test('records written within one instant keep the order in which they were written', async () => {
  const desk = deskOn(await newStore(databases[0] as (typeof databases)[0]), shelfOf(whole))
  const found = await entered(desk)
  for (let index = 0; index < 6; index += 1)
    done(await write(desk, lookout, found.id, 'review', { ...review, says: `Review ${index}` }))
  const reviews = (await readRecords(desk.store, found.id)).filter(({ kind }) => kind === 'review')
  expect(reviews.map(({ body }) => (body as typeof review).says)).toEqual([0, 1, 2, 3, 4, 5].map(n => `Review ${n}`))
})
