/** The page on which one chooses whom to act as: who there is, and what each may do in plain words. */
import { type EverydayFunction, type Grant, everydayFunctions } from '../casework/model.ts'
import type { CastMember } from '../casework/people-store.ts'
import type { ShelvedRegime } from '../regimes/shelf-file.ts'

/** What one may do, by title of the function. */
interface May {
  readonly title: string
  /** Titles of the regimes in which; empty where in all. */
  readonly regimes: readonly string[]
}

export interface SignInModel {
  readonly real: boolean
  readonly next: string
  readonly people: readonly {
    readonly key: string
    readonly name: string
    readonly purpose: string
    readonly keepUntil: string | null
    readonly may: readonly May[]
    /** Organisations and regions for which; empty where for all. */
    readonly where: readonly string[]
    readonly chosen: boolean
  }[]
}

const titles: Readonly<Record<EverydayFunction, string>> = {
  'oversight-analyst': 'Oversight analyst',
  publisher: 'Publisher',
  'finance-approver': 'Approver of payments',
  auditor: 'Auditor',
  operator: 'Operator of the store',
}

/** The model of the page, for a store of real records or of others. */
export function signInModel(
  cast: readonly CastMember[],
  regimes: readonly ShelvedRegime[],
  about: { readonly real: boolean; readonly next: string; readonly chosen: string | null },
): SignInModel {
  return {
    real: about.real,
    next: about.next,
    people: cast.map(({ key, name, purpose, keepUntil, grants }) => ({
      key,
      name,
      purpose,
      keepUntil,
      may: whatOneMay(grants, regimes),
      where: [...new Set(grants.flatMap(({ organisation, region }) => organisation ?? region ?? []))],
      chosen: key === about.chosen,
    })),
  }
}

function whatOneMay(grants: readonly Grant[], regimes: readonly ShelvedRegime[]): readonly May[] {
  const everyday = everydayFunctions.filter(one => grants.some(grant => grant.function === one))
  const found = new Map<string, Set<string>>()
  for (const regime of regimes) {
    const roles = new Map([...regime.byVersion.values()].flatMap(one => Object.entries(one.regime.roles)))
    for (const grant of grants) {
      const role = grant.regime === null || grant.regime === regime.id ? roles.get(grant.function) : undefined
      if (role) found.set(role.title, (found.get(role.title) ?? new Set()).add(regime.title))
    }
  }
  return [
    ...everyday.map(one => ({ title: titles[one], regimes: [] })),
    ...[...found].map(([title, where]) => ({ title, regimes: [...where] })),
  ]
}
