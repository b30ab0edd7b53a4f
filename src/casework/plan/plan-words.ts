/** How the pages and messages of a plan say days, counts, figures and statuses. */
import type { ActionStatus } from './plan-schema.ts'

export const statusWords: Readonly<Record<ActionStatus, string>> = {
  'not-started': 'not started',
  'on-track': 'on track',
  'at-risk': 'at risk',
  late: 'late',
  done: 'done',
  missed: 'missed',
  stopped: 'stopped',
}

/** `1 day`, `2 days`. */
export function numbered(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

/** `72.5%`, `4 £m`, `12`. */
export function sayFigure(value: number, unit: string): string {
  return `${value}${unit === '' || unit === '%' ? unit : ` ${unit}`}`
}

/** How far one figure is from another: between percentages in points, for 22% of what? */
export function sayGap(gap: number, unit: string): string {
  return sayFigure(gap, unit === '%' ? 'percentage points' : unit)
}
