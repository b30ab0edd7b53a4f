/** Documents attached to a case: told by their bytes, refused where they are of the wrong kind, given out to whoever may see them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CaseworkSite, caseworkSite, home, openedCase, publish } from './casework-site.ts'

let site: CaseworkSite
let id: string
beforeAll(async () => {
  site = await caseworkSite()
  id = await openedCase(site)
  await publish(site, id)
}, 60_000)
afterAll(() => site?.close())

const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n')
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')

interface Sent {
  readonly name: string
  readonly content: Uint8Array
  readonly audience?: string
}

function formOf({ name, content, audience = 'case' }: Sent): FormData {
  const body = new FormData()
  const fields = {
    title: 'Letter to the board',
    on: '2014-06-02',
    by: 'office',
    audience,
    reason: 'As sent.',
    about: '',
  }
  for (const [field, value] of Object.entries(fields)) body.append(field, value)
  body.append('file', new Blob([Uint8Array.from(content)]), name)
  return body
}

const attach = (sent: Sent, as = 'ida-office') =>
  site.ask(`/cases/${id}/documents`, as, {
    method: 'POST',
    body: formOf(sent),
    headers: { origin: home, host: 'localhost:4000' },
  })
const attachByApi = (sent: Sent, key: string, as = 'ida-office') =>
  site.ask(`/api/v1/cases/${id}/documents`, as, {
    method: 'POST',
    body: formOf(sent),
    headers: { 'idempotency-key': key },
  })
const documents = async (as?: string) =>
  (
    (await (await site.ask(`/cases/${id}/documents.json`, as)).json()) as {
      documents: { record: string; sha256: string }[]
    }
  ).documents

describe('a document', () => {
  it('is kept as it was sent, and given out again byte by byte, to be saved and never opened in the page', async () => {
    expect((await attach({ name: 'letter.pdf', content: pdf })).status).toBe(303)
    const [found] = await documents('ida-office')
    const answer = await site.ask(`/cases/${id}/documents/${found?.record}`, 'ida-office')
    expect(Buffer.from(await answer.arrayBuffer()).equals(pdf)).toBe(true)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect(answer.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''letter.pdf")
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('is seen by those whom its record is for, and by nobody else', async () => {
    const [own] = await documents('ida-office')
    expect(await documents()).toEqual([])
    expect((await site.ask(`/cases/${id}/documents/${own?.record}`)).status).toBe(404)
    expect(
      (await attach({ name: 'notice.txt', content: Buffer.from('All may read this.\n'), audience: 'public' })).status,
    ).toBe(303)
    const [open] = await documents()
    expect(await (await site.ask(`/cases/${id}/documents/${open?.record}`)).text()).toBe('All may read this.\n')
  })

  it('sent twice under one key is attached once; another file under that key is refused', async () => {
    const before = (await documents('ida-office')).length
    const first = await attachByApi({ name: 'table.csv', content: Buffer.from('a,b\n1,2\n') }, 'k1')
    const again = await attachByApi({ name: 'table.csv', content: Buffer.from('a,b\n1,2\n') }, 'k1')
    expect([first.status, again.status]).toEqual([201, 201])
    expect(((await first.json()) as { id: string }).id).toBe(((await again.json()) as { id: string }).id)
    expect((await attachByApi({ name: 'table.csv', content: Buffer.from('a,b\n1,3\n') }, 'k1')).status).toBe(409)
    expect(await documents('ida-office')).toHaveLength(before + 1)
  })
})

describe('an attachment of the wrong kind', () => {
  it.each([
    ['a page', 'page.html', Buffer.from('<html><script>alert(1)</script>'), 'found a file of the kind "html"'],
    ['a picture that can run scripts', 'plan.svg', Buffer.from('<svg/>'), 'found a file of the kind "svg"'],
    ['a workbook with macros', 'plan.xlsm', Buffer.from('PK'), 'found a file of the kind "xlsm"'],
    ['a program', 'letter.exe', Buffer.from('MZ\u0090'), 'found a file of the kind "exe"'],
    ['a file with no ending', 'letter', pdf, 'found a file of the kind "none"'],
    ['a picture called a PDF', 'letter.pdf', png, 'its bytes are png'],
    [
      'a page called a text',
      'letter.txt',
      Buffer.from(' <html><script>alert(1)</script>'),
      'its bytes are bytes of no known kind',
    ],
    ['bytes called a table', 'table.csv', Buffer.from([1, 2, 3, 0]), 'its bytes are bytes of no known kind'],
    [
      'a table of patients',
      'list.csv',
      Buffer.from('NHS number,Ward\n9434765919,A\n'),
      'what looks like records of people',
    ],
    ['nothing at all', 'letter.pdf', Buffer.alloc(0), 'found an empty file'],
  ])('%s is refused in words, and nothing of it is kept', async (_what, name, content, words) => {
    const before = (await documents('ida-office')).length
    const answer = await attach({ name, content })
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain(words.replaceAll('"', '&quot;'))
    expect(await documents('ida-office')).toHaveLength(before)
  })

  it('one that is too large is refused before it is read whole', async () => {
    const answer = await attachByApi({ name: 'letter.pdf', content: Buffer.alloc(10_200_000, 32) }, 'k2')
    expect(answer.status).toBe(413)
  })

  it('of somebody who is not signed in, or has no leave, is refused, and no byte of it is kept', async () => {
    const kept = async () =>
      (await site.desk.store.db.selectFrom('attachment').select('sha256').execute()).map(one => one.sha256)
    const before = await kept()
    const content = Buffer.from('Nobody asked for this.')
    expect((await attachByApi({ name: 'note.txt', content }, 'k4', '')).status).toBe(401)
    expect((await attachByApi({ name: 'note.txt', content }, 'k5', 'leo-lookout')).status).toBe(403)
    expect(await kept()).toEqual(before)
  })

  it('cannot come in by another name than what it is', async () => {
    const [{ sha256 } = { sha256: '' }] = await documents('ida-office')
    const body = { title: 'A letter', name: 'run.bat', sha256, about: null }
    const answer = await site.ask(`/api/v1/cases/${id}/records`, 'ida-office', {
      method: 'POST',
      body: JSON.stringify({ kind: 'document', body, on: '2014-06-02', by: 'office', reason: 'As sent.' }),
      headers: { 'content-type': 'application/json', 'idempotency-key': 'k6' },
    })
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining('run.bat: the file that was sent is'),
    ])
  })

  it('a record cannot name a file that was never sent', async () => {
    const body = { title: 'A letter', name: 'letter.pdf', sha256: '0'.repeat(64), about: null }
    const answer = await site.ask(`/api/v1/cases/${id}/records`, 'ida-office', {
      method: 'POST',
      body: JSON.stringify({ kind: 'document', body, on: '2014-06-02', by: 'office', reason: 'As sent.' }),
      headers: { 'content-type': 'application/json', 'idempotency-key': 'k3' },
    })
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('No file with this SHA-256 has been sent')
  })
})
