/** A ledger of requests from a file: all of it or nothing, with file, row, column, what was found and what was expected. */
import { describe, expect, test } from 'vitest'
import { planImport } from '../../../src/casework/burden/ledger-import.ts'
import { type LedgerReading, requestsOfRows } from '../../../src/casework/burden/request-rows.ts'
import type { RegisterEntry } from '../../../src/casework/registers/register.ts'
import type { Request } from '../../../src/casework/burden/request.ts'

const header = 'organisation,kind,asker,basis,reference,what,subjects,hours,asked,due,cadence,answered,answer,metric'
const row =
  'XA01,return,Regional team,letter,Letter 4,Waits by site,cancer waits;theatres,2.5,2014-01-06,20/01/2014,once,,,'
const bounds = { organisations: new Set(['XA01', 'XA02']), metrics: new Set(['waits']) }

function read(...lines: readonly string[]): LedgerReading {
  return requestsOfRows(
    lines.map(line => line.split(',')),
    bounds,
    'ledger.csv',
  )
}

function rows(...lines: readonly string[]) {
  const { requests, issues } = read(header, ...lines)
  if (requests === null) throw new Error(issues.map(({ found }) => found).join(' '))
  return requests
}

const entry = (organisation: string, body: Request, id = 'known') =>
  ({ id, version: 1, organisation, body }) as RegisterEntry<Request>

describe('what is read', () => {
  test('a request, with days as a spreadsheet writes them', () => {
    expect(rows(row)).toEqual([
      {
        row: 2,
        organisation: 'XA01',
        body: {
          kind: 'return',
          asker: 'Regional team',
          basis: 'letter',
          reference: 'Letter 4',
          what: 'Waits by site',
          subjects: ['cancer waits', 'theatres'],
          hours: 2.5,
          asked: '2014-01-06',
          due: '2014-01-20',
          cadence: 'once',
          until: null,
          answered: null,
          answer: null,
          metric: null,
          case: null,
        },
      },
    ])
  })

  test('hours that nobody wrote down are unknown', () => {
    expect(rows(row.replace('2.5', ''))[0]?.body.hours).toBeNull()
  })
})

describe('what is refused, with its row and column', () => {
  test.each([
    ['hours', '2.5', '£40', '"£40"', /quarter hours from 0 to 10,000/],
    ['hours', '2.5', '40 GBP', '"40 GBP"', /quarter hours/],
    ['hours', '2.5', '1.1', '1.1', /quarter hours/],
    ['hours', '2.5', '-1', '-1', /quarter hours/],
    ['hours', '2.5', '10000.25', '10000.25', /quarter hours/],
    ['organisation', 'XA01', 'NOPE', 'NOPE', /code of an organisation/],
    ['kind', 'return', 'favour', '"favour"', /"return", "assurance-demand"/],
    ['asked', '2014-01-06', 'soon', '"soon"', /a day that exists/],
    ['due', '20/01/2014', '01/01/2014', 'it due on 2014-01-01', /a day from 2014-01-06/],
    ['cadence', 'once', 'hourly', '"hourly"', /"once", "week", "month"/],
    ['what', 'Waits by site', '', 'nothing', /words/],
    ['asker', 'Regional team', '\u200B', '"\u200B"', /can be seen/],
    ['reference', 'Letter 4', '', 'the basis "letter" without a reference', /it rests on/],
    ['what', 'Waits by site', 'Waits \u202Eetis yb', 'text that cannot be kept', /plain text/],
  ])('%s: %s is %s', (column, from, to, found, expected) => {
    const { requests, issues } = read(header, row, row.replace(from, to))
    expect(requests).toBeNull()
    expect(issues[0]).toMatchObject({ file: 'ledger.csv', row: 3, column, found })
    expect(issues[0]?.expected).toMatch(expected)
  })

  test('a figure that is not loaded', () => {
    expect(read(header, `${row}beds`).issues).toMatchObject([{ row: 2, column: 'metric', found: 'beds' }])
  })

  test('more values than the header has columns', () => {
    expect(read(header, `${row},more`).issues).toMatchObject([{ row: 2, found: '15 values' }])
  })

  test('a header that is no ledger’s: what is missing, unknown, twice', () => {
    const { issues } = read(header.replace('asker', 'askr').replace('hours', 'kind'), row)
    expect(issues.map(({ check, column }) => [check, column])).toEqual([
      ['unknown-column', 'askr'],
      ['column-twice', 'kind'],
      ['missing-column', 'asker'],
      ['missing-column', 'hours'],
    ])
    expect(issues[0]?.todo).toBe('Did you mean "asker"?')
  })

  test('a header alone, and nothing at all', () => {
    expect(read(header).issues).toMatchObject([{ found: '0 requests' }])
    expect(read('').requests).toBeNull()
  })
})

describe('a ledger with duplicates', () => {
  const answered = row.replace('once,,,', 'once,2014-01-19,Mail 7,')

  test('writes an exact repeat once, whatever its capitals, and says which row it repeats', () => {
    const plan = planImport(rows(row, row.replace('Regional team', 'REGIONAL TEAM'), row.replace('XA01', 'XA02')), [])
    expect(plan.write.map(one => [one.row, one.organisation])).toEqual([
      [2, 'XA01'],
      [4, 'XA02'],
    ])
    expect(plan.repeats).toEqual([{ row: 3, first: 2 }])
  })

  test('writes nothing that the register has', () => {
    const known = rows(row).map(one => entry(one.organisation, one.body))
    expect(planImport(rows(row), known)).toEqual({ write: [], repeats: [{ row: 2, first: null }] })
  })

  test('writes an answer as the next version of what it answers, and takes none back', () => {
    const [open, closed] = [rows(row), rows(answered)]
    const known = open.map(one => entry(one.organisation, one.body))
    expect(planImport(closed, known).write).toMatchObject([
      { follows: { id: 'known' }, body: { answered: '2014-01-19', answer: 'Mail 7' } },
    ])
    const since = closed.map(one => entry(one.organisation, one.body))
    expect(planImport(open, since).write).toEqual([])
    expect(planImport(rows(row, answered), []).write).toMatchObject([
      { follows: null, body: { answered: '2014-01-19' } },
    ])
  })

  test('keeps a request on another day apart', () => {
    expect(planImport(rows(row, row.replace('2014-01-06', '2014-01-07')), []).write).toHaveLength(2)
  })
})
