/**
 * Plays a script in a real browser, with JavaScript off, as each of its people: signs in, fills in the forms, presses the
 * buttons, and checks what comes of it. The clock stands still within a step and is set to each step's day.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expectNoOverflow, violationsOn } from '../checks.ts'
import * as acts from './acts.ts'
import type { Script, ScriptStep } from './script.ts'
import { desk, phone, takeShots } from './shots.ts'
import type { Stage } from './stage.ts'

export interface PlayOptions {
  /** Whether screenshots are written into docs/images/walkthroughs. */
  readonly shots: boolean
}

/** A performance: who is signed in, what was made so far, and the case that was opened last. */
interface Performance {
  readonly stage: Stage
  readonly browser: Browser
  readonly script: Script
  readonly options: PlayOptions
  readonly crew: Map<string, BrowserContext>
  /** Ids by the names that the script gives. */
  readonly made: Map<string, string>
  caseId: string
}

/** Plays a whole script. Throws Error, with the step, for the first thing that is not as the script says. */
export async function playScript(stage: Stage, browser: Browser, script: Script, options: PlayOptions): Promise<void> {
  const crew = new Map<string, BrowserContext>()
  const performance = { stage, browser, script, options, crew, made: new Map<string, string>(), caseId: '' }
  try {
    for (const [index, step] of script.steps.entries()) await playStep(performance, step, index)
  } finally {
    for (const context of crew.values()) await context.close()
  }
}

async function playStep(performance: Performance, step: ScriptStep, index: number): Promise<void> {
  const { stage, browser, script, options, crew, made } = performance
  const { base } = stage
  stage.turn(instantOf(step.on, index))
  const context = crew.get(step.as) ?? (await signedIn(stage, browser, step.as))
  crew.set(step.as, context)
  const page = await context.newPage()
  const elsewhere = outside(page, base)
  const idOf = (name: string) => {
    const id = made.get(name)
    if (id === undefined) throw new Error(`No step before is called "${name}".`)
    return id
  }
  try {
    const caseId = step.case === undefined ? performance.caseId : idOf(step.case)
    const scene = { page, base, step, caseId, idOf }
    const id = step.see ? await see(scene, step.see) : await act(scene)
    if (step.open && id !== null) performance.caseId = id
    if (step.name !== undefined && id !== null) made.set(step.name, id)
    await holds(page, step.shows, [])
    if (step.see || step.shot) await isClean(page, browser, step)
    if (elsewhere.length > 0) throw new Error(`The page asked other hosts: ${elsewhere.join(', ')}`)
    if (step.shot && options.shots) await takeShots(page, step.shot, step['shot-at'])
  } catch (error) {
    const where = `${script.name}, step ${index + 1} (${step.on}, ${step.as}): ${step.says.slice(0, 100)}`
    throw new Error(`${where}\n${(error as Error).message}\nat ${page.url()}`, { cause: error })
  }
  await page.close()
}

/** Each step has its own minute of its day, so that what is known first is known to be first. */
function instantOf(day: string, index: number): string {
  return new Date(Date.parse(`${day}T08:00:00.000Z`) + index * 60_000).toISOString()
}

async function signedIn({ base }: Stage, browser: Browser, person: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: desk, javaScriptEnabled: false, reducedMotion: 'reduce' })
  if (person === 'public') return context
  const page = await context.newPage()
  await page.goto(`${base}/sign-in`)
  const button = page.locator(`#${person} button`)
  if ((await button.count()) === 0) throw new Error(`Nobody of the cast is called "${person}".`)
  await Promise.all([page.waitForEvent('load'), button.click()])
  await page.close()
  return context
}

/** Does what a step says; gives the id of what came of it, null where it was refused as the script says. */
async function act(scene: acts.Scene): Promise<string | null> {
  const { page, step } = scene
  if (step.open) await acts.openCase(scene, step.open)
  if (step.event) await acts.recordEvent(scene, step.event)
  if (step.clock) await acts.moveClock(scene, step.clock)
  if (step.support) await acts.giveSupport(scene, step.support)
  if (step.correct) await acts.correctEvent(scene, step.correct)
  if (step.quash) await acts.quashEvent(scene, step.quash)
  if (step.write) await acts.writeRecord(scene, step.write)
  if (step.migrate) await acts.migrateCase(scene, step.migrate)
  if (step.plan) await acts.writePlan(scene, step.plan)
  const alert = page.getByRole('alert')
  const said = (await alert.count()) > 0 ? (await alert.innerText()).replace(/\s+/g, ' ') : null
  if (step.refused === undefined) {
    if (said !== null) throw new Error(`Refused: ${said}`)
    return madeOf(scene)
  }
  if (said === null) throw new Error(`It was done; the script says that it is refused: ${step.refused}`)
  if (!said.includes(step.refused)) throw new Error(`Refused otherwise than the script says: ${said}`)
  return null
}

/** The id of what was made, from where the form led. */
async function madeOf({ page, base, step, caseId }: acts.Scene): Promise<string> {
  const url = new URL(page.url())
  const recorded = url.searchParams.get('recorded')
  if (step.open) return url.pathname.split('/')[2] ?? ''
  if (recorded === null || (await page.locator('#outcome').count()) === 0)
    throw new Error('The page does not say that it was done.')
  if (step.write) return recorded
  if (!step.plan) return `event:${recorded}`
  const { plan } = (await (await page.request.get(`${base}/cases/${caseId}/plan.json`)).json()) as {
    plan: { record: string }
  }
  return plan.record
}

async function see({ page, base, caseId, idOf }: acts.Scene, asked: NonNullable<ScriptStep['see']>): Promise<null> {
  const path = asked.path.replace(/\{([a-z0-9-]+)\}/g, (_, name: string) => (name === 'case' ? caseId : idOf(name)))
  const answer = await page.goto(`${base}${path}`)
  const [status, expected] = [answer?.status(), asked.status ?? 200]
  if (status !== expected) throw new Error(`Found the status ${status}; expected ${expected}.`)
  await holds(page, asked.expect, asked.not)
  return null
}

async function holds(page: Page, expected: readonly string[], not: readonly string[]): Promise<void> {
  if (expected.length + not.length === 0) return
  const text = await acts.readable(page)
  const [missing, there] = [expected.filter(one => !text.includes(one)), not.filter(one => text.includes(one))]
  if (missing.length > 0)
    throw new Error(`The page does not say: ${missing.join(' | ')}\nIt says: ${text.slice(0, 3000)}`)
  if (there.length > 0) throw new Error(`The page says what it must not: ${there.join(' | ')}`)
}

/** Requests of a page to other hosts, as they come. */
function outside(page: Page, base: string): readonly string[] {
  const elsewhere: string[] = []
  page.on('request', request => {
    if (!request.url().startsWith(base) && !request.url().startsWith('data:')) elsewhere.push(request.url())
  })
  return elsewhere
}

/** Nothing is wider than a phone, and the accessibility checker finds no fault. */
async function isClean(page: Page, browser: Browser, { refused }: ScriptStep): Promise<void> {
  await page.setViewportSize(phone)
  await expectNoOverflow(page)
  await page.setViewportSize(desk)
  // What was refused is gone with the form that was sent, so it cannot be asked for again.
  if (refused !== undefined) return
  // The checker needs scripts; it looks at the page as the same person sees it.
  const state = await page.context().storageState()
  const checker = await browser.newContext({ viewport: desk, storageState: state })
  const checked = await checker.newPage()
  await checked.goto(page.url())
  const faults = await violationsOn(checked)
  await checker.close()
  if (faults.length > 0) throw new Error(`Not accessible: ${faults.join('\n')}`)
}
