import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isNhsNumber } from '../../src/evidence/patient-level.ts'
import { legalFormOf, titleCase, typeOfName } from '../../src/evidence/names.ts'
import { readRange, readValue, shift, wholeNumber } from '../../src/evidence/values.ts'
import { ratioText } from '../../src/evidence/derived.ts'

describe('A printed value', () => {
  it.each([
    ['9.03', '9.03'],
    ['1.0', '1.0'],
    ['-0.5', '-0.5'],
    ['1,234.50', '1234.50'],
    ['£12.5', '12.5'],
    ['-£3', '-3'],
    ['(5.1)', '-5.1'],
    ['76.9%', '76.9'],
    ['.5', '0.5'],
    ['1.25e-3', '0.00125'],
    ['2E3', '2000'],
    ['+4', '4'],
  ])('%s is kept as %s', (cell, text) => {
    expect(readValue(cell)).toEqual({ status: 'value', value: Number(text), text })
  })

  it.each([
    ['', 'missing'],
    ['NA', 'missing'],
    ['*', 'suppressed'],
    ['c', 'suppressed'],
    ['suppressed', 'suppressed'],
    ['<5', 'suppressed'],
    ['n/a', 'not-applicable'],
    ['Not applicable', 'not-applicable'],
    ['-', 'not-applicable'],
  ])('%j is %s, and never a number', (cell, status) => {
    expect(readValue(cell)).toEqual({ status, value: null, text: '' })
  })

  it.each(['ten', '1.2.3', '12,34', '#VALUE!', '1e', '--1'])('%s is unreadable', cell => {
    expect(readValue(cell)).toBeNull()
  })

  it('moves its decimal point exactly', () => {
    expect(shift('0.768865', 2)).toBe('76.8865')
    expect(shift('1', 2)).toBe('100')
    expect(shift('5', -4)).toBe('0.0005')
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: 0, max: 6 }), (n, places) => {
        expect(Number(shift(shift(`${n}`, -places), places))).toBe(n)
      }),
    )
  })

  it('rounds a ratio half-up, once', () => {
    expect(ratioText(1n, 8n, 2)).toBe('0.13')
    expect(ratioText(-1n, 8n, 2)).toBe('-0.13')
    expect(ratioText(200n, 300n, 4)).toBe('0.6667')
  })

  it('reads ranges and whole numbers', () => {
    expect(readRange('6 to 49')).toEqual(['6', '49'])
    expect(readRange('1.28 to 2.78')).toEqual(['1.28', '2.78'])
    expect(readRange('6')).toBeNull()
    expect(wholeNumber('33.0')).toBe('33')
  })
})

describe('Names', () => {
  it.each([
    [
      "THE QUEEN ELIZABETH HOSPITAL, KING'S LYNN, NHS FOUNDATION TRUST",
      "The Queen Elizabeth Hospital, King's Lynn, NHS Foundation Trust",
      'foundation-trust',
    ],
    [
      'UNIVERSITY HOSPITALS OF NORTH MIDLANDS NHS TRUST',
      'University Hospitals of North Midlands NHS Trust',
      'nhs-trust',
    ],
    [
      'STAFFORDSHIRE AND STOKE ON TRENT PARTNERSHIP NHS TRUST',
      'Staffordshire and Stoke on Trent Partnership NHS Trust',
      'nhs-trust',
    ],
    ['Barts Health NHS Trust', 'Barts Health NHS Trust', 'nhs-trust'],
    ['BADGER LTD', 'Badger Ltd', null],
  ])('%s', (printed, name, form) => {
    expect(titleCase(printed)).toBe(name)
    expect(legalFormOf(printed)).toBe(form)
  })
})

it.each([
  ['ISLE OF WIGHT NHS PRIMARY CARE TRUST', 'other'],
  ['Torbay PCT', 'other'],
  ['NHS Kernow CCG', 'other'],
  ['North Central London Strategic Health Authority', 'other'],
  ['Isle of Wight NHS Trust', null],
  ['Torbay Care Trust', null],
  ['Ashford PCT Medical Centre', null],
])('the name %s tells the type %s', (printed, type) => expect(typeOfName(printed)).toBe(type))

describe('NHS numbers', () => {
  it('are told by their check digit', () => {
    expect(isNhsNumber('9434765919')).toBe(true)
    expect(isNhsNumber('9434765918')).toBe(false)
    expect(isNhsNumber('1111111111')).toBe(false)
  })
})
