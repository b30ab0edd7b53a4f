/** Contracts as pages and the API show them: parties, terms in plain words, what is claimed, owed and held, and whose turn it is. */
import { z } from 'zod'
import {
  allowedOf,
  contractsOf,
  type Standing,
  standingOf,
  stateWords,
  underContract,
} from '../casework/contracts/contract-state.ts'
import { oneBody } from '../casework/contracts/hats.ts'
import type { Guardrail } from '../casework/contracts/contract-schema.ts'
import { type Names as Called, nextStep, termsInWords } from '../casework/contracts/terms-words.ts'
import type { Balance } from '../casework/money/ledger.ts'
import type { StoredRecord } from '../casework/records/record.ts'
import { bodyNow, nowSchema } from './body-now.ts'
import type { Ruled } from './case-view.ts'
import { figureNow, figureSchema, guardrailJson, helpJson, helpSchema } from './contract-help.ts'
import { roleTitle } from './event-words.ts'
import { metricName } from './metric-names.ts'
import { organisationName } from './organisation-name.ts'
import type { PageRequest } from './page.ts'

/** Kinds of records that say where a contract stands. */
export const contractKinds = [
  'contract',
  'signature',
  'claim',
  'claim-check',
  'guardrail-check',
  'result',
  'hold-decision',
  'contract-end',
  'reversal',
  'partner-consent',
  'partner-match',
] as const

const states = Object.keys(stateWords) as (keyof typeof stateWords)[]
const pence = z.int()

const claimSchema = z.object({
  id: z.uuid(),
  from: z.string(),
  until: z.string(),
  claimedPence: pence,
  allowedPence: pence.nullable().meta({ description: 'Null while nobody has checked it.' }),
  takenBack: z.boolean().meta({ description: 'Its check was reversed; its period may be claimed anew.' }),
  less: z.array(z.object({ what: z.string(), claimedPence: pence, allowedPence: pence, why: z.string() })),
})
const resultSchema = z.object({
  id: z.uuid(),
  on: z.string(),
  term: z.string(),
  outcome: z.enum(['met', 'not-met', 'not-known']),
  earnedPence: pence,
  heldPence: pence,
  arithmetic: z.array(z.string()),
})

export const contractSchema = z.object({
  case: z.uuid(),
  regime: z.object({ id: z.string(), title: z.string() }),
  organisations: z.array(z.object({ code: z.string(), name: z.string() })),
  id: z.uuid(),
  version: z.int(),
  title: z.string(),
  kind: z.enum(['improvement', 'call-off', 'other']),
  scope: z.string(),
  state: z.enum(states).nullable().meta({ description: 'Null where what says it is not public.' }),
  stateWords: z.string(),
  begun: z
    .string()
    .nullable()
    .meta({ description: 'First day on which it was in force; null where it never was, or that is not public.' }),
  until: z.string(),
  parties: z.array(
    z.object({
      role: z.string(),
      title: z.string(),
      now: nowSchema,
      organisation: z.string().nullable(),
      signed: z.string().nullable().meta({ description: 'Null where it has not, or that is not public.' }),
    }),
  ),
  payer: z.string(),
  payerTitle: z.string(),
  payerNow: nowSchema,
  terms: z.array(z.string()).meta({ description: 'In plain words.' }),
  guardrail: z
    .object({
      organisation: z.string().meta({ description: 'Code of the partner.' }),
      metric: z.string().meta({ description: 'By its id.' }),
      title: z.string().meta({ description: 'What the metric is called.' }),
      is: z.enum(['at-least', 'at-most']),
      expected: z.number(),
      now: figureSchema,
    })
    .nullable()
    .meta({ description: 'What it asks of the partner’s own performance; null where it asks nothing.' }),
  ...helpSchema,
  oneBody: z.string().nullable().meta({ description: 'Where one body decides exit, and signs or pays.' }),
  money: z
    .object({ leftPence: pence, costPence: pence, owedPence: pence, heldPence: pence, paidPence: pence })
    .nullable()
    .meta({ description: 'Null for those who do not work on the case.' }),
  claims: z.array(claimSchema),
  results: z.array(resultSchema),
  holds: z
    .array(z.object({ on: z.string(), decision: z.enum(['released', 'clawed-back']), pence, says: z.string() }))
    .meta({ description: 'What became of what was held back.' }),
  next: z
    .string()
    .nullable()
    .meta({ description: 'The next step, and whose it is; null but for those who work on the case, as of now.' }),
})
export type ContractJson = z.infer<typeof contractSchema>

interface Shown extends Ruled {
  /** Records as the reader may see them, in their latest version. */
  readonly records: readonly StoredRecord[]
  /** Kinds of which the case has records that the reader may not see. */
  readonly unseen: ReadonlySet<string>
  readonly inside: boolean
  readonly balances: readonly Balance[]
}

/** What metrics and organisations are called, and how the figure of a guardrail stands. */
interface Names extends Called {
  /** @param until Last day (ISO) of its contract, after which figures say nothing of it. */
  figure(guardrail: Guardrail, until: string): z.infer<typeof figureSchema>
}

/** The same on the page that is asked for, on a day (ISO). */
export function namesOn({ choice, sector }: Pick<PageRequest, 'choice' | 'sector'>, today: string): Names {
  return {
    figure: (guardrail, until) => figureNow(choice.snapshot, guardrail, until < today ? until : today),
    metric: id => metricName(choice.framework, id, sector.evidence.metricTitles),
    organisation: code => organisationName(choice.snapshot, code),
  }
}

/** Contracts of a case that its reader may see, on a day (ISO). */
export function contractsJson(shown: Shown, names: Names, today: string): ContractJson[] {
  return contractsOf(shown.records).flatMap(({ id }) => {
    const standing = standingOf(shown.records, id, today)
    return standing === null ? [] : [contractJson(shown, standing, names)]
  })
}

function contractJson(shown: Shown, standing: Standing, names: Names): ContractJson {
  const { found, compiled, unseen, inside, balances } = shown
  const { regime } = compiled
  const { id, version, body } = standing.contract
  const { organisation: name } = names
  const state = ['signature', 'contract-end'].some(kind => unseen.has(kind)) ? null : standing.state
  const on = (account: Parameters<typeof underContract>[1]) => underContract(balances, account, id)
  const [owed, held] = inside ? [on('payable'), on('held')] : [0, 0]
  return {
    case: found.id,
    regime: { id: regime.regime, title: regime.title },
    organisations: found.organisations.map(code => ({ code, name: name(code) })),
    id,
    version,
    title: body.title,
    kind: body.kind,
    scope: body.scope,
    state,
    stateWords: state === null ? 'How it stands is not public' : stateWords[state],
    begun: unseen.has('signature') ? null : standing.begun,
    until: body.until,
    parties: body.parties.map(({ role, organisation }) => ({
      role,
      title: roleTitle(regime, role),
      now: bodyNow(shown, role, 'contracts'),
      organisation: organisation === null ? null : name(organisation),
      signed: standing.signatures.find(one => one.role === role)?.effective ?? null,
    })),
    payer: body.payer,
    payerTitle: roleTitle(regime, body.payer),
    payerNow: bodyNow(shown, body.payer, 'contracts'),
    terms: [...termsInWords(regime, body, names)],
    guardrail: guardrailJson(standing, names),
    ...helpJson({ ...shown, helped: found.organisations.map(name) }, standing, name),
    oneBody: oneBody(compiled, found.state.route, body),
    money: inside
      ? { leftPence: on('committed'), costPence: on('cost'), owedPence: owed, heldPence: held, paidPence: on('cash') }
      : null,
    claims: standing.claims.map(one => ({
      id: one.claim.id,
      from: one.claim.body.from,
      until: one.claim.body.until,
      claimedPence: one.claim.body['total-pence'],
      allowedPence: allowedOf(one),
      takenBack: one.takenBack,
      less: (one.check?.body.lines ?? []).flatMap(({ what, pence: claimedPence, allowed: allowedPence, why }) =>
        why === null ? [] : [{ what, claimedPence, allowedPence, why }],
      ),
    })),
    results: standing.results.map(one => ({
      id: one.id,
      on: one.effective,
      term: body.results.find(({ id: term }) => term === one.body.term)?.when ?? one.body.term,
      outcome: one.body.outcome,
      earnedPence: one.body['earned-pence'],
      heldPence: one.body['held-pence'],
      arithmetic: one.body.arithmetic,
    })),
    holds: standing.holds.map(({ effective, body: { decision, 'total-pence': pence, says } }) => ({
      on: effective,
      decision,
      pence,
      says,
    })),
    next: inside ? nextStep(regime, standing, { owed, held }, found.state.left !== null) : null,
  }
}
