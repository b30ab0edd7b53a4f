/**
 * Earlier attempts at the same body and what came of them: its stays in regimes, and those of the organisations that it came
 * from, newest first. A stay without a known end is never taken to go on. Pure.
 */
import { compare } from '../evidence/compare.ts'
import type { Finding } from '../evidence/model.ts'
import { isoWords } from '../evidence/period-words.ts'
import { type RuledCase, type Surroundings } from './conflicts.ts'
import { type Body, type Known, pastStays, type Stay, type Told } from './past-stays.ts'
import { checkedSince, type Sustained } from './sustained.ts'

export interface Attempt extends Told {
  /** Code. */
  readonly organisation: string
  readonly of: Body['of']
  /** The regime as sources call it. */
  readonly under: string
  /** 2 for the second stay of that organisation in that regime, under whichever rules of its name; null: order not known. */
  readonly time: number | null
  readonly sustained: Sustained
  readonly words: string
}

/**
 * Attempts before a case, or all of them where no case is given; the stay of the case itself is not among them. Findings are
 * those that may answer the checks after exit.
 */
export function earlierAttempts(
  bodies: readonly Body[],
  known: Known,
  findings: readonly Finding[],
  focal: RuledCase | null,
  around: Surroundings,
): readonly Attempt[] {
  const all = pastStays(bodies, known, around)
  const begins = focal === null ? null : (focal.found.entered ?? focal.found.opened)
  return all
    .filter(stay => !stay.runs && isEarlier(stay, focal, begins))
    .map(stay => attemptOf(stay, all, findings, around))
}

/** Who has been in which regime more than once, in words, the most often first. */
export function timesInWords(attempts: readonly Attempt[]): readonly string[] {
  const groups = Map.groupBy(attempts, one => `${one.organisation} ${one.under}`)
  return [...groups.values()]
    .filter(stays => stays.length > 1)
    .toSorted((a, b) => b.length - a.length)
    .map(stays => {
      const [{ name, under }] = stays as [Attempt]
      return `${name} is known to have been in “${under}” ${stays.length === 2 ? 'twice' : `${stays.length} times`} before.`
    })
}

/** What began after the case is no earlier attempt; nor is what may be its own stay. Without a date, it may have been before. */
function isEarlier(stay: Stay, focal: RuledCase | null, begins: string | null): boolean {
  if (focal === null || begins === null) return true
  if (stay.id === focal.found.id) return false
  const since = stay.entered?.earliest ?? stay.notBefore
  return since === null || since < begins
}

function attemptOf(stay: Stay, all: readonly Stay[], findings: readonly Finding[], { nameOf }: Surroundings): Attempt {
  const { body, said } = stay
  const own = all.filter(one => one.body.code === body.code && one.under.id === stay.under.id && one.id !== stay.id)
  const time = timeOf(stay, own)
  const sustained = sustainedOf(stay, own, findings)
  const again = time !== null && time > 1 ? ` It was time ${time} there.` : ''
  const whose =
    body.of === 'itself'
      ? ''
      : ` ${nameOf(body.code)} became part of it ${body.absorbed === null ? 'on a day that no file gives' : `on ${isoWords(body.absorbed)}`}; nothing here says that this passed on.`
  return {
    ...said,
    organisation: body.code,
    of: body.of,
    under: stay.under.title,
    time,
    sustained,
    words: `${said.name} in ${said.regime.title}: entered ${said.from}; left: ${said.to}; how: ${said.ended}.${again} ${sustained.words}${whose}`,
  }
}

function timeOf({ entered }: Stay, own: readonly Stay[]): number | null {
  if (entered === null || own.some(one => one.entered === null)) return own.length === 0 ? 1 : null
  const before = own.filter(one => one.entered && one.entered.latest < entered.earliest).length
  const after = own.filter(one => one.entered && one.entered.earliest > entered.latest).length
  return before + after === own.length ? before + 1 : null
}

function sustainedOf({ left, into, body, rules }: Stay, own: readonly Stay[], findings: readonly Finding[]): Sustained {
  if (left === null)
    return { lasted: 'not-known', words: 'Whether anything lasted is not known, since no day of leaving is.' }
  const [back] = own
    .flatMap(({ entered, said }) => (entered && entered.earliest >= left.latest ? [{ entered, from: said.from }] : []))
    .toSorted((a, b) => compare(a.entered.earliest, b.entered.earliest))
  if (into !== null) return { lasted: 'not-known', words: `Leaving was going on to ${into}.` }
  if (back) return { lasted: 'no', words: `It did not last: it came back, entered ${back.from}.` }
  return (
    (rules && checkedSince(rules, findings, body.code, left.latest)) ?? {
      lasted: 'not-known',
      words: 'Nobody said whether it lasted.',
    }
  )
}
