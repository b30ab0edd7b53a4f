/** The plan that rows make, laid together by their ids and not yet checked, and the row that each part of it came from. */
import { didYouMean } from '../../documents/nearest.ts'
import type { IssueLog } from '../../evidence/issue-log.ts'
import { dateOf, figureOf, monthOf } from './plan-cells.ts'
import type { RowKind } from './plan-columns.ts'
import { type Line, said } from './plan-line.ts'
import type { PlanAbout } from './plan-table.ts'

type Raw = Record<string, unknown>
type Path = readonly (string | number)[]

export interface Assembled {
  readonly value: unknown
  /** The row (from 1) that what stands at a path came from; null where none did. */
  readonly rowAt: (path: Path) => number | null
}

/** Where a goal or an action stands, for what belongs to it. */
interface Place {
  readonly value: Raw
  readonly path: Path
}

/** Lays the rows of a plan together, in whatever order they are; what belongs to nothing goes into the log. */
export function assemble(lines: readonly Line[], about: PlanAbout, log: IssueLog): Assembled {
  const rowOf = new Map<string, number>()
  const places = { goal: new Map<string, Place>(), action: new Map<string, Place>() }
  const of = (kind: RowKind) => lines.filter(line => line.kind === kind)
  const put = (line: Line, parent: Place, list: string, value: Raw): Place => {
    const path = [...parent.path, list, (parent.value[list] as Raw[]).push(value) - 1]
    rowOf.set(JSON.stringify(path), line.row)
    return { value, path }
  }
  // Of two things with one id, what follows belongs to the first; that there are two is told later.
  const keep = (where: Map<string, Place>, id: string, place: Place) => void (where.has(id) || where.set(id, place))
  const parentOf = (line: Line, column: 'goal' | 'action'): Place | null => {
    const place = places[column].get(line.cell(column)) ?? null
    if (place === null) refuseOrphan(line, column, [...places[column].keys()], log)
    return place
  }

  const plan: Place = { value: { month: about.month, title: titleOf(of('plan'), log), goals: [] }, path: [] }
  for (const line of of('plan')) rowOf.set('[]', line.row)
  for (const line of of('goal')) keep(places.goal, line.cell('goal'), put(line, plan, 'goals', goalOf(line)))
  for (const line of of('trajectory')) {
    const goal = parentOf(line, 'goal')
    if (goal) put(line, goal, 'trajectory', pointOf(line))
  }
  for (const line of of('action')) {
    const goal = parentOf(line, 'goal')
    if (goal) keep(places.action, line.cell('action'), put(line, goal, 'actions', actionOf(line)))
  }
  for (const line of of('milestone')) {
    const [goal, action] = [parentOf(line, 'goal'), parentOf(line, 'action')]
    if (action && goal && action.path[1] !== goal.path[1]) refuseOtherGoal(line, log)
    if (action && goal) put(line, action, 'milestones', milestoneOf(line))
  }
  return { value: plan.value, rowAt: path => nearestRow(rowOf, path) }
}

function nearestRow(rowOf: ReadonlyMap<string, number>, path: Path): number | null {
  for (let length = path.length; length >= 0; length--) {
    const row = rowOf.get(JSON.stringify(path.slice(0, length)))
    if (row !== undefined) return row
  }
  return null
}

function titleOf(lines: readonly Line[], log: IssueLog): string {
  const [one, other] = lines
  if (one && !other) return one.cell('title')
  const todo = one ? 'Remove all but one.' : 'Add it, with the title of the plan.'
  const found = `${lines.length} rows of kind plan`
  log.add('refused', 'plan-row', { row: other?.row ?? null, column: 'row_kind', found, expected: 'one', todo })
  return 'A plan without its row'
}

function refuseOrphan({ row, cell }: Line, column: 'goal' | 'action', known: readonly string[], log: IssueLog): void {
  const found = said(cell(column))
  const expected = `the id of ${column === 'goal' ? 'a goal' : 'an action'} that has a row of its own`
  const todo = didYouMean(cell(column), known) || 'Correct the id, or add the row that it stands for.'
  log.add('refused', `unknown-${column}`, { row, column, found, expected, todo, alike: `${row}` })
}

function refuseOtherGoal({ row, cell }: Line, log: IssueLog): void {
  const expected = `the goal of the action "${cell('action')}"`
  const todo = 'Give the milestone the goal of its action.'
  log.add('refused', 'another-goal', {
    row,
    column: 'goal',
    found: said(cell('goal')),
    expected,
    todo,
    alike: `${row}`,
  })
}

function goalOf({ cell }: Line): Raw {
  const measured = (['metric', 'better', 'standard', 'unit'] as const).some(column => cell(column) !== '')
  const measure = {
    metric: cell('metric'),
    better: cell('better').toLowerCase(),
    standard: cell('standard') === '' ? null : figureOf(cell('standard')),
    unit: cell('unit'),
  }
  return {
    id: cell('goal'),
    title: cell('title'),
    outcome: cell('outcome'),
    measure: measured ? measure : null,
    trajectory: [],
    actions: [],
  }
}

function actionOf({ cell }: Line): Raw {
  const evidence = cell('evidence')
    .split(/\r\n?|\n/)
    .filter(one => one.trim() !== '')
  const organisation = cell('action_organisation').toUpperCase()
  return {
    id: cell('action'),
    title: cell('title'),
    ...(organisation === '' ? {} : { organisation }),
    owner: cell('owner'),
    starts: dateOf(cell('starts')),
    due: dateOf(cell('due')),
    status: cell('status')
      .toLowerCase()
      .replace(/[\s_]+/g, '-'),
    revisedDue: dateOf(cell('revised_due')) || null,
    completed: dateOf(cell('completed')) || null,
    progress: cell('progress'),
    evidence,
    milestones: [],
  }
}

function pointOf({ cell }: Line): Raw {
  return { month: monthOf(cell('trajectory_month')), value: figureOf(cell('trajectory_value')) }
}

function milestoneOf({ cell }: Line): Raw {
  const completed = dateOf(cell('completed')) || null
  const revisedDue = dateOf(cell('revised_due'))
  return {
    id: cell('milestone'),
    title: cell('title'),
    due: dateOf(cell('due')),
    ...(revisedDue === '' ? {} : { revisedDue }),
    completed,
  }
}
