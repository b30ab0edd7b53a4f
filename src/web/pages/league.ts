/** The league table of a peer group: likely range before place, ties as ties, no false order among the inseparable. */
import { z } from 'zod'
import { echo, PageFault } from '../fault.ts'
import { leagueBands } from '../league-bands.ts'
import { contextOf, contextSchema, definePage, linker, type PageRequest } from '../page.ts'
import { requirePeriod } from '../sector.ts'
import { relativeNote } from '../../assessment/caveats.ts'
import { whyMoved } from '../segment-words.ts'

const pair = z.tuple([z.number(), z.number()]).nullable()
const sorts = ['separable', 'place', 'name', 'score', 'segment', 'region'] as const

const row = z.object({
  code: z.string(),
  name: z.string(),
  subtype: z.string().nullable(),
  region: z.string().nullable(),
  segment: z.number().nullable(),
  why: z.string().nullable(),
  averageScore: z.number().nullable(),
  likelyScore: pair,
  likelyRank: pair.meta({ description: 'Stands before the rank; the rank is never given without it.' }),
  rank: z.number().nullable().meta({ description: 'Null where its likely range is not known.' }),
  rankTied: z.boolean(),
})

const schema = contextSchema.extend({
  peerGroup: z.object({ id: z.string(), title: z.string(), organisations: z.number() }),
  peerGroups: z.array(z.object({ id: z.string(), title: z.string(), organisations: z.number() })),
  caveats: z.array(z.string()),
  relative: z.string().nullable(),
  filters: z.object({ region: z.string(), type: z.string(), sort: z.enum(sorts), order: z.enum(['up', 'down']) }),
  regions: z.array(z.string()),
  types: z.array(z.string()),
  bands: z.array(z.object({ says: z.string().nullable(), rows: z.array(row) })),
  shown: z.number(),
})
export type LeagueModel = z.infer<typeof schema>
type Row = z.infer<typeof row>

export const leaguePage = definePage<LeagueModel>({
  path: '/league',
  title: 'League table',
  summary: 'One peer group in order of place, with the likely range of every place.',
  parameters: {
    group: 'peer group, for example acute',
    region: 'only this region',
    type: 'only this kind of trust within the group',
    sort: `one of ${sorts.join(', ')}`,
    order: 'up or down',
  },
  schema,
  view: leagueView,
  template: 'league.njk',
  pictures: (model, { choice, query }) => {
    const keep = Object.fromEntries(['group', 'region', 'type'].map(name => [name, query.get(name) ?? '']))
    const link = linker(choice.given)
    return {
      sortLink: (sort: string) => {
        const again = model.filters.sort === sort && model.filters.order === 'up'
        return link('/league', { ...keep, sort, order: again ? 'down' : null })
      },
      unsortedLink: link('/league', keep),
      downloadQuery: link('', { ...keep, sort: query.get('sort'), order: query.get('order') }),
    }
  },
  table: model => ({
    columns: [
      'framework',
      'period',
      'peer_group',
      'code',
      'name',
      'type',
      'region',
      'segment',
      'why_moved',
      'average_score',
      'likely_score_from',
      'likely_score_to',
      'likely_rank_from',
      'likely_rank_to',
      'rank',
      'rank_tied',
    ],
    rows: model.bands.flatMap(band =>
      band.rows.map(one => [
        model.framework.id,
        model.period?.id ?? null,
        model.peerGroup.id,
        one.code,
        one.name,
        one.subtype,
        one.region,
        one.segment,
        one.why,
        one.averageScore,
        one.likelyScore?.[0] ?? null,
        one.likelyScore?.[1] ?? null,
        one.likelyRank?.[0] ?? null,
        one.likelyRank?.[1] ?? null,
        one.rank,
        one.rankTied,
      ]),
    ),
  }),
})

function leagueView(request: PageRequest): LeagueModel {
  const { choice, sector, query } = request
  const { framework, snapshot } = choice
  const { assessment } = sector.work(choice, requirePeriod(choice).id)
  const peerGroups = Object.entries(framework['peer-groups'])
    .map(([id, { title }]) => ({
      id,
      title,
      organisations: assessment.organisations.filter(one => one.peerGroup === id).length,
    }))
    .filter(group => group.organisations > 0)
  const peerGroup = query.get('group') ? peerGroups.find(group => group.id === query.get('group')) : peerGroups[0]
  if (!peerGroup) {
    const known = peerGroups.map(group => group.id).join(', ')
    throw new PageFault(
      404,
      'There is no such group',
      `No organisations of the group "${echo(query.get('group') ?? '')}" are loaded. The groups are ${known}.`,
    )
  }
  const members = assessment.organisations.filter(one => one.peerGroup === peerGroup.id)
  const rows = members.map(
    (one): Row => ({
      code: one.code,
      name: one.name,
      subtype: snapshot.organisations.get(one.code)?.subtype ?? null,
      region: one.region,
      segment: one.segment,
      why: whyMoved(framework, one),
      averageScore: one.averageScore,
      likelyScore: one.likelyScore && [one.likelyScore[0], one.likelyScore[1]],
      likelyRank: one.likelyRank && [one.likelyRank[0], one.likelyRank[1]],
      // Invariant 9: no place without its range.
      rank: one.likelyRank ? one.rank : null,
      rankTied: one.rankTied,
    }),
  )
  const sort = sorts.find(name => name === query.get('sort')) ?? 'separable'
  const filters = {
    region: query.get('region') ?? '',
    type: query.get('type') ?? '',
    sort,
    order: query.get('order') === 'down' ? ('down' as const) : ('up' as const),
  }
  const kept = (one: Row) =>
    (filters.region === '' || one.region === filters.region) && (filters.type === '' || one.subtype === filters.type)
  const bands =
    sort === 'separable' ? bandsOf(rows, kept) : [{ says: null, rows: sorted(rows.filter(kept), sort, filters.order) }]
  return {
    ...contextOf(request),
    peerGroup,
    peerGroups,
    caveats: [...assessment.caveats],
    relative: relativeNote(framework),
    filters,
    regions: distinct(rows.map(one => one.region)),
    types: distinct(rows.map(one => one.subtype)),
    bands,
    shown: bands.reduce((sum, band) => sum + band.rows.length, 0),
  }
}

/** Bands are worked out over the whole group, so that a filter never makes an order appear. */
function bandsOf(rows: readonly Row[], kept: (row: Row) => boolean): LeagueModel['bands'] {
  return leagueBands(rows)
    .map(({ members, separable }) => ({ separable, places: members.map(one => one.rank), rows: members.filter(kept) }))
    .filter(band => band.rows.length > 0)
    .map(band => ({ says: bandSentence(band.separable, band.places, band.rows.length), rows: band.rows }))
}

function bandSentence(separable: boolean, places: readonly (number | null)[], shown: number): string | null {
  const known = places.filter(place => place !== null)
  if (known.length === 0) return 'Not placed: too little is known. In alphabetical order.'
  if (separable) return null
  const from = Math.min(...known)
  const to = Math.max(...known)
  const some = shown < places.length ? ` (${shown} shown)` : ''
  return `Places ${from} to ${to}, ${places.length} organisations${some}: none can be told apart from the first with confidence, so they are in alphabetical order.`
}

function sorted(rows: Row[], sort: (typeof sorts)[number], order: 'up' | 'down'): Row[] {
  const last = Number.MAX_SAFE_INTEGER
  const by: Record<(typeof sorts)[number], (a: Row, b: Row) => number> = {
    separable: () => 0,
    place: (a, b) => (a.rank ?? last) - (b.rank ?? last),
    name: (a, b) => a.name.localeCompare(b.name, 'en-GB'),
    score: (a, b) => (a.averageScore ?? last) - (b.averageScore ?? last),
    segment: (a, b) => (a.segment ?? last) - (b.segment ?? last),
    region: (a, b) => (a.region ?? '~').localeCompare(b.region ?? '~', 'en-GB'),
  }
  const direction = order === 'down' ? -1 : 1
  return rows.sort((a, b) => direction * by[sort](a, b) || a.name.localeCompare(b.name, 'en-GB'))
}

function distinct(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter(value => value !== null))].sort((a, b) => a.localeCompare(b, 'en-GB'))
}
