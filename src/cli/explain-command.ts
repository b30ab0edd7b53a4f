/** `turnaround explain`: why one organisation is where it is, down to file and row. */
import { work } from '../assessment/assess.ts'
import { explain, resultOf } from '../assessment/explain.ts'
import { explanationText } from '../assessment/explanation-text.ts'
import { loadScoresFramework } from '../assessment/framework-file.ts'
import { movementText, whatWouldMove } from '../assessment/movement.ts'
import { cannotSeparate } from '../assessment/separability.ts'
import type { AssessCommandOptions } from './assess-command.ts'
import { print, printJson } from './output.ts'
import { periodFor, snapshotFrom } from './snapshot-source.ts'

export async function explainCommand(
  id: string,
  code: string,
  files: readonly string[],
  options: AssessCommandOptions,
): Promise<number> {
  const framework = await loadScoresFramework(id)
  const snapshot = await snapshotFrom(files, options)
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
