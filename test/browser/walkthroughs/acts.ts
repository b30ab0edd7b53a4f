/** What people do on the site, act by act: the page, its form, and the name of what came of it. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { actAs, fill, press, unfold } from './forms.ts'
import { type ScriptStep, walkthroughs } from './script.ts'

/** A step about to be played: on the page of whoever acts, with the names that earlier steps gave. */
export interface Scene {
  readonly page: Page
  readonly base: string
  readonly step: ScriptStep
  /** Id of the case that the step is in; empty where none is open. */
  readonly caseId: string
  /** Ids by the names that the script gave them. */
  idOf(name: string): string
}

type Act<Name extends keyof ScriptStep> = (scene: Scene, asked: NonNullable<ScriptStep[Name]>) => Promise<void>

export const openCase: Act<'open'> = async ({ page, base, step }, { regime, route, organisations, reason, exceed }) => {
  await visit(page, `${base}/cases/open`)
  const form = page.locator('#open')
  await fill(form, { regime, organisations: organisations.join(' '), route, on: step.on, reason, exceed })
  await press(page, form)
}

export const recordEvent: Act<'event'> = async (scene, { event, by, on, ...fields }) => {
  const form = await formInCase(scene, `input[name="event"][value="${event}"]`, event)
  await actAs(form, by)
  await fill(form, { on: on ?? scene.step.on, ...fields })
  await press(scene.page, form)
}

export const moveClock: Act<'clock'> = async (scene, { do: kind, clock, length, reference, reason }) => {
  const form = await formInCase(
    scene,
    `input[name="clock"][value="${clock}"]`,
    clock,
    `:has(input[name="kind"][value="${kind}"])`,
  )
  await fill(form, { on: scene.step.on, length, reference, reason })
  await press(scene.page, form)
}

export const giveSupport: Act<'support'> = async (scene, { support, subject, by, reason }) => {
  const form = await formInCase(scene, `input[name="support"][value="${support}"]`, support)
  await actAs(form, by)
  await fill(form, { subject, on: scene.step.on, reason })
  await press(scene.page, form)
}

export const correctEvent: Act<'correct'> = async (scene, { event, instead, reason }) => {
  const form = await formInCase(scene, 'select[name="sequence"]', 'corrections')
  const happened = instead === undefined ? 'never' : 'on-another-day'
  await fill(form, { sequence: scene.idOf(event).replace('event:', ''), happened, on: instead, reason })
  await press(scene.page, form)
}

export const quashEvent: Act<'quash'> = async (scene, { event, by, ...judgement }) => {
  const form = await formInCase(scene, 'input[name="kind"][value="quashed"]', 'quashed')
  await actAs(form, by)
  await fill(form, { of: scene.idOf(event).replace('event:', ''), on: scene.step.on, ...judgement })
  await press(scene.page, form)
}

/** A form of the case's page, by a field that it holds. */
async function formInCase({ page, base, caseId }: Scene, field: string, name: string, more = '') {
  await visit(page, `${base}/cases/${caseId}`)
  const form = page.locator(`form:has(${field})${more}`)
  if ((await form.count()) === 0) {
    const offered = await page.locator('input[name="event"], input[name="support"], input[name="clock"]').all()
    const names = await Promise.all(offered.map(one => one.getAttribute('value')))
    throw new Error(
      `The case's page has no form of "${name}" for whoever acts; it has ${names.join(', ') || 'none'}. It says: ${(await readable(page)).slice(600, 4000)}`,
    )
  }
  await unfold(form)
  return form
}

export const writeRecord: Act<'write'> = async (scene, asked) => {
  const { kind, body, answers, follows, by, on, organisation, audience, reason } = asked
  const { page, base, caseId, step, idOf } = scene
  const query = new URLSearchParams({
    ...(follows === undefined ? {} : { follows: idOf(follows) }),
    ...(answers === undefined ? {} : { 'body.to': idOf(answers) }),
  })
  await visit(page, `${base}/cases/${caseId}/records/${kind}?${query}`)
  const form = page.locator('section[aria-labelledby="write"] form')
  if ((await form.count()) === 0) throw new Error(`There is no form of "${kind}" for whoever acts.`)
  const named = Object.entries(body).map(([name, value]) => [
    `body.${name}`,
    typeof value === 'string' && value.startsWith('@') ? idOf(value.slice(1)) : value,
  ])
  await fill(form, Object.fromEntries(named))
  await actAs(form, by)
  await fill(form, { organisation, audience, on: on ?? step.on, reason })
  await press(page, form)
}

export const migrateCase: Act<'migrate'> = async (scene, { to, route, exceed, preview, reason }) => {
  const { page, base, caseId, step } = scene
  await visit(page, `${base}/cases/${caseId}/migrate`)
  const choose = page.locator('section[aria-labelledby="choose"] form')
  await fill(choose, { to, route, on: step.on })
  await press(page, choose)
  const shown = await readable(page)
  for (const text of preview) if (!shown.includes(text)) throw new Error(`The preview does not say "${text}".`)
  const agree = page.locator('section[aria-labelledby="agree"] form')
  if ((await agree.count()) === 0) throw new Error(`It cannot go to "${to}": ${shown}`)
  await fill(agree, { exceed, reason })
  await press(page, agree)
}

export const writePlan: Act<'plan'> = async (scene, { file, update, month, by, reason }) => {
  const { page, base, caseId, step } = scene
  await visit(page, `${base}/cases/${caseId}/plan/update`)
  const form = page.locator(`form:has(input[name="step"][value="${file === undefined ? 'changes' : 'file'}"])`)
  if ((await form.count()) === 0) throw new Error('There is no form of the plan for whoever acts.')
  await fill(form, { month })
  if (file === undefined) await fill(form, update ?? {})
  else {
    await form.locator('input[type="file"]').setInputFiles(join(walkthroughs, file))
    await press(page, form)
  }
  const last = file === undefined ? form : page.locator('form:has(input[name="step"][value="confirm"])')
  // A file with faults is told of on the page that came.
  if ((await last.count()) === 0) return
  await actAs(last, by)
  await fill(last, { on: step.on, reason })
  await press(page, last)
}

/** Goes to a page that has to be there. */
async function visit(page: Page, address: string): Promise<void> {
  const answer = await page.goto(address)
  if (!answer?.ok()) throw new Error(`Found the status ${answer?.status()} at ${address}: ${await readable(page)}`)
}

/** What a person reads on a page, with what is folded. */
export async function readable(page: Page): Promise<string> {
  return ((await page.locator('body').textContent()) ?? '').replace(/\s+/g, ' ').trim()
}
