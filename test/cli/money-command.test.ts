/** The money commands as operators use them: a real process, its output, and its exit code. */
import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { serve } from '@hono/node-server'
import { expect, test } from 'vitest'
import { admit, caseworkSite, openedCase, publish, send } from '../web/casework-site.ts'

const main = resolve(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')

test('money case, programme and trial-balance tell what the asker may see', {
  timeout: 120_000,
}, async () => {
  const site = await caseworkSite()
  const directory = site.desk.store.directory as string
  const id = await openedCase(site)
  await admit(site, id)
  await publish(site, id)
  let server: ReturnType<typeof serve> | undefined
  const address = await new Promise<string>(done => {
    server = serve({ fetch: site.app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      done(`http://127.0.0.1:${port}`),
    )
  })
  site.desk.store.publishAddress(address)
  const run = (...args: string[]) =>
    new Promise<{ code: number; stdout: string; stderr: string }>(done => {
      execFile(process.execPath, [main, 'money', ...args, '--directory', directory], (error, stdout, stderr) =>
        done({ code: error ? Number(error.code) : 0, stdout, stderr }),
      )
    })
  const found = await run('case', id)
  expect([found.code, found.stdout]).toEqual([0, expect.stringContaining('No money is shown here.')])
  const write = (kind: string, body: object, by: string) =>
    send(site, 'fay-finance', `/cases/${id}/records`, {
      kind,
      body,
      by,
      on: '2014-06-02',
      reason: 'As agreed.',
      audience: 'public',
    })
  await write('budget', { line: 'pilots', payer: 'master', pence: 10_000_000, exceed: null }, 'finance-approver')
  const bill = { supplier: 'Adviser', from: '2014-05-01', until: '2014-05-31', consultancy: true, reference: 'INV-1' }
  await write('cost', { line: 'pilots', payer: 'master', pence: 5_000_000, ...bill }, 'finance-approver')
  const estimated = { low: 10_000, high: 100_000, consultancy: 20_000, posts: 2, months: 12, basis: 'Like cases' }
  await write('estimate', estimated, 'finance-approver')
  const spent = (await run('case', id)).stdout
  expect(spent).toContain(
    'Of the estimate at most £20,000 was for consultancy; of the cost £50,000 is, £30,000 above that.',
  )
  expect(spent).toMatch(/Paid +Owed +Held +Left\n.* £0 +£50,000 +£0 +£50,000\n/)
  const programme = await run('programme', 'harbour-watch', '--json')
  expect(programme).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(programme.stdout)).toMatchObject({
    recordKind: 'fictional',
    perExit: { pence: null },
    cases: [{ case: id }],
  })
  const balance = await run('trial-balance', '--json')
  expect([balance.code, JSON.parse(balance.stdout).sum]).toEqual([0, 0])
  await new Promise(done => server?.close(done))
  await site.close()
})
