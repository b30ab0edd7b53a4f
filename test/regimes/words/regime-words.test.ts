/** A regime read aloud: every section, every line with its clause and how sure it is. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { entriesOf } from '../../../src/regimes/entries.ts'
import { regimeInWords } from '../../../src/regimes/regime-words.ts'
import { readRegimeVersions } from '../../../src/regimes/regime-file.ts'
import { poundsInWords } from '../../../src/regimes/support-words.ts'
import { projectFiles, root } from '../../house/source-files.ts'
import { changed, harbour } from '../examples/harbour.ts'

describe('a regime in words', () => {
  const words = regimeInWords(harbour().regime, '2014')
  const section = (title: string) => new RegExp(`\\n${title}\\n((?:  .*\\n?)+)`).exec(words)?.[1] ?? ''

  test('begins with what it is and whether it is real', () => {
    expect(words.split('\n').slice(0, 4)).toEqual([
      'Harbour Watch',
      'Version 2014: The revised rules. In force from 2014-04-01. An example from elsewhere.',
      '',
      'To bring a failing organisation back to safe and affordable services, within a year.',
    ])
  })

  test('the way in: who recommends, who decides, and each criterion as an outline', () => {
    const entry = section('The way in')
    expect(entry).toContain('Recommended by Harbour Office (NHS trust) or The lookout (Foundation trust).')
    expect(entry).toContain('Nobody enters without a decision.')
    expect(entry).toMatch(
      /Way in: By segment and capability\. \[rules#entry, ours\]\n {4}All of these:\n {6}It is in segment 4\. \[rules#entry, ours\]/,
    )
    expect(entry).toMatch(/At least 1 of these:\n {8}Its deficit is above the limit/)
    expect(entry).toContain('A judgement for Harbour Office.')
    expect(entry).toContain('meeting it is no ground for entry by itself')
  })

  test('escalation names the reading that is chosen, and the other', () => {
    expect(section('When it gets worse')).toContain(
      'As we read it: Barriers or slow improvement It can also be read: Barriers with slow improvement',
    )
  })

  test('duties by a date for everybody, or by one that somebody sets', () => {
    const text = changed(
      ['when: { before: consultation-closed }', 'when: { by-date: 2014-04-01 }'],
      ['when: { at-once: true }', 'when: { date-set-by: { nhs-trust: master, foundation-trust: office } }'],
    )
    const told = regimeInWords(harbour(undefined, text).regime, '2014')
    expect(told).toContain('Pilot: Meet the staff. By 1 April 2014.')
    expect(told).toContain(
      'Warn the master of danger. By a day that is set for each case, by Harbour master (NHS trust) or Harbour Office (Foundation trust).',
    )
  })

  test('a length of one, a payer whom nobody knows, the whole time in the regime, and a recommender by way', () => {
    const text = changed(
      ['length: 28 calendar days', 'length: 1 calendar days'],
      ['payer: crew,', 'payer: not-known,'],
      ['payer: master', 'payer: { nhs-trust: master, foundation-trust: not-known }'],
      ['while: [draft, consultation, delivery]', 'while: in-the-regime'],
      [
        '  recommender: { nhs-trust: office, foundation-trust: lookout }\n  decider: { nhs-trust: master, foundation-trust: office }\n  automatic',
        '  decider: master\n  automatic',
      ],
      ['event: admitted, clause', 'event: admitted, recommender: office, clause'],
    )
    const told = regimeInWords(harbour(undefined, text).regime, '2014')
    expect(told).toContain('After a full 1 calendar day, counted')
    expect(told).toContain('Advisers. Not known who pays.')
    expect(told).toContain('Pilots. Paid by Harbour master (NHS trust); otherwise not known who pays.')
    expect(told).toContain('Beside it: Review of the board, during the whole time in the regime.')
    expect(told).toContain('Nobody is known to recommend, except on the ways in that say so.')
    const both = text.replace('event: admitted-at-once,', 'event: admitted-at-once, recommender: office,')
    expect(regimeInWords(harbour(undefined, both).regime, '2014')).toContain('Who recommends depends on the way in.')
  })

  test('other regimes by their titles, where those are known', () => {
    const told = regimeInWords(harbour().regime, '2014', new Map([['night-watch', 'Night Watch, 1999']]))
    expect(told).toContain('May end in: Night Watch, 1999.')
    expect(told).toContain('Conflicts with Night Watch, 1999: ')
  })

  test('places with their kind', () => {
    expect(section('Places')).toContain(
      '2 at a time: expected; more only by a recorded decision with a published reason.',
    )
  })

  test('duties with clock or cadence, and clocks that no duty speaks of', () => {
    const duties = section('What is owed')
    expect(duties).toContain(
      'Pilot, to The public: Publish a draft plan. Within 65 working days, beginning with the day of the event: admitted or admitted at once. May be extended by Harbour master.',
    )
    expect(duties).toContain('The organisation: Publish an update. Every month. In public.')
    expect(duties).toContain('Before the event: consultation closed.')
    expect(section('Other clocks')).toContain(
      'Usually within 10 working days, counted from the day after the receipt in the event: draft published.',
    )
  })

  test('support in scope and out of it, contracts, money', () => {
    const support = section('Support')
    expect(support).toContain('Out of scope: Waiting times. Referred to Harbour Office.')
    expect(support).toContain('100% of costs: Out at the first review.')
    expect(section('Money')).toContain('Pilots. Paid by Harbour master. Budget £200,000.')
    expect([1.2e6, 150_000, 2.5e9].map(poundsInWords)).toEqual(['£1.2m', '£150,000', '£2.5bn'])
  })

  test('what is not certain comes last but for the sources', () => {
    expect(section('What is not certain')).toContain('Unverified: Deficit that gives concern.')
    expect(section('Sources')).toContain(
      'revision: Revised rules of the watch, Harbour Office, 2014-02-01 (seen: in part)',
    )
  })
})

const files = projectFiles('regimes').filter(file => file.endsWith('.yaml') && !file.endsWith('.examples.yaml'))

test.each(files)('%s is read aloud in every version, with nothing left unsaid by accident', file => {
  for (const { regime, version } of readRegimeVersions(readFileSync(join(root, file), 'utf8'), file)) {
    const words = regimeInWords(regime, version)
    expect(words).not.toMatch(/undefined|\[object|NaN|\.\.(?!\.)/)
    // What a clock asks for stands with the duty that it times.
    const sections = ['duties', 'powers', 'criteria', 'roles', 'support', 'publication', 'escalation']
    for (const { path, words: said } of entriesOf(regime))
      if (sections.includes(String(path[0])) && said !== path.join(' › '))
        expect(words, path.join('.')).toContain(said.trim())
  }
})
