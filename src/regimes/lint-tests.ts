/** The way in and the way out: whether there is one, whether they are the same test, and what in them is relative. */
import { formOf, leavesUsed, namesIn } from './criterion-form.ts'
import type { EvidenceItem } from './evidence-schema.ts'
import type { LintFinding } from './lint.ts'
import type { Regime } from './regime.ts'

export function lintTests(regime: Regime, relativeFrameworks: ReadonlySet<string>): readonly LintFinding[] {
  return [...exitMissing(regime), ...entryIsExit(regime), ...relativeRules(regime, relativeFrameworks)]
}

function exitMissing({ exit }: Regime): LintFinding[] {
  const findings: LintFinding[] = []
  if (exit.criterion === undefined)
    findings.push({
      check: 'exit-missing',
      path: ['exit'],
      words: 'No test of exit: nobody inside can know what would let them out.',
      todo: 'Write one as `criterion`, marked as ours if no document gives one.',
    })
  if (exit.events === undefined)
    findings.push({
      check: 'exit-missing',
      path: ['exit'],
      words: 'No event by which a case leaves.',
      todo: 'Name the events of the course by which a case leaves as `events`.',
    })
  return findings
}

function entryIsExit(regime: Regime): LintFinding[] {
  const exit = regime.criteria[regime.exit.criterion ?? '']
  if (exit === undefined) return []
  return Object.entries(regime.entry.ways).flatMap(([id, way]): LintFinding[] => {
    const entry = regime.criteria[way.criterion]
    if (entry === undefined) return []
    const path = ['entry', 'ways', id, 'criterion']
    const about = `way in “${way.title}”`
    if (formOf(regime, entry.of) === formOf(regime, exit.of))
      return [
        {
          check: 'entry-is-exit',
          path,
          words: `The ${about} and the way out ask the same: whoever is let in could leave at once.`,
          todo: 'Ask something else of those who leave.',
        },
      ]
    if (formOf(regime, entry.of, true) !== formOf(regime, exit.of)) return []
    return [
      {
        check: 'entry-is-exit',
        path,
        words: `The way out is only that the test of the ${about} fails: a case on the edge goes in and out, and nothing shows that anything lasted.`,
        todo: 'Ask more of those who leave than no longer to meet the test of entry.',
      },
    ]
  })
}

/** Tests of entry and exit on evidence that compares organisations with each other. */
function relativeRules(regime: Regime, relativeFrameworks: ReadonlySet<string>): LintFinding[] {
  const relative = new Map<string, Relative>()
  for (const [name, item] of Object.entries(regime.evidence)) {
    const one = relativeOf(item, relativeFrameworks)
    if (one !== null) relative.set(name, one)
  }
  const relativeIn = (criterion: string | undefined) => {
    const tree = regime.criteria[criterion ?? '']?.of
    const tests = tree === undefined ? [] : leavesUsed(regime, tree).flatMap(leaf => ('test' in leaf ? [leaf] : []))
    return tests.flatMap(leaf => {
      const name = namesIn(leaf.test).find(one => relative.has(one))
      const found = relative.get(name ?? '')
      return found === undefined ? [] : [{ leaf, ...found }]
    })
  }
  const findings: LintFinding[] = Object.entries(regime.entry.ways).flatMap(([id, way]) =>
    relativeIn(way.criterion).map(
      ({ leaf, because, so }): LintFinding => ({
        check: 'relative-rule',
        path: ['entry', 'ways', id, 'criterion'],
        words: `“${leaf.says}” tests ${because}: ${so}.`,
        todo: 'Know it, or test against a fixed level.',
      }),
    ),
  )
  for (const { leaf, because } of relativeIn(regime.exit.criterion)) {
    findings.push({
      check: 'relative-rule',
      path: ['exit', 'criterion'],
      words: `“${leaf.says}” tests ${because}: an organisation can improve and still not leave.`,
      todo: 'Know it, or test against a fixed level.',
    })
    if (!regime.exit.relative)
      findings.push({
        check: 'not-together',
        path: ['exit', 'criterion'],
        words: `Not all could leave together, since “${leaf.says}” tests ${because}, and the file does not say so.`,
        todo: 'Mark the exit `relative: true`, or test against a fixed level.',
      })
  }
  return findings
}

interface Relative {
  readonly because: string
  /** What follows from it. */
  readonly so: string
}

function relativeOf(item: EvidenceItem, relativeFrameworks: ReadonlySet<string>): Relative | null {
  const always = 'somebody always meets it, even if all improve alike'
  const still = 'an organisation that has not changed can meet it, because others have'
  if (item.kind === 'standing')
    return { because: 'where it stands among all that report', so: item.measure === 'drop' ? still : always }
  if (item.kind === 'outlier') return { because: 'how far it is from the rest', so: still }
  if (item.kind !== 'segment' || !relativeFrameworks.has(item.framework)) return null
  return { because: `a segment of ${item.framework}, which is a share of all organisations`, so: always }
}
