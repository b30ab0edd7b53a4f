/** What of a term of results the rules state, and what only its contract does: the figure, and how it is checked. Pure. */
import type { CompiledRegime } from '../../regimes/compiled.ts'
import type { ContractSent } from './contract-schema.ts'

type Rules = CompiledRegime['regime']
type Stated = Pick<ContractSent['results'][number], 'rule' | 'percent'>

/** Terms of results that the rules have for the support that a contract gives. */
export function rulesOf({ support }: Rules, { support: id }: Pick<ContractSent, 'support'>) {
  return (id === null ? undefined : support[id])?.contract?.results ?? []
}

/** Whose a term's figure is: the rules' own where it is the very one that they have, or where neither has any. */
export function statedBy(
  rules: ReturnType<typeof rulesOf>,
  { rule, percent }: Stated,
): 'by-the-rules' | 'by-this-contract' {
  const found = rule === null ? undefined : rules[rule - 1]
  return found !== undefined && found.percent === percent ? 'by-the-rules' : 'by-this-contract'
}

/** The same in a sentence. @param checked Whether the contract names how it is checked, which no rules do. */
export function whoseInWords(rules: ReturnType<typeof rulesOf>, term: Stated, checked: boolean): string {
  const found = term.rule === null ? undefined : rules[term.rule - 1]
  if (found === undefined) return 'A term of this contract; the rules do not state it.'
  const says = `“${found.when.replace(/\.$/, '')}”`
  const reading = checked ? ' How that is checked is this contract’s reading.' : ''
  if (statedBy(rules, term) === 'by-the-rules')
    return `By the rules${found.percent === null ? ', which have no figure' : ''}: ${says}.${reading}`
  const theirs = found.percent === null ? 'have no figure' : `say ${found.percent}%`
  const figure = term.percent === null ? 'this contract names no figure' : 'the figure is this contract’s'
  return `The rules ${theirs} for ${says}; ${figure}.${reading}`
}
