/** Sentences about segments that several pages say in the same words. */
import type { ScoresFramework } from '../assessment/framework.ts'
import type { OrganisationResult } from '../assessment/model.ts'

/** Why an organisation's segment is not simply that of its average; null where it is. */
export function whyMoved(framework: ScoresFramework, result: OrganisationResult): string | null {
  const overlay = framework.overlays.find(rule => rule.id === result.overlay)
  if (overlay) return short(overlay.title)
  if (result.overrideMoved) return framework.overrides.map(rule => short(rule.title)).join(', ') || 'Override'
  return null
}

/** A title without what it adds in brackets: tables have little room. */
function short(title: string): string {
  return title.replace(/\s*\([^)]*\)$/, '')
}
