/**
 * A name where a code should stand: whose it might be. It only ever proposes; a name is never taken for its code, since
 * trusts have shared names, kept them through mergers and changed them without.
 */

/** The codes an organisation's name has stood for; empty where nobody is known by it. */
export type Proposer = (name: string) => readonly string[]

/** Proposes codes by name, without regard to case, punctuation or the words that most trusts share. */
export function proposer(known: Iterable<readonly [code: string, name: string]>): Proposer {
  const codes = new Map<string, Set<string>>()
  for (const [code, name] of known) {
    const key = bareName(name)
    if (key === '') continue
    codes.set(key, (codes.get(key) ?? new Set()).add(code))
  }
  return name => [...(codes.get(bareName(name)) ?? [])].sort()
}

/** `The Royal Wolverhampton NHS Trust` → `royal wolverhampton`. */
function bareName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replaceAll(/['’]/g, '')
    .replaceAll(/[^\p{L}\d]+/gu, ' ')
    .replaceAll(/\b(the|nhs|foundation|trust)\b/g, ' ')
    .replaceAll(/ +/g, ' ')
    .trim()
}
