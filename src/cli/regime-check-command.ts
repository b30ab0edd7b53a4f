/** `turnaround regime check`: whether regime files are sound and their examples hold. */
import { describeIssue } from '../documents/yaml-document.ts'
import { checkRegimeFile, shippedRegimes, type RegimeCheck } from '../regimes/examples-file.ts'
import { print, printJson } from './output.ts'

/** Checks files (all that ship where none is given); exit code 1 where one is not sound. */
export async function regimeCheck(files: readonly string[], options: { readonly json?: boolean }): Promise<number> {
  const asked = files.length > 0 ? files : await shippedRegimes()
  const checks = await Promise.all([...new Set(asked.map(regimeOf))].map(checkRegimeFile))
  const sound = checks.every(check => check.sound)
  if (options.json) printJson({ sound, files: checks })
  else for (const check of checks) print(inWords(check))
  return sound ? 0 : 1
}

/** A regime and its examples are one check, whichever of the two is named. */
function regimeOf(idOrPath: string): string {
  return idOrPath.replace(/\.examples(\.ya?ml)$/, '$1')
}

function inWords({ file, sound, issues, examples }: RegimeCheck): string {
  if (!sound) return issues.map(describeIssue).join('\n')
  if (examples === null) return `${file} is sound. No examples stand beside it.`
  const { length } = examples.results
  return `${file} is sound, and ${length === 1 ? 'its example holds' : `its ${length} examples hold`}.`
}
