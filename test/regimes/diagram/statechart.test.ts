/** The picture and the Mermaid text of a regime's course. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { statechart, statechartInWords } from '../../../src/charts/statechart.ts'
import { diagramOf, mermaid } from '../../../src/regimes/diagram.ts'
import { readRegime } from '../../../src/regimes/regime-file.ts'
import { projectFiles, root } from '../../house/source-files.ts'
import { changed, harbour } from '../examples/harbour.ts'

const { regime } = harbour()
const panels = diagramOf(regime)
const frame = { id: 'course', title: 'Course of <the> watch', description: statechartInWords(panels) }
const svg = statechart({ ...frame, width: 340 }, panels)
const text = svg.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

describe('the picture', () => {
  test('names every state, its phase and how it ends, in words', () => {
    for (const words of [
      'A plan is being drafted',
      'Before entry',
      'In the regime',
      'After the regime; the case ends in success',
    ])
      expect(text).toContain(words)
  })

  test('names every event with its condition, and what happens by itself with a clock', () => {
    expect(text).toContain('admitted → A plan is being drafted if Segment 4, weak')
    expect(text).toContain('only NHS trust')
    expect(text).toMatch(
      /consultation closed → The plan is carried out by itself, when the time runs out: Time for comment/,
    )
    expect(svg).toContain('state-clock')
  })

  test('has a panel for each strand, with the states during which it runs', () => {
    expect(svg.match(/class="state-panel"/g)).toHaveLength(2)
    expect(text).toContain('Beside it: Review of the board')
    expect(text).toContain('Runs during: A plan is being drafted')
  })

  test('tells phases apart by border, endings by a double one, the first state by a dot', () => {
    for (const name of ['state-before', 'state-in', 'state-after', 'state-inner', 'state-first'])
      expect(svg).toContain(name)
    expect(svg.match(/state-inner/g)).toHaveLength(4)
  })

  test('has a name and a description, says that it shows rules, and escapes what it prints', () => {
    expect(svg).toContain('<title id="course-title">Course of &lt;the&gt; watch</title>')
    expect(svg).toMatch(/<desc id="course-description">Course of a case\. Not in the watch: admitted leads to A plan/)
    expect(svg).toContain('rules, not anybody’s figures')
    expect(svg).not.toMatch(/style=|NaN|undefined|Infinity/)
  })
})

describe('the Mermaid text', () => {
  const lines = mermaid(regime).split('\n')

  test('is one state diagram with the strands inside', () => {
    expect(lines[0]).toBe('stateDiagram-v2')
    expect(lines).toContain('  [*] --> s_outside')
    expect(lines).toContain('  s_draft --> s_consultation: draft published')
    expect(lines).toContain('  s_out --> [*]')
    expect(lines).toContain('    p1_under_review --> p1_confirmed: board confirmed')
    expect(lines).toContain(
      '  s_consultation --> s_delivery: consultation closed ⏱ when the time runs out, Time for comment',
    )
  })

  test('keeps what Mermaid would read as syntax out of its words', () => {
    const { regime: odd } = harbour(undefined, changed(['A plan is being drafted', '"Draft; 1: <x> #2 {%%}"']))
    const line = mermaid(odd)
      .split('\n')
      .find(one => one.includes('Draft'))
    expect(line).toContain('Draft#59; 1#58; #60;x#62; #35;2 #123;#37;#37;#125;')
  })
})

const files = projectFiles('regimes').filter(file => file.endsWith('.yaml') && !file.endsWith('.examples.yaml'))

describe.each([340, 720])('every regime that ships, at %i pixels', width => {
  test.each(files)('%s stays inside its frame, and no words run out of their box', file => {
    const one = readRegime(readFileSync(join(root, file), 'utf8'), file).regime
    const drawn = statechart({ ...frame, width }, diagramOf(one))
    const height = Number(/viewBox="0 0 \d+ (\d+)"/.exec(drawn)?.[1])
    const panelTops = [...drawn.matchAll(/class="state-panel" transform="translate\(0 (\d+)\)"/g)].map(([, y]) =>
      Number(y),
    )
    expect(Math.max(...panelTops)).toBeLessThan(height)
    for (const [, x] of drawn.matchAll(/\b(?:cx|x|x1|x2)="(-?[\d.]+)"/g)) {
      expect(Number(x)).toBeGreaterThanOrEqual(0)
      expect(Number(x)).toBeLessThanOrEqual(width)
    }
    // At 14 pixels a character is 7 wide on average; long words cannot be broken, and none may leave the picture.
    for (const [, x, words] of drawn.matchAll(/<text x="([\d.]+)"[^>]*>([^<]*)</g))
      expect(Number(x) + (words ?? '').length * 6.4, words).toBeLessThanOrEqual(width)
  })
})
