/**
 * Writing a plan without JavaScript: a file is read and what it would change is shown; the monthly update, or what was shown,
 * is saved as the next version. Refused, the page comes again with every fault and what was filled in. And the plan as XLSX.
 */
import { writeFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Context, Hono } from 'hono'
import { type Desk, withActor } from '../casework/desk-store.ts'
import type { Done } from '../casework/model.ts'
import { readPlan } from '../casework/plan/plan-check.ts'
import { planWorkbook, readPlanFile } from '../casework/plan/plan-file.ts'
import type { Plan } from '../casework/plan/plan-schema.ts'
import { asPromised } from '../casework/plan/plan-promises.ts'
import { promisesOf } from '../casework/records/plan-versions.ts'
import { planBounds, planKind } from '../casework/records/plan.ts'
import type { StoredRecord } from '../casework/records/record.ts'
import { writeRecord } from '../casework/records/write-record-store.ts'
import type { Issue } from '../evidence/model.ts'
import { RefusedFile } from '../evidence/refused-file.ts'
import { recordLimit } from './api/record-schemas.ts'
import { answerForm, doneAt, formLimit, keyOf, type RefusedForm, type Sent, textOf } from './case-forms.ts'
import { PageFault } from './fault.ts'
import { readForm } from './form.ts'
import { fileSize } from './format.ts'
import { chrome, type PageRequest } from './page.ts'
import { notPublished, planAsked } from './pages/case-plan.ts'
import { casePlanUpdatePage, type PlanUpdateModel, updateAsked } from './pages/case-plan-update.ts'
import { changedFields, draftOf, filledPlan } from './plan-form.ts'
import { unknownMetrics } from './plan-measures.ts'
import { planChanges } from './plan-view.ts'
import { askedRecord } from './record-forms.ts'
import { render } from './render.ts'
import { actorOf } from './sign-in.ts'
import { safeName } from './uploads.ts'

type Asked = (c: Context, params: Record<string, string>) => Promise<PageRequest>

/** What the page shows beside its model, where something was sent. */
interface Shown {
  readonly refused?: RefusedForm
  /** Every fault of a file. */
  readonly issues?: readonly Issue[]
  /** A plan from a file, with what it would change. */
  readonly preview?: Plan
}

export function addPlanRoutes(app: Hono, desk: Desk, requestOf: Asked): void {
  const tooLarge = `A plan has at most ${fileSize(recordLimit)}. Nothing was written.`
  // With the fields that stand around it.
  const limit = formLimit(recordLimit + 100_000, tooLarge)
  app.post('/cases/:id/plan/update', limit, async c => {
    const id = c.req.param('id') ?? ''
    const request = await requestOf(c, { id })
    const { model, versions } = await updateAsked(request)
    const form = await readForm(c)
    const all = textOf(form)
    const began = versions.find(({ record }) => String(record.version) === all['version'])?.record.body
    const sent = began ? changedFields(draftOf(began, model.today).plan, all) : all
    const page = (shown: Shown) =>
      updatePage(request, model, { filled: sent, ...shown, last: versions.at(-1)?.record.body ?? null })
    const show = (status: 200 | 400 | 422, shown: Shown) => {
      c.header('Cache-Control', 'no-store')
      return c.html(page(shown), status)
    }
    const file = form['file']
    if (sent['step'] === 'file') {
      if (!(file instanceof File) || file.name === '')
        return show(400, refused(sent, 'No file was chosen', 'Choose a CSV or XLSX file before you press the button.'))
      if (file.size > recordLimit) throw new PageFault(413, 'This is too large to send', tooLarge)
      const read = await planInFile(file, model, sent['month'] ?? '')
      if ('issues' in read)
        return show(422, { ...refused(sent, 'This file was refused', 'Nothing of it was written.'), ...read })
      // As it will be read, so that a day overwritten is agreed to as one put off.
      return show(200, { preview: asPromised(read.plan, promisesOf(versions)) })
    }
    const plan = sent['step'] === 'confirm' ? previewed(sent) : model.draft && filledPlan(model.draft, sent)
    const again = sent['step'] === 'confirm' ? readPlan(plan).plan : null
    return answerForm(c, await save(desk, c, id, sent, plan), {
      sent,
      to: ({ version }) => doneAt(id, sent, planKind.kind, `/cases/${id}/plan?recorded=${version}#outcome`),
      page: refusal => page({ refused: refusal, ...(again ? { preview: again } : {}) }),
    })
  })

  app.get('/cases/:id/plan.xlsx', async c => {
    const request = await requestOf(c, { id: c.req.param('id') })
    const { seen, shown, organisation } = await planAsked(request)
    if (shown === null) throw notPublished()
    const { recordKind } = seen.reading.found
    const workbook = await planWorkbook(shown.record.body, { recordKind, organisation })
    const kind = recordKind === 'real' ? '' : `${recordKind}-`
    c.header('Content-Type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    c.header(
      'Content-Disposition',
      `attachment; filename="${kind}plan-${organisation}-${shown.record.body.month}.xlsx"`,
    )
    c.header('Cache-Control', 'no-store')
    return c.body(new Uint8Array(workbook))
  })
}

interface Page extends Shown {
  readonly filled: Sent
  /** The version that the next one follows. */
  readonly last: Plan | null
}

function updatePage(request: PageRequest, model: PlanUpdateModel, { preview, filled, last, ...shown }: Page): string {
  return render(casePlanUpdatePage.template, {
    model,
    ...chrome(request, null, model.recordKind),
    unlisted: true,
    ...casePlanUpdatePage.pictures?.(model, request),
    refused: shown.refused ?? null,
    issues: shown.issues ?? [],
    filled,
    month: filled['month'] ?? model.draft?.month ?? model.months[0],
    preview: preview && {
      plan: JSON.stringify(preview),
      title: preview.title,
      month: preview.month,
      warnings: unknownMetrics(request, preview),
      diff: last && planChanges(last, preview),
      goals: preview.goals.length,
      actions: preview.goals.flatMap(({ actions }) => actions).length,
    },
  })
}

/** The plan in a file, or everything that is wrong with it. */
async function planInFile(
  file: File,
  { recordKind, organisation: { code }, case: found, today }: PlanUpdateModel,
  month: string,
): Promise<{ readonly plan: Plan } | { readonly issues: readonly Issue[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'turnaround-plan-'))
  try {
    const name = safeName(file.name)
    const path = join(folder, name)
    await writeFile(path, new Uint8Array(await file.arrayBuffer()))
    const about = { recordKind, organisation: code, month }
    return { plan: await readPlanFile(path, name, about, planBounds(found, today)) }
  } catch (error) {
    if (error instanceof RefusedFile) return { issues: error.issues }
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The plan that was shown before; null where what came back is none. */
function previewed({ plan = '' }: Sent): unknown {
  try {
    return JSON.parse(plan)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Saves the next version of what the page showed: another version meanwhile is a conflict. */
async function save(desk: Desk, c: Context, id: string, sent: Sent, body: unknown): Promise<Done<StoredRecord>> {
  const asked = askedRecord(id, planKind.kind, sent, body)
  if (!asked.done) return asked
  return withActor(desk, actorOf(c), working => writeRecord(working, asked.value, keyOf(sent)))
}

function refused(sent: Sent, title: string, words: string): { readonly refused: RefusedForm } {
  return { refused: { title, words, sent } }
}
