/** What a payment run is asked for, and why it is none: nobody owes as a role that no rules have pay, or for everybody at once. Pure. */
import type { ShelvedRegime } from '../../regimes/shelf-file.ts'
import type { Refused } from '../model.ts'
import { payersOn } from '../money/money-lines.ts'
import { refuse } from '../refused.ts'

export interface PayRun {
  /** Role that pays. */
  readonly payer: string
  /** Only cases of this regime; all where left out. */
  readonly regime?: string
  /** Only what is owed for the organisation of this code: in a case of several, not what another or all of them together owe. */
  readonly organisation?: string
  /** Only this case. */
  readonly caseId?: string
  readonly on: string
  readonly reason: string
}

/**
 * Why there is no such run; null where there is.
 * @param known Whether an organisation is known, by its code.
 */
export function noSuchRun(
  regimes: readonly ShelvedRegime[],
  known: (code: string) => boolean,
  { payer, regime, organisation, caseId }: PayRun,
): Refused | null {
  const asked = regimes.filter(({ id }) => regime === undefined || id === regime)
  if (asked.length === 0)
    return refuse(
      'no-such-regime',
      `Found the regime "${regime}"; expected one of ${regimes.map(({ id }) => id).join(', ')}.`,
    )
  const versions = asked.flatMap(({ byVersion }) => [...byVersion.values()].map(({ compiled }) => compiled))
  const payers = new Set(
    versions.flatMap(compiled =>
      [null, ...Object.keys(compiled.regime.routes ?? {})].flatMap(route => payersOn(compiled, route)),
    ),
  )
  if (!payers.has(payer))
    return refuse(
      'bad-request',
      `Found the payer "${payer}"; expected a role that pays by the rules: ${[...payers].sort().join(', ') || 'they have none'}.`,
    )
  if (organisation !== undefined && !known(organisation))
    return refuse(
      'no-such-organisation',
      `Found the organisation "${organisation}"; expected the code of one that is known.`,
    )
  const own = versions.some(({ regime: { roles } }) => ['organisation', 'partner'].includes(roles[payer]?.kind ?? ''))
  return own && organisation === undefined && caseId === undefined
    ? refuse(
        'bad-request',
        `${payer} is another organisation in each case, and none pays what another owes. Say for which organisation, or in which case.`,
      )
    : null
}
