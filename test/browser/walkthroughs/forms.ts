/** Filling in the site's forms, by the names of their fields, as a person does who sees a page without JavaScript. */
import type { Locator, Page } from 'playwright-core'

export type Fields = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>

/** Opens what is folded around something, the outermost first. */
export async function unfold(inside: Locator): Promise<void> {
  const around = inside.locator('xpath=ancestor::details')
  for (const one of await around.all())
    if ((await one.getAttribute('open')) === null) await one.locator('> summary').click()
}

/** Fills in fields of a form by name; what is undefined stays as it is. Throws Error where there is no such field or choice. */
export async function fill(form: Locator, fields: Fields): Promise<void> {
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) await fillOne(form, name, textOf(value))
}

async function fillOne(form: Locator, name: string, text: string): Promise<void> {
  const field = form.locator(`[name="${name}"]:not([type="hidden"])`)
  if ((await field.count()) === 0) throw new Error(`The form has no field "${name}"; it has ${await namesIn(form)}.`)
  const [first] = await field.all()
  const element = first as Locator
  await unfold(element)
  if ((await element.getAttribute('type')) === 'radio') {
    const radio = form.locator(`[name="${name}"][value="${text}"]`)
    if ((await radio.count()) === 0)
      throw new Error(`"${name}" has no choice "${text}"; it has ${await valuesOf(field)}.`)
    return radio.check()
  }
  if ((await element.locator('option').count()) === 0) return element.fill(text)
  const options = element.locator('option')
  const values = await Promise.all((await options.all()).map(one => one.getAttribute('value')))
  if (!values.includes(text)) throw new Error(`"${name}" has no choice "${text}"; it has ${values.join(', ')}.`)
  await element.selectOption(text)
}

/** The role in which somebody acts: a field where there are several, and otherwise what the form says anyway. */
export async function actAs(form: Locator, role: string | undefined): Promise<void> {
  if (role === undefined) return
  const hidden = form.locator('input[type="hidden"][name="by"]')
  if ((await hidden.count()) === 0) return fill(form, { by: role })
  const only = await hidden.getAttribute('value')
  if (only !== role) throw new Error(`The form is for whoever acts as "${only}"; the script says "${role}".`)
}

/** Presses the form's button and waits for the page that it leads to. */
export async function press(page: Page, form: Locator): Promise<void> {
  await Promise.all([page.waitForEvent('load'), form.locator('button').last().click()])
}

function textOf(value: NonNullable<Fields[string]>): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'object' ? value.join('\n') : String(value)
}

async function namesIn(form: Locator): Promise<string> {
  const named = await form.locator('[name]:not([type="hidden"])').all()
  const names = await Promise.all(named.map(one => one.getAttribute('name')))
  return [...new Set(names)].join(', ')
}

async function valuesOf(field: Locator): Promise<string> {
  return (await Promise.all((await field.all()).map(one => one.getAttribute('value')))).join(', ')
}
