/** All registers, by name. */
import type { RegisterRule } from './register.ts'

// Each is typed by its own body; here they are all alike.
const all = [] as readonly unknown[] as readonly RegisterRule[]

/** By name, in the order in which pages offer them. */
export const registers: ReadonlyMap<string, RegisterRule> = new Map(all.map(rule => [rule.register, rule]))
