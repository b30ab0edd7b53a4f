/** Organisations by ODS code, merged from what every file says of them; a code is never reused, so it is the key. */
import type { Organisation, OrganisationRecord, Succession } from './model.ts'

/**
 * Merges records into one view per code. For each attribute the most authoritative source wins, the latest among equals;
 * a source that says nothing (null) never hides one that does.
 */
export function mergeOrganisations(
  records: readonly OrganisationRecord[],
  successions: readonly Succession[],
): ReadonlyMap<string, Organisation> {
  const byCode = new Map<string, OrganisationRecord[]>()
  for (const record of records) {
    const list = byCode.get(record.code)
    if (list) list.push(record)
    else byCode.set(record.code, [record])
  }
  const predecessors = Map.groupBy(successions, s => s.successor)
  const successors = Map.groupBy(successions, s => s.predecessor)
  const merged = new Map<string, Organisation>()
  for (const [code, list] of byCode) {
    const ranked = list.map((record, order) => ({ record, order }))
    ranked.sort((a, b) => b.record.authority - a.record.authority || b.order - a.order)
    const best = <K extends keyof OrganisationRecord>(key: K): OrganisationRecord[K] | null =>
      ranked.find(({ record }) => record[key] !== null)?.record[key] ?? null
    merged.set(code, {
      code,
      name: best('name') ?? code,
      type: best('type'),
      subtype: best('subtype'),
      legalForm: best('legalForm'),
      region: best('region'),
      opened: best('opened'),
      closed: best('closed'),
      predecessors: predecessors.get(code) ?? [],
      successors: successors.get(code) ?? [],
      sources: [...new Map(list.map(({ source }) => [`${source.import}:${source.row}`, source])).values()],
    })
  }
  return merged
}
