/** During what an entry holds: states by name, or the whole time in the regime. */
import { throughout, type During } from './parts.ts'
import type { Regime } from './regime.ts'

type Staged = Pick<Regime, 'stages'>

/** The states of the main strand, in the order of the file where it names none. */
export function statesDuring({ stages }: Staged, during: During): readonly string[] {
  if (during !== throughout) return during
  return Object.keys(stages.states).filter(id => stages.states[id]?.phase === 'in')
}

/** Whether an entry holds in a state of the main strand. */
export function holdsDuring({ stages }: Staged, during: During, state: string): boolean {
  return during === throughout ? stages.states[state]?.phase === 'in' : during.includes(state)
}

/** "the whole time in the regime", or the titles of its states. */
export function duringInWords({ stages }: Staged, during: During): string {
  if (during === throughout) return 'the whole time in the regime'
  return during.map(id => stages.states[id]?.title ?? id).join(', ')
}
