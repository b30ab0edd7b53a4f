/** `turnaround regime entry` as scripts use it: a real process, its output, and its exit code. */
import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { shared, sharedFile } from '../../shared.ts'

const main = resolve(import.meta.dirname, '..', '..', '..', 'src', 'cli', 'main.ts')
const file = sharedFile('data', 'nof', 'nhs-oversight-framework-mental-health-and-community-trust-data-q2-25-26.csv')

function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise(done => {
    execFile(process.execPath, [main, 'regime', 'entry', ...args], { maxBuffer: 1 << 28 }, (error, stdout, stderr) =>
      done({ code: error ? Number(error.code) : 0, stdout, stderr }),
    )
  })
}

describe.skipIf(shared === null)(
  'regime entry on the published figures of a quarter (needs the shared figures)',
  () => {
    const regime = 'provider-improvement-programme-2025'

    test('as JSON: the shape that scripts rely on, and the tree of each organisation down to file and row', async () => {
      const { code, stdout } = await run(regime, file, '--period', '2025-26-Q2', '--json')
      const json = JSON.parse(stdout)
      expect(code).toBe(0)
      expect(json).toMatchObject({ regime, period: '2025-26-Q2', places: { number: 15, kind: 'expected' } })
      expect(json.head).toContain('Calculated, not decided')
      expect(json.organisations).toHaveLength(61)
      for (const one of json.organisations) {
        expect(['met', 'not-met', 'needs-judgement', 'evidence-missing']).toContain(one.outcome)
        expect(['admitted', 'waiting', 'none']).toContain(one.place)
        expect(one.reasons.length).toBeGreaterThan(0)
        // Nobody has rated the boards in these figures, so nobody can meet the normal way.
        expect(one.outcome).not.toBe('met')
      }
      expect(JSON.stringify(json.organisations[0].criterion)).toContain('mental-health-and-community-trust-data')
    })

    test('one organisation in words: every reason, who decides, and exit 1 where the answer is not met', async () => {
      const { code, stdout } = await run(regime, file, '--organisation', 'rpg')
      expect(code).toBe(1)
      expect(stdout).toContain('Oxleas NHS Foundation Trust (RPG): needs judgement.')
      expect(stdout).toContain('NHS England may judge.')
      expect(stdout).toContain('no finding known by 30 September 2025')
    })

    test('an unknown organisation, period or regime: exit 2, in words', async () => {
      for (const [args, words] of [
        [[regime, file, '--organisation', 'XXX'], 'Nothing is loaded of an organisation with the code "XXX"'],
        [[regime, file, '--period', 'soon'], '--period: found "soon"; expected a period'],
        [['no-such-regime', file], 'There is no regime "no-such-regime"'],
      ] as const) {
        const { code, stdout, stderr } = await run(...args)
        expect([code, stdout]).toEqual([2, ''])
        expect(stderr).toContain(words)
        expect(stderr).not.toContain('fault of Turnaround')
      }
    })
  },
)
