/** Figures and words as readers see them. */
import { monthNames } from '../evidence/month-names.ts'

/** `1 organisation`, `12 organisations`; give the plural where it is not an added s. */
export function count(n: number, singular: string, plural = `${singular}s`): string {
  return `${n.toLocaleString('en-GB')} ${n === 1 ? singular : plural}`
}

/** `2nd`, `3rd`, `11th`. */
export function ordinal(n: number): string {
  const teen = n % 100 >= 11 && n % 100 <= 13
  return `${n}${teen ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`
}

/** A score as published: two decimals, or the word for none. */
export function score(value: number | null | undefined): string {
  return value === null || value === undefined ? 'not known' : value.toFixed(2).replace('-', '−')
}

/** A line between segments, or a distance to it: two decimals, more only where it has them (an inferred 2.665). */
export function cutPoint(value: number): string {
  return value
    .toFixed(4)
    .replace(/0{1,2}$/, '')
    .replace('-', '−')
}

/** A value of a funnel: a ratio with four decimals, a percentage with one. */
export function funnelFigure(value: number | null | undefined, method: string): string {
  if (value === null || value === undefined) return 'not known'
  return method === 'shmi' || method === 'cqc' ? value.toFixed(4) : `${value.toFixed(1)}%`
}

/** Where a unit lies against the limits of a funnel. */
export function side(outlier: 'high' | 'low' | 'none' | null | undefined): string {
  return outlier ? { high: 'above', low: 'below', none: 'inside' }[outlier] : 'not known'
}

/** `1.72 to 2.73`. */
export function scoreRange(range: readonly [number, number] | null | undefined): string {
  return range ? `${score(range[0])} to ${score(range[1])}` : 'not known'
}

/** `6 to 49`, or `6` where both ends agree. */
export function placeRange(range: readonly [number, number] | null | undefined): string {
  if (!range) return 'not known'
  return range[0] === range[1] ? String(range[0]) : `${range[0]} to ${range[1]}`
}

/** A place with ties shown as ties: `=12`. */
export function place(rank: number | null | undefined, tied: boolean): string {
  return rank === null || rank === undefined ? 'not placed' : `${tied ? '=' : ''}${rank}`
}

/** A chance in words that do not pretend: under 1%, over 99%, or a whole number. */
export function chance(share: number): string {
  if (share <= 0) return 'none seen'
  if (share < 0.01) return 'under 1%'
  if (share > 0.99 && share < 1) return 'over 99%'
  return `${Math.round(share * 100)}%`
}

/** `26 June 2025` from an ISO date; months and years stay as they are: `June 2025`, `2025`. */
export function date(iso: string | null | undefined): string {
  if (!iso) return 'not known'
  // What is no date, such as "2021 to 2025", stays as it is.
  if (!/^\d{4}(-\d{2}){0,2}($|T)/.test(iso)) return iso
  const [year, month, day] = iso.slice(0, 10).split('-')
  const name = month === undefined ? '' : (monthNames[Number(month) - 1] ?? '')
  return [day === undefined ? '' : String(Number(day)), name, year].filter(part => part !== '').join(' ')
}

/** `2010-04-01..2011-03-31` → `April 2010 to March 2011`: whole months by their names. */
export function span(id: string): string {
  const [start = '', end] = id.split('..')
  return end === undefined ? id : `${date(start.slice(0, 7))} to ${date(end.slice(0, 7))}`
}

/** `26 June 2025, 14:05:09 UTC`: the time matters where it says since when something was known. */
export function instant(iso: string | null | undefined): string {
  if (!iso) return 'not known'
  const time = iso.slice(11, 19)
  return time === '' ? date(iso) : `${date(iso)}, ${time} UTC`
}

/** A value with its unit: `71.4%`, `34 minutes`, `6.91 out of 10`; scores stand alone. */
export function quantity(text: string | number | null | undefined, unit: string): string {
  if (text === null || text === undefined || text === '') return 'not reported'
  const figure = grouped(String(text))
  if (unit === '%' || unit.startsWith('% ')) return `${figure}${unit}`
  return unit === '' || unit === 'score' || unit === 'ratio' ? figure : `${figure} ${unit}`
}

/** Thousands grouped and a true minus sign, decimals untouched. */
export function grouped(text: string): string {
  const [whole = '', decimals] = text.split('.')
  const figure = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${figure}${decimals === undefined ? '' : `.${decimals}`}`.replace('-', '−')
}

/** `12.3 MB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return count(bytes, 'byte')
  const [size, unit] = bytes < 1e6 ? [bytes / 1e3, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB']
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${unit}`
}

/** A quantity for reading: at most two decimals. The exact figure stands one link away. */
export function brief(text: string): string {
  return text.replace(/\d[\d,]*\.\d{3,}/g, figure => {
    const number = Number(figure.replaceAll(',', ''))
    // A figure that two decimals would flatten to nothing keeps two that count.
    return number !== 0 && number < 0.005 ? String(Number(number.toPrecision(2))) : grouped(number.toFixed(2))
  })
}

/** A figure of an explanation: codes such as `quartiles-computed` as words, anything else as it is. */
export function figure(text: string): string {
  return /^[a-z]+(-[a-z]+)+$/.test(text) ? words(text) : text.replace(/^-(?=\d)/, '−')
}

/** `mental-health-and-community`, `atBest`, `cut1` → `Mental health and community`, `At best`, `Cut 1`. */
export function words(slug: string): string {
  const text = slug
    .replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
    .replace(/([a-z])(\d)/g, '$1 $2')
    .replace(/[-_]+/g, ' ')
    .trim()
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const confidenceWords: Readonly<Record<string, string>> = {
  read: 'Read in the document named',
  'read-in-part': 'Read in part of the document named',
  'read-second-hand': 'Read second-hand',
  'inferred-from-data': 'Worked out from published data',
  unverified: 'Unverified: nobody has checked this against the source',
  ours: 'Ours: a modelling choice or proposal of this project',
}

/** What a confidence tag of a policy file tells the reader. */
export function confidence(tag: string | null | undefined): string {
  return tag ? (confidenceWords[tag] ?? words(tag)) : 'Not stated'
}

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}

/** A figure of a table: at most two decimals, more only where it is small; a dash for none. */
export function decimals(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–'
  const text =
    Math.abs(value) >= 0.005 || value === 0 ? String(Number(value.toFixed(2))) : String(Number(value.toPrecision(2)))
  return grouped(text)
}

const rules: Readonly<Record<string, string>> = {
  'above-limit': 'above the upper limit',
  'below-limit': 'below the lower limit',
  'trend-up': 'rising run',
  'trend-down': 'falling run',
  'two-in-three-above': 'two of three near the upper limit',
  'two-in-three-below': 'two of three near the lower limit',
  'shift-above': 'run above the mean',
  'shift-below': 'run below the mean',
}

/** The special causes of a point in words; a dash for none. */
export function ruleWords(given: readonly string[]): string {
  return given.length === 0 ? '–' : given.map(rule => rules[rule] ?? rule).join('; ')
}

/** `Ashdown Trust and 2 others`: the organisations of a case in short. */
export function named([first, ...others]: readonly { readonly name: string }[]): string {
  return `${first?.name ?? ''}${others.length === 0 ? '' : ` and ${count(others.length, 'other')}`}`
}

/** `£1,234.56` from whole pence. */
export { poundsText as pounds } from '../casework/money/pounds.ts'
