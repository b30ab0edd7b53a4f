/** Conformance with peers: their inputs and outputs, read from the shared folder and compared with ours. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One case: what the peer was given, and what it answered. */
export interface PeerCase {
  readonly id: string
  /** Folder under `fixtures`, such as `spc/nhsrplotthedots`. */
  readonly folder: string
  readonly peer: string
  readonly kind: string
  readonly tags: readonly string[]
  // The shapes differ by kind; each check knows its own.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly options: any
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly input: any
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly expected: any
}

export interface Disagreement {
  readonly what: string
  readonly expected: unknown
  readonly found: unknown
}

export interface CaseOutcome {
  /** Figures and labels compared, and how many agree within the stated tolerance. */
  readonly compared: number
  readonly passed: number
  readonly disagreements: readonly Disagreement[]
  /** A disagreement on purpose: why the peer is not followed, and the source that says so. */
  readonly named?: string
}

/** How the cases of some kinds are compared. */
export interface PeerCheck {
  readonly kinds: readonly string[]
  /** Only cases of folders that begin so, where kinds alone do not tell. */
  readonly folder?: string
  readonly method: string
  /** In words, with the reason: `1e-9 relative: closed form`. */
  readonly tolerance: string
  run(one: PeerCase): CaseOutcome
}

/** Every case below a folder of fixtures. */
export function peerCases(root: string, under = ''): PeerCase[] {
  const folder = join(root, under)
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = under === '' ? entry.name : `${under}/${entry.name}`
    if (entry.isDirectory()) return peerCases(root, path)
    if (!entry.name.endsWith('.json')) return []
    const text = JSON.parse(readFileSync(join(root, path), 'utf8'))
    return [{ id: entry.name.replace(/\.json$/, ''), kind: '', tags: [], ...text, folder: under }]
  })
}

/** Numbers within a relative tolerance (absolute below 1); "NaN", "Infinity" and null as the fixtures write them. */
export function agree(expected: unknown, found: unknown, relative = 1e-9): boolean {
  const wanted = expected === 'Infinity' ? Infinity : expected === '-Infinity' ? -Infinity : expected
  if (wanted === null || wanted === undefined || wanted === 'NaN')
    return found === null || found === undefined || Number.isNaN(found)
  if (typeof wanted === 'number') {
    if (typeof found !== 'number') return false
    if (!Number.isFinite(wanted)) return wanted === found
    return Math.abs(found - wanted) <= relative * Math.max(1, Math.abs(wanted))
  }
  return wanted === found
}

/** Collects comparisons into an outcome. */
export function tally() {
  let compared = 0
  const disagreements: Disagreement[] = []
  return {
    compare(what: string, expected: unknown, found: unknown, relative?: number) {
      compared++
      if (!agree(expected, found, relative)) disagreements.push({ what, expected, found })
    },
    outcome(named?: string): CaseOutcome {
      return { compared, passed: compared - disagreements.length, disagreements, ...(named ? { named } : {}) }
    },
  }
}
