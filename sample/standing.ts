/**
 * How well each trust does at each thing in each month, on a normal scale where more is better: one quality shared by all
 * it does, a part for each domain that drifts slowly, and a part for each measure. Domains correlate at about 0.25.
 */
import { monthCount } from './calendar.ts'
import { stream } from './random.ts'
import type { Sector, Trust } from './sector.ts'

export type Domain = 'access' | 'effectiveness' | 'safety' | 'finance' | 'people'

export interface Standing {
  /** Lasting quality of a trust, all domains together. */
  quality(code: string): number
  /** Standing at one measure, by month index. */
  at(code: string, domain: Domain, measure: string): Float64Array
}

/** Builds the standings of a sector; each series is drawn when first asked for, and does not depend on that order. */
export function buildStanding(sector: Sector): Standing {
  const { seed } = sector
  const byCode = new Map(sector.trusts.map(trust => [trust.code, trust]))
  const lasting = (trust: Trust | undefined, what: string): number => {
    if (!trust) throw new Error('No such trust in the sample sector')
    const own = stream(seed, 'lasting', what, trust.code).normal()
    if (trust.formedFrom.length === 0) return own
    // A merged or split trust starts from what it was made of.
    const before = trust.formedFrom.map(code => lasting(byCode.get(code), what))
    return 0.85 * (before.reduce((a, b) => a + b, 0) / before.length) + 0.5 * own
  }
  const quality = remembered((code: string) => lasting(byCode.get(code), 'quality'))
  const domains = remembered((key: string) => {
    const [code, domain] = key.split(' ') as [string, string]
    const fixed = 0.5 * quality(code) + 0.65 * lasting(byCode.get(code), domain)
    return drift(stream(seed, 'drift', domain, code), 0.97).map(wave => fixed + 0.57 * wave)
  })
  const measures = remembered((key: string) => {
    const [code, domain, measure] = key.split(' ') as [string, string, string]
    const own = 0.45 * stream(seed, 'own', measure, code).normal()
    const base = domains(`${code} ${domain}`)
    return drift(stream(seed, 'noise', measure, code), 0.8).map(
      (wave, i) => 0.75 * (base[i] as number) + own + 0.48 * wave,
    )
  })
  return { quality, at: (code, domain, measure) => measures(`${code} ${domain} ${measure}`) }
}

// A first-order autoregression of unit variance, one step a month.
function drift(by: ReturnType<typeof stream>, memory: number): Float64Array {
  const wave = new Float64Array(monthCount)
  const fresh = Math.sqrt(1 - memory * memory)
  let now = by.normal()
  for (let i = 0; i < monthCount; i += 1) {
    wave[i] = now
    now = memory * now + fresh * by.normal()
  }
  return wave
}

function remembered<T>(make: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>()
  return key => {
    const held = known.get(key)
    if (held !== undefined) return held
    const made = make(key)
    known.set(key, made)
    return made
  }
}
