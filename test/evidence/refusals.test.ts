import { describe, expect, it } from 'vitest'
import { listZip } from '../../src/evidence/zip.ts'
import { readFile } from '../../src/evidence/read-file.ts'
import { RefusedFile } from '../../src/evidence/refused-file.ts'
import { loadSources } from '../../src/evidence/sources.ts'
import { file, nof, nofHeader, reading, refusal, zipOf } from './reading.ts'

const good = nof([{ value: '5' }, { code: 'ZA-002', value: '6' }])
const header = 'organisation,metric,period,value'
const nhsNumbers = ['9434765919', '943 476 5870', '4010232137', '5990128088']

describe('A file is refused whole', () => {
  it.each([
    { what: 'empty', name: 'empty.csv', content: '', check: 'empty-file' },
    { what: 'blank', name: 'blank.csv', content: '\n\n\n', check: 'empty-file' },
    { what: 'a header and nothing below', name: 'header.csv', content: `${nofHeader}\n`, check: 'header-only' },
    {
      what: 'apart by semicolons',
      name: 'semicolons.csv',
      content: good.replaceAll(',', ';'),
      check: 'wrong-delimiter',
      found: 'semicolons',
    },
    {
      what: 'apart by tabs',
      name: 'tabs.csv',
      content: good.replaceAll(',', '\t'),
      check: 'wrong-delimiter',
      found: 'tabs',
    },
    {
      what: 'of people: NHS numbers in a column that says so',
      name: 'people.csv',
      content: 'NHS Number,Organisation,Metric\n9434765919,RJ1,x\n',
      check: 'patient-level',
      found: 'NHS Number',
    },
    {
      what: 'of people: dates of birth beside known columns',
      name: 'births.csv',
      content: `${header},Date_of_Birth\nRJ1,x,2024-06,5,1961-02-03\n`,
      check: 'patient-level',
      found: 'Date_of_Birth',
    },
    {
      what: 'of people: postcodes',
      name: 'postcodes.csv',
      content: `${header},Postcode\nRJ1,x,2024-06,5,LS1 3EX\n`,
      check: 'patient-level',
      found: 'Postcode',
    },
    {
      what: 'of people: NHS numbers under an innocent name',
      name: 'innocent.csv',
      content: `${header},reference\n${nhsNumbers.map(number => `RJ1,x,2024-06,5,${number}`).join('\n')}\n`,
      check: 'patient-level',
      found: '4 values',
    },
    { what: 'ending inside a quoted value', name: 'quote.csv', content: `${good}"Q1 2025/26,Lond`, check: 'truncated' },
    {
      what: 'ending in the middle of a row',
      name: 'cut.csv',
      content: `${good}Q1 2025/26,London,Acute tr`,
      check: 'truncated',
      row: 4,
    },
    {
      what: 'with fewer rows than its trailer declares',
      name: 'trailer.csv',
      content: `${header}\nRJ1,x,2024-06,5\nTotal rows: 3\n`,
      check: 'truncated',
    },
    {
      what: 'with broken quoting',
      name: 'broken.csv',
      content: `${header}\nRJ1,"x"y,2024-06,5\nRJ2,x,2024-06,5\n`,
      check: 'broken-quoting',
    },
    {
      what: 'a web page named as CSV',
      name: 'page.csv',
      content: '<!DOCTYPE html><html><body>Not found</body></html>',
      check: 'not-what-its-name-says',
      found: 'web page',
    },
    {
      what: 'a web page named as XLSX',
      name: 'page.xlsx',
      content: '<html><body>Sign in</body></html>',
      check: 'not-what-its-name-says',
      found: 'web page',
    },
    {
      what: 'a ZIP named as CSV',
      name: 'zip.csv',
      content: zipOf([{ name: 'a.csv', content: good }]),
      check: 'not-what-its-name-says',
      found: 'ZIP',
    },
    { what: 'a CSV named as ZIP', name: 'csv.zip', content: good, check: 'not-what-its-name-says', found: 'text' },
    { what: 'a PDF', name: 'letter.csv', content: '%PDF-1.7\nx', check: 'not-what-its-name-says', found: 'PDF' },
    {
      what: 'a damaged workbook',
      name: 'broken.xls',
      content: Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
      check: 'truncated',
    },
    {
      what: 'a table nobody knows',
      name: 'recipes.csv',
      content: 'dish,minutes\nsoup,20\n',
      check: 'unrecognised',
      found: '"dish"',
    },
    {
      what: 'with a column it reads twice',
      name: 'twice.csv',
      content: `${header},Value\nRJ1,x,2024-06,5,6\n`,
      check: 'duplicated-column',
      found: 'Value',
    },
    {
      what: 'a ZIP without its end',
      name: 'short.zip',
      content: zipOf([{ name: 'a.csv', content: good }]).subarray(0, 200),
      check: 'truncated',
    },
    {
      what: 'a ZIP that unpacks to more than it says',
      name: 'liar.zip',
      content: zipOf([{ name: 'a.csv', content: good, claims: 20 }]),
      check: 'zip-bomb',
    },
    {
      what: 'a ZIP that swells',
      name: 'bomb.zip',
      content: zipOf([{ name: 'a.csv', content: Buffer.alloc(20_000_000, 48) }]),
      check: 'zip-bomb',
      found: 'swelling',
    },
    {
      what: 'a ZIP in a ZIP',
      name: 'nested.zip',
      content: zipOf([{ name: 'b.zip', content: zipOf([{ name: 'a.csv', content: good }]) }]),
      check: 'nested-zip',
    },
    {
      what: 'a ZIP that would write elsewhere',
      name: 'path.zip',
      content: zipOf([{ name: '../../etc/a.csv', content: good }]),
      check: 'zip-path',
    },
    {
      what: 'a ZIP whose checksum is wrong',
      name: 'crc.zip',
      content: damaged(zipOf([{ name: 'a.csv', content: good }])),
      check: 'truncated',
    },
  ])('$what ($check)', async ({ name, content, check, found = '', row }) => {
    const issue = await refusal(file(name, content))
    expect(issue).toMatchObject({ severity: 'refused', check, file: name, ...(row ? { row } : {}) })
    expect(issue.found).toContain(found)
    expect(issue.todo.length).toBeGreaterThan(10)
  })

  it('without repeating what it holds of people', async () => {
    const issue = await refusal(
      file('people2.csv', `${header},reference\n${nhsNumbers.map(number => `RJ1,x,2024-06,5,${number}`).join('\n')}\n`),
    )
    for (const number of nhsNumbers) expect(JSON.stringify(issue)).not.toContain(number)
  })

  it('when the NHS numbers come late, under a name it knows or not', async () => {
    const rows = Array.from({ length: 3000 }, (_, at) => `RJ1,x-${at},2024-06,5,${at < 2990 ? '' : nhsNumbers[at % 4]}`)
    const issue = await refusal(file('late.csv', `${header},Ward reference\n${rows.join('\n')}\n`))
    expect(issue).toMatchObject({ check: 'patient-level', column: 'Ward reference' })
  })

  it('when every row is in error: that is told first, then each fault', async () => {
    const path = file('wrong.csv', nof([{ value: 'lots' }, { value: 'many' }, { quarter: 'Q9', value: '5' }]))
    await expect(
      readFile(path, { sources: await loadSources(), today: '2026-11-22', importIndex: 0 }),
    ).rejects.toMatchObject({
      issues: [
        { severity: 'refused', check: 'nothing-left', found: '3 rows, every one of them in error' },
        { severity: 'refused', check: 'unreadable-number', row: 2, count: 2 },
        { severity: 'refused', check: 'unreadable-period', row: 4 },
      ],
    })
  })

  it('when an archive holds a table without rows, no table, or none that is known', async () => {
    const header = file('header.zip', zipOf([{ name: 'a.csv', content: `${nofHeader}\n` }]))
    expect(await refusal(header)).toMatchObject({ check: 'header-only' })
    const bare = file('bare.zip', zipOf([{ name: 'readme.md', content: 'hello' }]))
    expect((await refusal(bare)).found).toContain('there is no CSV file or workbook in it')
    const other = file('other.zip', zipOf([{ name: 'a.csv', content: 'colour,shape\nred,round\n' }]))
    expect((await refusal(other)).found).toContain('a.csv: its first row is "colour", "shape"')
  })

  it('when an archive declares more than may be unpacked', async () => {
    const path = file('large.zip', zipOf([{ name: 'a.csv', content: good }]))
    await expect(listZip(path, 'large.zip', { members: 1, bytes: 100, ratio: 200 })).rejects.toThrow(RefusedFile)
  })
})

describe('What is odd but sound is read', () => {
  it('an archive with the litter of the computer it was made on', async () => {
    const { report } = await reading(
      file(
        'mac.zip',
        zipOf([
          { name: '__MACOSX/._a.csv', content: 'x' },
          { name: 'a.csv', content: good },
        ]),
      ),
    )
    expect(report).toMatchObject({ source: 'nof-trust-data', observations: 2, issues: [] })
  })

  it('several tables of one source in an archive, whose rows are numbered on', async () => {
    const { observations, issues } = await reading(
      file(
        'two.zip',
        zipOf([
          { name: 'a.csv', content: good },
          { name: 'b.csv', content: nof([{ quarter: 'Q2 2025/26', value: '7' }]) },
          { name: 'notes.csv', content: 'a,b\n1,2\n' },
        ]),
      ),
    )
    expect(observations.map(one => one.source.row)).toEqual([2, 3, 5])
    expect(issues('several-tables')).toMatchObject([{ found: 'a.csv (rows 1 to 3), b.csv (rows 4 to 5)' }])
    expect(issues('table-not-read')).toMatchObject([{ count: 1 }])
  })

  it('a title above the header, blank rows, and text in UTF-16', async () => {
    const text = `Figures of 2024\n\n${header}\n\nRJ1,x-m,2024-06,5\n`
    const { observations } = await reading(
      file('title.csv', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])),
    )
    expect(observations).toMatchObject([{ organisation: 'RJ1', source: { row: 5 } }])
  })
})

/** Changes one byte of the packed content. */
function damaged(zip: Buffer): Buffer {
  const copy = Buffer.from(zip)
  copy.writeUInt32LE(0x12345678, copy.indexOf(Buffer.from('504b0102', 'hex')) + 16)
  return copy
}
