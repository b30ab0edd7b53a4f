import { it, beforeAll, afterAll } from 'vitest'
import { appendFileSync, writeFileSync } from 'node:fs'
import { sampleCast } from '../../../sample/cast.ts'
import { readScript } from './script.ts'
import { openStage } from './tmp-stage.ts'
import { dryPlay } from '../../casework/tmp-player.ts'
let stage: any
beforeAll(async () => {
  stage = await openStage()
}, 300_000)
afterAll(() => stage?.close())
const ent = (t: string) =>
  t
    .replace(/<[^>]*>/g, '')
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/\s+/g, ' ')
const cookies = new Map<string, string>()
async function get(as: string, path: string) {
  if (as !== 'public' && !cookies.has(as)) {
    const r = await fetch(`${stage.base}/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: stage.base, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ person: as, next: '/' }),
    })
    cookies.set(as, (r.headers.get('set-cookie') ?? '').split(';')[0] ?? '')
    if (r.status !== 303) throw new Error(`sign in ${as}: ${r.status}`)
  }
  const r = await fetch(stage.base + path, { headers: { cookie: cookies.get(as) ?? '' } })
  return { status: r.status, html: await r.text() }
}
for (const name of (process.env['ONLY'] ?? '').split(','))
  it(name, { timeout: 600_000 }, async () => {
    const out = `/tmp/texts-${name}.txt`
    writeFileSync(out, '')
    const say = (t: string) => appendFileSync(out, t + '\n')
    await dryPlay(
      stage.desk,
      sampleCast(),
      readScript(name),
      async (step: any, now: string, caseId: string, id: string, names: Map<string, string>) => {
        stage.turn(now)
        let path: string | null = null
        let [want, not, status] = [step.shows, [], 200]
        if (step.see) {
          path = step.see.path.replace(/\{([a-z0-9-]+)\}/g, (_: string, n: string) =>
            n === 'case' ? caseId : names.get(n),
          )
          want = [...step.see.expect, ...step.shows]
          not = step.see.not
          status = step.see.status ?? 200
        } else if (want.length || step['shot-at'])
          path = step.plan
            ? `/cases/${caseId}/plan`
            : step.write
              ? `/cases/${caseId}/records/${step.write.kind}`
              : `/cases/${caseId}`
        if (path === null) return
        if (step['shot-at'] && !step.refused) want = [...want, step['shot-at']]
        const r = await get(step.as, path)
        const text = ent(r.html)
        const said = step.plan ? want.filter((w: string) => !w.includes('is saved')) : want
        const missing = said.filter((w: string) => !text.includes(w))
        const there = not.filter((w: string) => text.includes(w))
        if (r.status !== status || missing.length || there.length) {
          say(
            `## ${step.on} ${step.as} ${path}: status ${r.status}; MISSING ${missing.join(' | ')}; THERE ${there.join(' | ')}`,
          )
          writeFileSync(`/tmp/texts-${name}-${step.on}-${step.as}.html`, r.html)
          say(text.slice(text.indexOf('Skip to'), 6000))
        } else say(`ok ${step.on} ${step.as} ${path}`)
      },
    )
  })
