/** `turnaround reproduce`: recompute what was published and compare it, level by level. */
import { reproduce, type LevelOutcome, type Reproduction } from '../assessment/reproduce.ts'
import { loadScoresFramework } from '../assessment/framework-file.ts'
import { print, printJson, textTable, UsageError, type Column } from './output.ts'
import { snapshotFrom } from './snapshot-source.ts'

export async function reproduceCommand(
  id: string,
  files: readonly string[],
  options: { json?: boolean },
): Promise<number> {
  if (files.length === 0)
    throw new UsageError('Name the published files to reproduce: turnaround reproduce nof-2025-26 FILE…')
  const framework = await loadScoresFramework(id)
  const outcome = reproduce(framework, await snapshotFrom(files, {}))
  if (outcome.levels.every(level => level.compared === 0)) {
    throw new UsageError(
      `Nothing to compare: found no scores or ranks published for ${framework.title} in ${files.join(', ')}; expected its trust data files or league tables.`,
    )
  }
  if (options.json) printJson(outcome)
  else print(reproductionText(framework.title, outcome))
  return 0
}

const columns: readonly Column<LevelOutcome>[] = [
  { title: 'Level', cell: one => one.level },
  { title: 'Exact', align: 'right', cell: one => count(one.exact) },
  { title: 'Compared', align: 'right', cell: one => count(one.compared) },
  { title: 'Independently', align: 'right', cell: one => count(one.independent) },
]

export function reproductionText(title: string, outcome: Reproduction): string {
  const all = [...outcome.levels, ...outcome.also]
  const reasons = all.flatMap(level =>
    [...Map.groupBy(level.differences, one => one.reason.replace(/\d+(\.\d+)?/g, 'n'))].map(([, group]) => {
      const first = group[0]
      if (!first) return ''
      return `  ${level.level}: ${count(group.length)} because of: ${first.reason}\n    for example ${first.code} ${first.metric} ${first.period}: published ${first.published}, computed ${first.computed ?? 'nothing'}`
    }),
  )
  return [
    `${title}: recomputed for ${outcome.periods.join(', ')}`,
    textTable(columns, all),
    'Independently: computed without the published figure it is compared with. Where only part of a ranking pool is loaded, the',
    'score is put back on its exact place from the published one, which tests the rule but not the place.',
    ...(reasons.length > 0 ? ['Differences:', ...reasons] : ['No differences.']),
  ].join('\n')
}

const count = (n: number) => n.toLocaleString('en-GB')
