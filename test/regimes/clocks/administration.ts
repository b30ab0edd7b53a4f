/** A timetable in the shape of a statutory administration, in its first law and its later one, to compute known cases by. */
import { clock, cited, compile, state } from '../engine/harness.ts'

const working = { calendar: 'england', counted: 'beginning-with' }

function administration(draft: number, consultation: number) {
  return compile({
    regime: 'administration',
    stages: {
      first: 'asked',
      states: {
        asked: state('before', { 'order-made': { to: 'ordered' } }),
        ordered: state('in', { appointment: { to: 'drafting' } }),
        drafting: state('in', { 'draft-published': { to: 'published' } }),
        published: state('in', { 'consultation-begins': { to: 'consulting' } }),
        consulting: state('in', {
          'consultation-ends': { to: 'finishing' },
          'notices-published': { to: 'consulting' },
        }),
        finishing: state('in', { 'final-report': { to: 'deciding' } }),
        deciding: state('in', { decision: { to: 'over' } }),
        over: state('after', undefined, { ends: 'closure' }),
      },
    },
    clocks: {
      effect: clock({ starts: 'order-made', ends: 'appointment', length: '5 working days', ...working }),
      draft: clock({
        starts: 'appointment',
        ends: 'draft-published',
        length: `${draft} working days`,
        ...working,
        extension: { by: 'office', instrument: 'An order', ...cited },
      }),
      'consultation-start': clock({
        starts: 'draft-published',
        ends: 'consultation-begins',
        length: '5 working days',
        ...working,
      }),
      consultation: clock({
        starts: 'consultation-begins',
        ends: 'consultation-ends',
        fires: 'consultation-ends',
        is: 'period',
        length: `${consultation} working days`,
        ...working,
        extension: { by: 'office', instrument: 'An order', ...cited },
      }),
      notices: clock({
        starts: 'consultation-begins',
        ends: 'notices-published',
        length: '5 working days',
        ...working,
      }),
      final: clock({
        starts: 'consultation-ends',
        ends: 'final-report',
        length: '15 working days',
        ...working,
        counted: 'day-after',
      }),
      decision: clock({
        starts: 'final-report',
        ends: 'decision',
        length: '20 working days',
        ...working,
        counted: 'day-after',
      }),
    },
  })
}

export const firstLaw = administration(45, 30)
export const laterLaw = administration(65, 40)
