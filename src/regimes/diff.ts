/** Two regimes, or two versions of one, clause by clause: what only one of them has, and what differs in what both have. */
import { criterionInWords } from './criterion-words.ts'
import { slugWords } from './diagram.ts'
import { duringInWords, statesDuring } from './during.ts'
import { arrowInWords, relationWords } from './entry-words.ts'
import { roleInWords } from './people-words.ts'
import { throughout, type During, type Routed } from './parts.ts'
import type { Regime } from './regime.ts'
import { mainStrand, strandGraphs } from './strand-graph.ts'

export interface Side {
  readonly regime: Regime
  readonly version: string
  readonly file: string
}

export interface DiffEntry {
  readonly id: string
  readonly title: string
}

export interface ChangedField {
  /** Where in the entry: `ways › normal › criterion`. */
  readonly field: string
  /** Null where that side does not have it. */
  readonly from: string | null
  readonly to: string | null
}

export interface SectionDiff {
  readonly section: string
  readonly onlyA: readonly DiffEntry[]
  readonly onlyB: readonly DiffEntry[]
  readonly changed: readonly (DiffEntry & { readonly fields: readonly ChangedField[] })[]
}

export interface SideHead {
  readonly regime: string
  readonly version: string
  readonly title: string
  readonly file: string
}

export interface RegimeDiff {
  readonly a: SideHead
  readonly b: SideHead
  /** Sections that differ, in the order of a file. */
  readonly sections: readonly SectionDiff[]
}

/** Compares what the rules say. Where that stands (clause) and how sure it is (confidence, notes) are no difference. */
export function diffRegimes(a: Side, b: Side): RegimeDiff {
  const [own, other] = [sectionsOf(a.regime), sectionsOf(b.regime)]
  return {
    a: headOf(a),
    b: headOf(b),
    sections: Object.keys(own)
      .map(section => compare(section, own[section] ?? {}, other[section] ?? {}))
      .filter(found => found.onlyA.length + found.onlyB.length + found.changed.length > 0),
  }
}

function headOf({ regime, version, file }: Side): SideHead {
  return { regime: regime.regime, version, title: regime.title, file }
}

interface Entry {
  readonly title: string
  readonly fields: ReadonlyMap<string, string>
}

type Entries = Readonly<Record<string, Entry>>

function compare(section: string, a: Entries, b: Entries): SectionDiff {
  const only = (these: Entries, those: Entries) =>
    Object.entries(these).flatMap(([id, { title }]) => (those[id] === undefined ? [{ id, title }] : []))
  const changed = Object.entries(a).flatMap(([id, entry]) => {
    const fields = changedFields(entry.fields, b[id]?.fields ?? entry.fields)
    return fields.length === 0 ? [] : [{ id, title: b[id]?.title ?? entry.title, fields }]
  })
  return { section, onlyA: only(a, b), onlyB: only(b, a), changed }
}

function changedFields(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): readonly ChangedField[] {
  return [...new Set([...a.keys(), ...b.keys()])].flatMap(field => {
    const [from, to] = [a.get(field) ?? null, b.get(field) ?? null]
    return from === to ? [] : [{ field, from, to }]
  })
}

/** A regime as sections of entries of fields, all in words. Sections that are one entry have it under their own name. */
function sectionsOf(regime: Regime): Readonly<Record<string, Entries>> {
  const entries = (found: Readonly<Record<string, object>> | undefined): Entries =>
    Object.fromEntries(Object.entries(found ?? {}).map(([id, one]) => [id, entryOf(regime, id, one)]))
  const one = (id: string, title: string, fields: object): Entries => ({
    [id]: { ...entryOf(regime, id, fields), title },
  })
  const { title, standing, purpose, entry, exit, stages, money, relations } = regime
  return {
    about: one('about', 'Title, standing and purpose', { title, standing, purpose: purpose.trim() }),
    scope: one('scope', 'Whom it is for', regime.scope),
    routes: entries(regime.routes),
    evidence: entries(regime.evidence),
    parameters: entries(regime.parameters),
    choices: entries(regime.choices),
    criteria: criteriaOf(regime),
    entry: one('entry', 'The way in', { ...entry, ways: undefined }),
    ways: entries(entry.ways),
    capacity: one('capacity', 'Places', regime.capacity),
    strands: entries(
      Object.fromEntries(Object.entries(regime.strands).map(([id, strand]) => [id, { ...strand, states: undefined }])),
    ),
    states: { ...one('first', 'First state', { first: stages.first }), ...statesOf(regime) },
    roles: entries(regime.roles),
    clocks: entries(regime.clocks),
    duties: entries(regime.duties),
    powers: {
      ...entries(regime.powers),
      ...one('powers-over', 'Over whom decisions reach', regime['powers-over'] ?? {}),
    },
    subjects: entries(regime.subjects),
    support: entries(regime.support),
    money: { ...entries(money.lines), ...one('estimate', 'Estimate', money.estimate ?? {}) },
    publication: entries(regime.publication),
    escalation: entries(regime.escalation),
    exit: one('exit', 'The way out', exit),
    relations: Object.fromEntries(
      Object.entries(relations).flatMap(([kind, found]) =>
        Object.entries(entries(found)).map(([id, entry]) => [
          `${kind} ${id}`,
          { ...entry, title: `${relationWords[kind as keyof typeof relationWords]} ${slugWords(id)}` },
        ]),
      ),
    ),
  }
}

/** States of every strand, each with a line for every event that leads on. */
function statesOf(regime: Regime): Entries {
  return Object.fromEntries(
    strandGraphs(regime).flatMap(graph =>
      Object.entries(graph.states).map(([id, { title, says, phase, ends }]): [string, Entry] => {
        const { fields } = entryOf(regime, id, { title, says, phase, ends })
        const onwards = new Map(fields)
        for (const arrow of graph.arrows.filter(one => one.from === id)) {
          const words = [onwards.get(slugWords(arrow.event)), arrowInWords(regime, graph, arrow).slice('→ '.length)]
          onwards.set(slugWords(arrow.event), words.filter(one => one !== undefined).join('; or '))
        }
        return [graph.strand === mainStrand ? id : `${graph.strand}/${id}`, { title, fields: onwards }]
      }),
    ),
  )
}

function criteriaOf(regime: Regime): Entries {
  return Object.fromEntries(
    Object.entries(regime.criteria).map(([id, { title }]) => {
      const words = criterionInWords(regime, id)
        .map(line => line.replace(citation, ''))
        .join('\n')
      return [
        id,
        {
          title,
          fields: new Map([
            ['title', title],
            ['asks', words],
          ]),
        },
      ]
    }),
  )
}

/** The citation at the end of a line of an outline. */
const citation = / \[[^[\]]*\]$/

function entryOf(regime: Regime, id: string, entry: object): Entry {
  const fields = new Map<string, string>()
  flatten(regime, entry, [], fields)
  return { title: fields.get('title') ?? fields.get('says') ?? slugWords(id), fields }
}

const notRules = new Set(['clause', 'confidence', 'note', 'since', 'until'])
const roleFields = new Set([
  'owner',
  'by',
  'recommender',
  'decider',
  'payer',
  'paid-by',
  'given-by',
  'appointed-by',
  'accountable-to',
  'refer-to',
])

function flatten(regime: Regime, value: unknown, path: readonly string[], fields: Map<string, string>): void {
  const last = path.at(-1) ?? ''
  if (value === undefined || notRules.has(last)) return
  // Who acts is told by title: two files may use two ids for one body, and one id for two.
  const isRole = roleFields.has(last) && (typeof value === 'string' || (value !== null && typeof value === 'object'))
  if (isRole) fields.set(path.join(' › '), roleInWords(regime, value as Routed))
  else if (last === 'during' || last === 'while') fields.set(path.join(' › '), duringField(regime, value as During))
  else if (Array.isArray(value) && value.every(one => typeof one !== 'object'))
    fields.set(path.join(' › '), value.join(', '))
  else if (typeof value === 'object' && value !== null)
    for (const [key, child] of Object.entries(value))
      flatten(regime, child, [...path, Array.isArray(value) ? String(Number(key) + 1) : key], fields)
  else fields.set(path.join(' › '), value === null ? 'none' : `${value as string | number | boolean}`)
}

/** Every state in the regime is one thing, whether a file lists them or says so in a word. */
function duringField(regime: Regime, during: During): string {
  const [some, all] = [during, throughout].map(one =>
    statesDuring(regime, one as During)
      .toSorted()
      .join(),
  )
  if (some === all) return duringInWords(regime, throughout)
  return statesDuring(regime, during).join(', ')
}
