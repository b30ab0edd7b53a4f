/** Names of organisations and columns, as printed and as we compare or show them. */

const small = new Set(['and', 'of', 'the', 'for', 'upon', 'in', 'on', 'with', 'at', 'by', 'to', 'under'])
const initials = new Set(['NHS', 'ICB', 'UTC', 'CIC', 'PCT', 'GP', 'UK', 'CCG', 'CSU', 'PHL', 'WIC', 'MIU', 'II'])

/** Headers are compared without regard to case, spaces, underscores or line breaks. */
export function normaliseHeader(header: string): string {
  return header
    .replace(/^\uFEFF/, '')
    .replace(/[\s_]+/g, ' ')
    .trim()
    .toLowerCase()
}

/** Text fit to show: a control character in a file must not steer the reader's terminal. */
export function printable(text: string): string {
  return text.replace(/\r?\n/g, ' ').replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd')
}

/** `ROYAL FREE LONDON NHS FOUNDATION TRUST` → `Royal Free London NHS Foundation Trust`; a name not all in capitals stays. */
export function titleCase(name: string): string {
  const tidy = name.replace(/\s+/g, ' ').trim()
  if (tidy !== tidy.toUpperCase()) return tidy
  let first = true
  return tidy.replace(/[\p{L}\d]+(?:'[\p{L}]+)?/gu, word => {
    const opens = first
    first = false
    if (initials.has(word)) return word
    const lower = word.toLowerCase()
    return !opens && small.has(lower) ? lower : lower.charAt(0).toUpperCase() + lower.slice(1)
  })
}

/** What the end of a name says: `foundation-trust`, `nhs-trust`, or null. */
export function legalFormOf(name: string): string | null {
  return /\bNHS FOUNDATION TRUST\b|\bFOUNDATION NHS TRUST\b/i.test(name)
    ? 'foundation-trust'
    : /\bNHS TRUST$/i.test(name.trim())
      ? 'nhs-trust'
      : null
}

/** What a name says of the type, where it leaves no other: a body that bought care is `other`, even if it ran a hospital itself. */
export function typeOfName(name: string): string | null {
  return /\b(PRIMARY CARE TRUST|PCT|HEALTH AUTHORITY|CLINICAL COMMISSIONING GROUP|CCG)$/i.test(name.trim())
    ? 'other'
    : null
}

/** Codes of the fictional sector carry a hyphen; ODS codes never do. */
export function isFictionalCode(code: string): boolean {
  return code.includes('-')
}

/** Whether a text can be an organisation's code: an ODS code or one of the fictional sector. */
export function isOrganisationCode(code: string): boolean {
  return /^[A-Z0-9]{2,8}$/.test(code) || /^[A-Z]{1,6}-[A-Z0-9]{1,8}$/.test(code)
}
