/** `turnaround explain`: why one organisation is where it is, down to file and row. */
import { work } from '../assessment/assess.ts'
import { explain, resultOf } from '../assessment/explain.ts'
import { explanationText } from '../assessment/explanation-text.ts'
import { loadFramework } from '../assessment/framework-file.ts'
import type { GroundsFramework, ScoresFramework } from '../assessment/framework.ts'
import { assessGrounds } from '../assessment/grounds.ts'
import { groundsText } from '../assessment/grounds-text.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import { movementText, whatWouldMove } from '../assessment/movement.ts'
import { cannotSeparate } from '../assessment/separability.ts'
import type { AssessCommandOptions } from './assess-command.ts'
import { print, printJson, UsageError } from './output.ts'
import { groundsPeriodFor, periodFor, snapshotFrom } from './snapshot-source.ts'

export async function explainCommand(
  id: string,
  code: string,
  files: readonly string[],
  options: AssessCommandOptions,
): Promise<number> {
  const framework = await loadFramework(id)
  const snapshot = await snapshotFrom(files, options)
  return framework.kind === 'scores'
    ? explainScores(framework, snapshot, code, options)
    : explainGrounds(framework, snapshot, code, options)
}

function explainScores(
  framework: ScoresFramework,
  snapshot: Snapshot,
  code: string,
  options: AssessCommandOptions,
): number {
  const worked = work(framework, snapshot, periodFor(framework, snapshot, options.period))
  const asked = code.toUpperCase()
  const result = resultOf(worked.assessment, asked)
  const explanation = explain(framework, worked, asked)
  const movement = whatWouldMove(framework, worked, asked)
  const alike = cannotSeparate(worked.assessment, asked)
  if (options.json) {
    printJson({
      framework: framework.framework,
      period: worked.assessment.period,
      asKnownAt: snapshot.asKnownAt,
      recordKind: snapshot.recordKind,
      code: result.code,
      name: result.name,
      sentence: explanation.sentence,
      explanation,
      movement,
      segmentProbabilities: result.segmentProbabilities,
      cannotSeparate: alike,
      caveats: worked.assessment.caveats,
      imports: snapshot.imports,
    })
    return 0
  }
  print(`${result.name} (${result.code}), ${framework.title}, ${worked.assessment.period}\n`)
  print(explanationText(explanation, snapshot.imports))
  print(`\n${movementText(framework, movement)}`)
  if (result.segmentProbabilities) {
    const chances = result.segmentProbabilities.map(
      (chance, index) => `segment ${index + 1} ${(chance * 100).toFixed(0)}%`,
    )
    print(`If its metric scores were drawn again by chance: ${chances.join(', ')}.`)
  }
  if (alike.length > 0)
    print(`Its likely score cannot be separated from those of ${alike.length} others in its peer group.`)
  for (const caveat of worked.assessment.caveats) print(`Note: ${caveat}`)
  return 0
}

function explainGrounds(
  framework: GroundsFramework,
  snapshot: Snapshot,
  code: string,
  options: AssessCommandOptions,
): number {
  const assessment = assessGrounds(framework, snapshot, groundsPeriodFor(framework, snapshot, options.period))
  const result = assessment.organisations.find(one => one.code === code.toUpperCase())
  if (!result) {
    throw new UsageError(
      `No organisation with the code "${code}" has evidence for ${framework.title} in ${assessment.period}. Codes are ODS codes, such as ${assessment.organisations[0]?.code ?? 'RXX'}.`,
    )
  }
  if (options.json) {
    const { period, asKnownAt, recordKind, caveats } = assessment
    printJson({
      framework: framework.framework,
      period,
      asKnownAt,
      recordKind,
      ...result,
      grounds: Object.fromEntries(result.grounds),
      caveats,
      imports: snapshot.imports,
    })
    return 0
  }
  print(groundsText(framework, assessment, result, snapshot.imports))
  return 0
}
