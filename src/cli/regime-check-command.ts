/** `turnaround regime check`: whether regime files are sound and their examples hold. */
import { describeIssue } from '../documents/yaml-document.ts'
import { loadCalendars } from '../regimes/calendar-file.ts'
import { checkRegimeFile, type RegimeCheck } from '../regimes/examples-file.ts'
import { shippedRegimes } from '../regimes/regime-text-file.ts'
import { wordsForPeople } from './fault.ts'
import { print, printJson, say } from './output.ts'

/** Checks files (all that ship where none is given); exit code 1 where one is not sound, 2 where one cannot be checked. */
export async function regimeCheck(files: readonly string[], options: { readonly json?: boolean }): Promise<number> {
  const asked = files.length > 0 ? files : await shippedRegimes()
  const calendars = await loadCalendars()
  const tried = await Promise.all([...new Set(asked)].map(file => tryCheck(file, calendars)))
  // A regime and its examples are one check, whichever of the two is named.
  const checks = [...new Map(tried.flatMap(one => (typeof one === 'string' ? [] : [[one.file, one]]))).values()]
  const unchecked = tried.filter(one => typeof one === 'string')
  const sound = unchecked.length === 0 && checks.every(check => check.sound)
  if (options.json) printJson({ sound, files: checks, unchecked })
  else for (const check of checks) print(inWords(check))
  for (const words of unchecked) say(words)
  return unchecked.length > 0 ? 2 : sound ? 0 : 1
}

/** A check, or why there can be none: no other file need wait for one that is not there. */
async function tryCheck(file: string, calendars: Awaited<ReturnType<typeof loadCalendars>>) {
  try {
    return await checkRegimeFile(file, calendars)
  } catch (error) {
    const words = wordsForPeople(error)
    if (words === null) throw error
    return words
  }
}

function inWords({ file, sound, issues, examples }: RegimeCheck): string {
  if (!sound) return issues.map(describeIssue).join('\n')
  if (examples === null) return `${file} is sound. No examples stand beside it.`
  const { length } = examples.results
  return `${file} is sound, and ${length === 1 ? 'its example holds' : `its ${length} examples hold`}.`
}
