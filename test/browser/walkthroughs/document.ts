/** Tells a script as a document: who did what on which day, what came of it, and what they saw. From the script alone. */
import { isoWords } from '../../../src/evidence/period-words.ts'
import { recordKinds } from '../../../src/casework/records/kinds.ts'

import { words } from '../../../src/web/format.ts'
import { sampleCast } from '../../../sample/cast.ts'
import { readScript, type Script, scriptNames, type ScriptStep } from './script.ts'

const made = '<!-- Written by `npm run walkthroughs` from the script beside it; a test fails when it is not fresh. -->'

/** The text of each document of docs/walkthroughs, by file name. */
export function documents(): ReadonlyMap<string, string> {
  const scripts = scriptNames().map(readScript)
  return new Map([
    ['README.md', listOf(scripts)],
    ...scripts.map(script => [`${script.name}.md`, documentOf(script)] as const),
  ])
}

function documentOf(script: Script): string {
  const people = [...new Set(script.steps.map(({ as }) => as))]
  return [
    made,
    '',
    `# ${script.title}`,
    '',
    script.says.trim(),
    '',
    `Everything below was done in the browser, without JavaScript, on a simulated clock that begins on ${isoWords(script.clock)}: the browser tests play [this script](${script.name}.yaml) through the site's own pages and forms, as each of the people, and take the pictures. To try it yourself, see [how to act as somebody](../how-to/act-as-somebody.md).`,
    '',
    `Who has a part in it: ${people.map(lower).join('; ')}.`,
    '',
    ...script.steps.flatMap((step, index) => stepLines(step, index, script.steps[index - 1])),
  ].join('\n')
}

function listOf(scripts: readonly Script[]): string {
  return [
    made,
    '',
    '# Walk-throughs',
    '',
    'Whole cases, from the first look to the check years after exit, as each of the people involved plays them in the browser. All of it is made up: organisations, persons and figures are those of the [sample sector](../reference/sample-sector.md).',
    '',
    ...scripts.map(({ name, title, says }) => `- [${title}](${name}.md). ${says.trim()}`),
    '',
  ].join('\n')
}

function stepLines(step: ScriptStep, index: number, before: ScriptStep | undefined): readonly string[] {
  const { on, as, says, shot } = step
  return [
    ...(before?.on === on ? [] : [`## ${isoWords(on)}`, '']),
    `${index + 1}. **${officeOf(as)}.** ${says.trim()} *${outcomeOf(step)}*`,
    '',
    ...(shot === undefined ? [] : pictureOf(step, shot)),
  ]
}

function pictureOf(step: ScriptStep, shot: string): readonly string[] {
  const [desk, phone] = [1280, 375].map(width => `../images/walkthroughs/${shot}-${width}.png`)
  return [`   ![${altOf(step)}](${desk})`, '', `   [The same on a phone](${phone})`, '']
}

/** What is done with what reason, and where it is refused, in which words. */
function outcomeOf(step: ScriptStep): string {
  const { open, event, clock, support, correct, quash, write, migrate, plan, refused } = step
  const done = open ?? event ?? clock ?? support ?? correct ?? quash ?? write ?? migrate ?? plan
  const { reason } = done ?? { reason: null }
  const why = reason === null ? '.' : `: “${reason.trim()}”`
  return `${deedOf(step)}${why}${refused === undefined ? '' : ` Refused: “${refused} …”`}`
}

function deedOf({ open, event, clock, support, correct, quash, write, migrate, plan, see }: ScriptStep): string {
  if (open) return `Opens a case for ${open.organisations.join(', ')}`
  if (event) return `Records “${words(event.event)}”`
  if (clock)
    return `${{ extend: 'Extends', suspend: 'Suspends', resume: 'Resumes' }[clock.do]} the clock “${words(clock.clock)}”`
  if (support) return `Records the support “${words(support.support)}” for ${words(support.subject).toLowerCase()}`
  if (correct) return 'Corrects an event'
  if (quash) return `Writes down that it was quashed by ${quash.court}, ${quash.reference}`
  if (write) return `Writes: ${recordKinds.get(write.kind)?.title ?? write.kind}`
  if (migrate) return `Takes the case to “${words(migrate.to)}”`
  if (plan) return plan.file === undefined ? 'Writes the monthly update of the plan' : 'Writes the plan from a file'
  return see?.status === undefined ? 'Looks at the page' : 'There is no such page'
}

/** The office that somebody of the cast holds, and never a name. */
function officeOf(key: string): string {
  if (key === 'public') return 'Anybody'
  const found = sampleCast().find(one => one.key === key)
  if (found === undefined) throw new Error(`Nobody of the cast is called "${key}".`)
  return found.purpose.replace(/\. Invented, .*$/, '')
}

function lower(key: string): string {
  const office = officeOf(key)
  return `${office.slice(0, 1).toLowerCase()}${office.slice(1)}`
}

function altOf(step: ScriptStep): string {
  return `What ${lower(step.as)} sees on ${isoWords(step.on)}: ${deedOf(step).toLowerCase()}`
}
