/** The scan for names would find one, wherever it stood. */
import ical from 'ical-generator'
import { expect, it } from 'vitest'
import { writeWorkbook } from '../../src/evidence/workbook.ts'
import type { Report } from '../../src/publication/report.ts'
import { reportDocx } from '../../src/publication/report-docx.ts'
import { reportPdf } from '../../src/publication/report-pdf.ts'
import { csv } from '../../src/web/csv.ts'
import { namesIn, partsOf } from './names-said.ts'

const name = 'Wilhelmina Oakenshade-Føroyar'
const says = (who: string) =>
  `${'The board met and heard what had been done since. '.repeat(3)}It thanked ${who} for it.`

const report = (who: string): Report => ({
  title: 'How the sector stands',
  subtitle: 'For the board',
  about: [],
  made: '2026-11-22T09:00:00.000Z',
  parts: [{ title: 'Part 1', sections: [{ title: 'Thanks', paragraphs: [says(who)], tables: [] }] }],
})
const event = { id: '1', start: '2026-01-01T00:00:00Z', allDay: true }

/** Something of each kind that the product gives out, in which somebody is named. */
const media: Readonly<Record<string, (who: string) => string | Uint8Array | Promise<Uint8Array>>> = {
  'a log': who =>
    `Turnaround is at http://localhost:4000\nThe page /people failed. Error: Found "${who.toUpperCase()}".\n`,
  JSON: who => JSON.stringify({ reason: says(who) }),
  'JSON that keeps to ASCII': who => JSON.stringify({ who }).replaceAll(/[^ -~]/g, one => `\\u${hex(one, 4)}`),
  CSV: who => csv({ columns: ['reason'], rows: [[`"${says(who)}"`]] }, 'fictional'),
  'an Atom feed': who =>
    `<entry><title>${says(who).replaceAll(/[^ -~]/g, one => `&#x${hex(one, 1)};`)}</title></entry>`,
  'an address': who => `http://localhost:4000/search?q=${encodeURIComponent(who)}`,
  'a calendar, whose lines are folded': who => ical({ events: [{ ...event, summary: says(who) }] }).toString(),
  'a workbook': who => writeWorkbook('Plan', [[says(who)]]),
  'a report as DOCX': who => reportDocx(report(who)),
  'a report as PDF': who => reportPdf(report(who)),
}

it.each(Object.entries(media))('%s: found where it stands, and not where it does not', async (_, saying) => {
  expect(await namesIn(await saying(name), partsOf([name]))).toEqual(['wilhelmina', 'oakenshade', 'føroyar'])
  expect(await namesIn(await saying('candidate-1'), partsOf([name]))).toEqual([])
})

it('as other words that are known, and as what is no word', () => {
  expect(partsOf(['Ada Marshgate-Quay', 'Ned Fenwright'], 'Marshgate Hospital')).toEqual(['fenwright'])
})

function hex(letter: string, digits: number): string {
  return letter.charCodeAt(0).toString(16).padStart(digits, '0')
}
