/** The small watch with money: what its master pays under a limit and a budget, what the crew pays, and what nobody knows. */
import type { Actor, Case } from '../../../src/casework/model.ts'
import type { Store } from '../../../src/store/open-store.ts'
import { cited, type Parts } from '../../regimes/engine/harness.ts'
import { deskOn, grant, opened, shelfOf, type TestDesk, watch } from '../core/desk.ts'

export const approver: Actor = { key: 'p-approver', grants: [grant('finance-approver')] }

export const funded: Parts = {
  ...watch,
  money: {
    lines: {
      pilots: {
        title: 'Pilots',
        kind: 'appointment',
        payer: 'master',
        cap: { pounds: 500, is: 'limit', ...cited },
        ...cited,
      },
      rescue: {
        title: 'Rescue',
        kind: 'programme',
        payer: 'master',
        cap: { pounds: 1000, is: 'budget', ...cited },
        ...cited,
      },
      surveyors: { title: 'Surveyors', kind: 'consultancy', payer: 'crew', ...cited },
      tar: { title: 'Tar', kind: 'organisation-own', payer: 'crew', ...cited },
      rope: { title: 'Rope', kind: 'other', payer: 'not-known', ...cited },
    },
    estimate: { 'before-entry': false, 'per-case': { low: 100, high: 200, basis: 'Like cases', ...cited } },
    ...cited,
  },
}

export function fundedDesk(store: Store): TestDesk {
  return deskOn(store, shelfOf(funded))
}

export const openedCase = (desk: TestDesk, code = 'XA01'): Promise<Case> => opened(desk, code)

export const budget = (line: string, payer: string, pence: number, exceed: string | null = null) => ({
  line,
  payer,
  pence,
  exceed,
})

export const cost = (line: string, payer: string, pence: number, reference: string, more: object = {}) => ({
  line,
  payer,
  pence,
  consultancy: false,
  supplier: 'Chandler',
  reference,
  from: '2014-01-01',
  until: '2014-01-31',
  ...more,
})
