/**
 * The product's clock, by which casework decides what is due: the system's, or a simulated one that starts where it is told
 * and runs as fast as it is told. Evidence knows nothing of it: what was known when stays real time.
 */
import type { ProductClock } from './model.ts'

const second = 1000
const units = { s: second, m: 60 * second, h: 3600 * second, d: 86_400 * second } as const
const unitWords = { s: 'second', m: 'minute', h: 'hour', d: 'day' } as const
type Unit = keyof typeof units

/** A year a second: beyond it days go by faster than they can be written down. */
const fastest = (366 * units.d) / units.s

/** How fast a simulated clock runs: milliseconds of the product for each real one, and in words. */
export interface Speed {
  readonly times: number
  readonly words: string
}

export const standingStill: Speed = { times: 0, words: 'standing still' }

/** Real time, from a source of milliseconds since 1970. */
export function systemClock(milliseconds: () => number): ProductClock {
  return { now: () => new Date(milliseconds()).toISOString() }
}

/** A clock that begins at an ISO day or instant; `monotonic` gives real milliseconds that never run back. */
export function simulatedClock(from: string, speed: Speed, monotonic: () => number): ProductClock {
  const [start, began] = [Date.parse(from), monotonic()]
  const simulation = { from: new Date(start).toISOString(), speed: speed.times, words: speed.words }
  return { now: () => new Date(start + Math.floor((monotonic() - began) * speed.times)).toISOString(), simulation }
}

/** Whole real milliseconds after which the clock's next day has begun; Infinity where it stands still. */
export function untilTomorrow({ now, simulation }: ProductClock): number {
  const speed = simulation?.speed ?? 1
  const gone = Date.parse(now()) % units.d
  // Past midnight rather than at it: floating, a clock may read a hair before. One more is at most 0.37 days at the fastest.
  return speed === 0 ? Infinity : Math.floor((units.d - gone) / speed) + 1
}

/** A speed such as `1d/s`, `1h/s` or `30d/m`. Null where it is not one, or faster than a year a second. */
export function parseSpeed(text: string): Speed | null {
  const [, count, unit, per] = /^(\d{1,5})([smhd])\/([smhd])$/.exec(text) ?? []
  if (count === undefined) return null
  const times = (Number(count) * units[unit as Unit]) / units[per as Unit]
  if (times === 0 || times > fastest) return null
  const name = unitWords[unit as Unit]
  const amount = count === '1' ? `one ${name}` : `${count} ${name}s`
  return { times, words: `${amount} ${per === 'h' ? 'an' : 'a'} ${unitWords[per as Unit]}` }
}

/** A day such as `2026-01-01` between 2000 and 2099, where the calendars reach; null where it is not one. */
export function parseClockDay(text: string): string | null {
  const day = /^20\d{2}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null
  return day !== null && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : null
}
