/** Two versions, or two regimes, clause by clause. */
import { describe, expect, test } from 'vitest'
import { diffRegimes } from '../../../src/regimes/diff.ts'
import { diffInWords } from '../../../src/regimes/diff-words.ts'
import { changed, harbour } from '../examples/harbour.ts'

describe('two versions of one regime', () => {
  const diff = diffRegimes(harbour('2010'), harbour('2014'))
  const section = (name: string) => diff.sections.find(one => one.section === name)

  test('what came, by section', () => {
    expect(section('states')?.onlyB).toEqual([{ id: 'taskforce', title: "The harbour master's taskforce" }])
    expect(section('duties')).toEqual({
      section: 'duties',
      onlyA: [],
      onlyB: [{ id: 'warn-at-once', title: 'Warn the master of danger' }],
      changed: [],
    })
    expect(section('escalation')?.onlyB.map(one => one.id)).toEqual(['to-the-master'])
  })

  test('what changed, from and to', () => {
    expect(section('clocks')?.changed).toEqual([
      {
        id: 'draft-report',
        title: 'Draft plan published',
        fields: [{ field: 'length', from: '45 working days', to: '65 working days' }],
      },
    ])
    expect(section('parameters')?.changed[0]?.fields).toEqual([{ field: 'value', from: '5', to: '4' }])
  })

  test('criteria in words', () => {
    const [entry] = section('criteria')?.changed ?? []
    expect(entry?.id).toBe('entry')
    expect(entry?.fields[0]?.from).not.toContain('Waits were long')
    expect(entry?.fields[0]?.to).toContain('Waits were long in each period.')
    expect(entry?.fields[0]?.to).not.toContain('rules#')
  })

  test('states by where their events lead', () => {
    const delivery = section('states')?.changed.find(one => one.id === 'delivery')
    expect(delivery?.fields).toEqual([
      {
        field: 'escalated',
        from: null,
        to: "The harbour master's taskforce, by Harbour Office, if “The case has to go to the harbour master”",
      },
    ])
  })

  test('sections that say the same are left out, and so is where a rule stands', () => {
    expect(section('powers')).toBeUndefined()
    const moved = harbour(
      '2014',
      changed([
        'clause: rules#powers, confidence: ours }\nsubjects',
        'clause: revision#2, confidence: read }\nsubjects',
      ]),
    )
    expect(diffRegimes(harbour('2014'), moved).sections).toEqual([])
  })

  test('in words', () => {
    const words = diffInWords(diff)
    expect(words).toContain('2010: Harbour Watch, version 2010')
    expect(words).toContain('  Only in 2014: Warn the master of danger (warn-at-once)')
    expect(words).toContain('    length: 45 working days → 65 working days')
    expect(diffInWords(diffRegimes(harbour(), harbour()))).toContain('The rules are the same.')
  })
})

test('two regimes are named by their ids, and who acts is told by title', () => {
  const other = harbour(
    undefined,
    changed(
      ['regime: harbour-watch', 'regime: night-harbour'],
      ['office: { title: Harbour Office,', 'office: { title: Night Office,'],
    ),
  )
  const diff = diffRegimes(harbour(), other)
  expect(diff.a.regime).toBe('harbour-watch')
  const powers = diff.sections.find(one => one.section === 'powers')
  expect(powers?.changed.find(one => one.id === 'direct')?.fields).toEqual([
    { field: 'by', from: 'Harbour Office', to: 'Night Office' },
  ])
  expect(diffInWords(diff)).toContain('night-harbour: Harbour Watch, version 2014')
})
