/** `npm run conformance`: every peer case, compared; a line per peer and method, and every disagreement with its reason. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { shared, sharedFile } from '../shared.ts'
import { peerCases, type CaseOutcome, type PeerCase, type PeerCheck } from './peer.ts'

export interface Line {
  readonly peer: string
  readonly method: string
  readonly tolerance: string
  readonly cases: number
  readonly agreeing: number
  readonly compared: number
  readonly passed: number
  readonly problems: readonly string[]
  readonly named: readonly string[]
}

/** What there is no method for yet: they come with the lab. */
const notBuilt = /^composite\/|^interventions\/causal-impact/

export async function loadChecks(): Promise<readonly PeerCheck[]> {
  const folder = join(import.meta.dirname, 'checks')
  const files = (await readdir(folder)).filter(file => file.endsWith('.ts')).sort()
  const modules = await Promise.all(
    files.map(async file => (await import(join(folder, file))) as { default: readonly PeerCheck[] }),
  )
  return modules.flatMap(module => module.default)
}

export function conformance(
  cases: readonly PeerCase[],
  checks: readonly PeerCheck[],
): { lines: readonly Line[]; without: readonly PeerCase[]; notBuilt: readonly PeerCase[] } {
  const groups = new Map<
    string,
    { check: PeerCheck; peer: string; outcomes: { one: PeerCase; outcome: CaseOutcome }[] }
  >()
  const without: PeerCase[] = []
  for (const one of cases) {
    if (notBuilt.test(one.folder)) continue
    const check = checks.find(
      ({ kinds, folder }) => kinds.includes(one.kind) && (folder === undefined || one.folder.startsWith(folder)),
    )
    if (!check) {
      without.push(one)
      continue
    }
    const key = `${one.folder} ${one.peer} ${check.method}`
    const group = groups.get(key) ?? { check, peer: one.peer ?? one.folder, outcomes: [] }
    group.outcomes.push({ one, outcome: run(check, one) })
    groups.set(key, group)
  }
  const lines = [...groups.values()].map(
    ({ check, peer, outcomes }): Line => ({
      peer,
      method: check.method,
      tolerance: check.tolerance,
      cases: outcomes.length,
      agreeing: outcomes.filter(({ outcome }) => outcome.disagreements.length === 0).length,
      compared: outcomes.reduce((sum, { outcome }) => sum + outcome.compared, 0),
      passed: outcomes.reduce((sum, { outcome }) => sum + outcome.passed, 0),
      problems: outcomes.flatMap(({ one, outcome }) =>
        outcome.named
          ? []
          : outcome.disagreements
              .slice(0, 3)
              .map(
                ({ what, expected, found }) =>
                  `${one.id}: ${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`,
              ),
      ),
      named: outcomes.flatMap(({ one, outcome }) =>
        outcome.named && outcome.disagreements.length > 0
          ? [`${one.id} (${outcome.disagreements.length}): ${outcome.named}`]
          : [],
      ),
    }),
  )
  return { lines, without, notBuilt: cases.filter(one => notBuilt.test(one.folder)) }
}

/** A case on which our own code throws is a disagreement, not the end of the run. */
function run(check: PeerCheck, one: PeerCase): CaseOutcome {
  try {
    return check.run(one)
  } catch (error) {
    return {
      compared: 1,
      passed: 0,
      disagreements: [
        { what: 'ran', expected: 'a result', found: error instanceof Error ? error.message : String(error) },
      ],
    }
  }
}

if (process.argv[1] === import.meta.filename) {
  if (shared === null) {
    console.error('The shared data folder is not there: set TURNAROUND_SHARED to it.')
    process.exit(2)
  }
  const { lines, without, notBuilt: later } = conformance(peerCases(sharedFile('fixtures')), await loadChecks())
  for (const line of lines) {
    console.log(
      `${line.peer} · ${line.method}: ${line.agreeing} of ${line.cases} cases; ${line.passed.toLocaleString('en-GB')} of ${line.compared.toLocaleString('en-GB')} figures (${line.tolerance})`,
    )
    for (const named of line.named) console.log(`    on purpose, ${named}`)
    for (const problem of line.problems) console.log(`    DISAGREES ${problem}`)
  }
  const folders = new Map<string, number>()
  for (const one of later) folders.set(one.folder, (folders.get(one.folder) ?? 0) + 1)
  for (const [folder, cases] of folders) console.log(`${folder}: ${cases} cases, not built (it comes with the lab)`)
  for (const one of without) console.log(`NO CHECK for ${one.folder}/${one.id} (${one.kind})`)
  const failed = lines.reduce((sum, line) => sum + line.problems.length, 0) + without.length
  process.exitCode = failed > 0 ? 1 : 0
}
