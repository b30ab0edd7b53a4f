/**
 * Icons for variation and assurance, our own drawings: each is a shape and a letter or two inside a ring, with its meaning
 * as name, so that nothing rests on colour. A filled ring is special cause or a firm answer, an open one is neither.
 */
import type { Assurance, Variation } from '../statistics/spc-model.ts'
import { element, escapeText } from './svg.ts'

/** What each icon says, in words for a board member. */
export const variationWords: Readonly<Record<Variation, string>> = {
  'improvement-high': 'Special cause: improvement, figures are higher',
  'improvement-low': 'Special cause: improvement, figures are lower',
  'concern-high': 'Special cause: concern, figures are higher',
  'concern-low': 'Special cause: concern, figures are lower',
  'neutral-high': 'Special cause: figures are higher, which is neither better nor worse',
  'neutral-low': 'Special cause: figures are lower, which is neither better nor worse',
  'common-cause': 'Common cause: no significant change',
  none: 'Too few points to say',
}

export const assuranceWords: Readonly<Record<Assurance, string>> = {
  pass: 'Will be expected to meet the target every time, as things are',
  fail: 'Will be expected to miss the target every time, as things are',
  'hit-or-miss': 'May meet or miss the target by chance',
  none: 'No target to be judged by, or too few points',
}

const letters: Readonly<Record<Variation, string>> = {
  'improvement-high': 'H',
  'improvement-low': 'L',
  'concern-high': 'H',
  'concern-low': 'L',
  'neutral-high': 'H',
  'neutral-low': 'L',
  'common-cause': '',
  none: '–',
}

/** The variation icon: an arrow beside H or L; a level wave for common cause. Ring: solid improvement, double concern. */
export function variationIcon(variation: Variation, size = 40): string {
  const [kind, side] = variation.split('-') as [string, string | undefined]
  const ring = element('circle', { cx: 20, cy: 20, r: 17.5, class: `icon-ring icon-${kind}` })
  const second = kind === 'concern' ? element('circle', { cx: 20, cy: 20, r: 14, class: 'icon-ring-inner' }) : ''
  const dashed = kind === 'neutral' ? element('circle', { cx: 20, cy: 20, r: 14, class: 'icon-ring-dashed' }) : ''
  if (variation === 'common-cause') {
    return icon(
      size,
      variationWords[variation],
      ring + element('path', { d: 'M8 22l6-5 6 6 6-6 6 5', class: 'icon-line' }),
    )
  }
  const text = element(
    'text',
    { x: side ? 15 : 20, y: 26, 'text-anchor': 'middle', class: 'icon-letter' },
    letters[variation],
  )
  const up = side === 'high'
  const arrow = side
    ? element('path', { d: up ? 'M26 27V14M22 18l4-5 4 5' : 'M26 13V26M22 22l4 5 4-5', class: 'icon-line' })
    : ''
  return icon(size, variationWords[variation], ring + second + dashed + text + arrow)
}

/** The assurance icon: P, F or ? over the line of a target. */
export function assuranceIcon(assurance: Assurance, size = 40): string {
  const text = { pass: 'P', fail: 'F', 'hit-or-miss': '?', none: '–' }[assurance]
  const ring = element('circle', { cx: 20, cy: 20, r: 17.5, class: `icon-ring icon-${assurance}` })
  const double = assurance === 'fail' ? element('circle', { cx: 20, cy: 20, r: 14, class: 'icon-ring-inner' }) : ''
  const letter = element('text', { x: 20, y: 23, 'text-anchor': 'middle', class: 'icon-letter' }, text)
  const target = assurance === 'none' ? '' : element('path', { d: 'M11 29H29', class: 'icon-target' })
  return icon(size, assuranceWords[assurance], ring + double + letter + target)
}

function icon(size: number, name: string, content: string): string {
  return element(
    'svg',
    { class: 'spc-icon', role: 'img', 'aria-label': name, viewBox: '0 0 40 40', width: size, height: size },
    element('title', {}, escapeText(name)) + content,
  )
}
