/** Help under a contract as its page tells it: who was matched, days used and left, what the scale would pay now, the partner's own figure. */
import { z } from 'zod'
import { claimedDays } from '../casework/contracts/claim.ts'
import { allowedPence, earnedPence, type Standing } from '../casework/contracts/contract-state.ts'
import { type Guardrail, guardrailOf } from '../casework/contracts/contract-schema.ts'
import { keeps, latestFigure } from '../casework/contracts/guardrail-check.ts'
import { partnerMatchKind } from '../casework/contracts/partner-match.ts'
import { consentOf, partnerOf } from '../casework/contracts/partner-party.ts'
import { earning, share } from '../casework/contracts/terms.ts'
import { recordsOfKind, type StoredRecord } from '../casework/records/record.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import type { CompiledRegime } from '../regimes/compiled.ts'

const pence = z.int()

export const helpSchema = {
  partner: z
    .object({
      code: z.string(),
      name: z.string(),
      matched: z
        .string()
        .nullable()
        .meta({ description: 'Day of its match; null where it was not, or that is not public.' }),
      offeredDays: z.number().nullable().meta({ description: 'Null where it did not say, or that is not public.' }),
      unmatched: z.string().nullable().meta({ description: 'Why it is signed without a match, as the contract says.' }),
      hidden: z.boolean().meta({ description: 'Whether matches or consents of the case are not for the reader.' }),
    })
    .nullable()
    .meta({ description: 'Who helps as a partner; null where nobody does.' }),
  accountability: z.string().nullable().meta({ description: 'With whom it stays; null where no partner helps.' }),
  days: z.object({ cap: z.number().nullable(), claimed: z.number(), left: z.number().nullable() }).nullable().meta({
    description:
      'Days claimed, and left of the cap; null where nobody is paid by the day, or claims are not for the reader.',
  }),
  scale: z
    .array(
      z.object({
        term: z.string(),
        percent: z.number().nullable(),
        basePence: pence.meta({ description: 'What it is a share of: costs allowed so far, or the fee.' }),
        paysPence: pence.meta({ description: 'What it would pay now, less what results have earned.' }),
        heldPence: pence.meta({ description: 'Of that, what would be held back.' }),
      }),
    )
    .nullable()
    .meta({
      description:
        'What each result would pay if it were reached now; null where what it rests on is not for the reader.',
    }),
}

/** What the partner's own figure is now. */
export const figureSchema = z
  .object({
    value: z.number(),
    shown: z.string().meta({ description: 'To four figures.' }),
    period: z.string().meta({ description: 'In words.' }),
    keeps: z.boolean(),
  })
  .nullable()
  .meta({ description: 'The latest figure of its time that is known; null where none is.' })

/** The partner's figure beside its guardrail, in the latest period that was over on a day (ISO). */
export function figureNow(snapshot: Snapshot, guardrail: Guardrail, on: string): z.infer<typeof figureSchema> {
  const found = latestFigure(snapshot, guardrail.metric, guardrail.organisation, on)
  return (
    found && {
      value: found.value,
      shown: `${Number(found.value.toPrecision(4))}`,
      period: found.label,
      keeps: keeps(guardrail, found.value),
    }
  )
}

interface Helped {
  readonly compiled: CompiledRegime
  readonly records: readonly StoredRecord[]
  readonly unseen: ReadonlySet<string>
  /** What the organisations that are helped are called. */
  readonly helped: readonly string[]
}

type Help = z.infer<z.ZodObject<typeof helpSchema>>

/** @param name What an organisation is called, by its code. */
export function helpJson(
  { compiled, records, unseen, helped }: Helped,
  standing: Standing,
  name: (code: string) => string,
): Help {
  const { body } = standing.contract
  const code = partnerOf(compiled.regime, body)
  const hides = (...kinds: readonly string[]) => kinds.some(kind => unseen.has(kind))
  const match = recordsOfKind(records, partnerMatchKind).findLast(
    one => one.body.support === body.support && one.body.organisation === code,
  )
  const claimed = claimedDays(standing.claims)
  const cap = body['days-cap']
  return {
    partner:
      code === null
        ? null
        : {
            code,
            name: name(code),
            matched: match?.effective ?? null,
            offeredDays: consentOf({ records, compiled }, body)?.days ?? null,
            unmatched: body.unmatched ?? null,
            hidden: hides('partner-match', 'partner-consent'),
          },
    accountability:
      code === null
        ? null
        : `Accountability stays with the board of ${helped.join(' and of ')}, which receives the help. ${name(code)} answers for what it gives.`,
    days:
      body.rates.length === 0 || hides('claim', 'claim-check', 'reversal')
        ? null
        : { cap, claimed, left: cap === null ? null : Math.round((cap - claimed) * 100) / 100 },
    scale: hides('claim', 'claim-check', 'result', 'reversal') ? null : scaleOf(standing),
  }
}

function scaleOf(standing: Standing): NonNullable<Help['scale']> {
  const { body } = standing.contract
  return body.results.map(({ when, of, percent }) => {
    const base = of === 'fee' ? (body['fee-pence'] ?? 0) : allowedPence(standing)
    const { earns } = earning(base, percent, earnedPence(standing, of))
    const heldPence = share(earns, body['hold-percent'] ?? 0)
    return { term: when, percent, basePence: base, paysPence: earns, heldPence }
  })
}

/** The guardrail of a contract with what it is called and how it stands. */
export function guardrailJson(
  { contract }: Standing,
  {
    metric,
    figure,
  }: { metric(id: string): string; figure(guardrail: Guardrail, until: string): z.infer<typeof figureSchema> },
) {
  const guardrail = guardrailOf(contract.body)
  return guardrail && { ...guardrail, title: metric(guardrail.metric), now: figure(guardrail, contract.body.until) }
}
