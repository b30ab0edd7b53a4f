/** Outlier measures on the terminal: every rule's list beside the others, and how the list changes with the rule. */
import { outliersJson, type OutliersJson } from '../assessment/outlier-json.ts'
import type { OutlierComparison } from '../assessment/outliers.ts'
import { textTable, type Column } from './output.ts'

/** The text for one measure, ending without a line break. */
export function outlierText(comparison: OutlierComparison): string {
  const found = outliersJson(comparison)
  if (!found.loaded) return `${found.name}: evidence missing. No counts are loaded for it.`
  const name = (code: string) => found.standings.find(one => one.code === code)?.name ?? code
  const taken = found.standings.filter(one => found.rules.some(rule => rule.taken.includes(one.code)))
  return [
    `${found.name}: ${found.side === 'high' ? 'above' : 'below'} the limits in each of ${found.periods.map(period => period.label).join(' and ')}`,
    textTable(columnsOf(found), taken),
    ...found.rules.map(rule => {
      const change =
        rule.id === found.decides
          ? 'This rule decides the ground.'
          : `Against the rule that decides: ${listed('adds', rule.notByDeciding, name)}; ${listed('leaves out', rule.missed, name)}.`
      return `${rule.title}: ${rule.taken.length}${rule.unknown > 0 ? `, ${rule.unknown} not known for want of a period` : ''}. ${change}\n  ${rule.method}`
    }),
  ].join('\n')
}

function listed(verb: string, codes: readonly string[], name: (code: string) => string): string {
  return codes.length === 0 ? `${verb} none` : `${verb} ${codes.length} (${codes.map(name).join('; ')})`
}

type Standing = OutliersJson['standings'][number]

function columnsOf(found: OutliersJson): readonly Column<Standing>[] {
  return [
    { title: 'Code', cell: one => one.code },
    { title: 'Organisation', cell: one => one.name },
    ...found.periods.map(
      (period, at): Column<Standing> => ({
        title: period.label,
        align: 'right',
        cell: one => one.counts[at]?.ratio?.toFixed(4) ?? 'not known',
      }),
    ),
    ...found.rules.map(
      (rule): Column<Standing> => ({
        title: rule.id,
        cell: one => (one.answers[rule.id]?.taken ? 'yes' : one.answers[rule.id]?.taken === null ? 'not known' : 'no'),
      }),
    ),
  ]
}
