/** A contract: between whom, for what, at which rates and on which terms of results, up to which ceiling. */
import type { Refused } from '../model.ts'
import { moneyChoices } from '../money/money-lines.ts'
import { poundsText } from '../money/pounds.ts'
import { beforeTheRules } from '../records/lower-bounds.ts'
import type { About, Asked, RecordKindRule, StoredRecord } from '../records/record.ts'
import { refuse } from '../refused.ts'
import { moneyOf, payersOf } from './contract-money.ts'
import { type Contract, contractBody, contractSent, type ContractSent } from './contract-schema.ts'
import { standingOf } from './contract-state.ts'
import { guardrailRefused, watchedBy } from './guardrail.ts'
import { contractWriters, partyRoles } from './hats.ts'
import { strangers } from './partner-party.ts'
import { rulesOf, statedBy } from './stated.ts'

export const contractKind: RecordKindRule<Contract, ContractSent> = {
  kind: 'contract',
  title: 'Contract',
  says: 'Says who helps whom for what, at which rates, what results earn, and the most that it may cost.',
  section: 'money',
  sent: contractSent,
  body: contractBody,
  audiences: ['case', 'public'],
  revised: 'by-its-writers',
  writers: contractWriters,
  choices: ({ compiled, case: found }) => ({
    support: onItsRoute(compiled.regime.support, found.state.route).flatMap(([value, { title, contract }]) =>
      contract ? [{ value, label: title }] : [],
    ),
    ...moneyChoices(compiled, found.state.route),
    'results-line': moneyChoices(compiled, found.state.route).line,
    'hold-months': (compiled.regime.exit.sustain ?? []).map(({ 'months-after': months, says }) => ({
      value: `${months}`,
      label: `${months} months after exit: ${says}`,
    })),
  }),
  refuse: async (about, sent, asked) =>
    datesAndParties(about, sent) ??
    moneyOf(about, sent) ??
    ofTheRules(about, sent) ??
    termsOf(about, sent) ??
    holdOf(about, sent) ??
    (await guardrailRefused(about, sent)) ??
    (await strangers(about, sent, asked.before?.id)) ??
    revision(about, sent, asked),
  inShort: ({ title, scope, until, 'ceiling-pence': ceiling }) => [
    { label: 'Contract', text: title },
    { label: 'What is done', text: scope },
    { label: 'Until', text: until },
    { label: 'At most', text: poundsText(ceiling) },
  ],
  complete(about, sent) {
    const rules = rulesOf(about.compiled.regime, sent)
    const named = new Set(sent.results.map(({ rule }) => rule))
    const unnamed = rules.flatMap(({ percent, 'percent-of': of, when }, index) =>
      percent === null && !named.has(index + 1)
        ? [{ ...noCondition, id: `rule-${index + 1}`, of, rule: index + 1, when: when.slice(0, 500) }]
        : [],
    )
    return {
      ...sent,
      ...payersOf(about, sent),
      'guardrail-organisation': watchedBy(about.compiled.regime, sent),
      results: [...sent.results, ...unnamed].map(one => ({ ...one, stated: statedBy(rules, one) })),
    }
  },
}

const noCondition = { percent: null, months: null, by: null, criterion: null }

function onItsRoute<Entry extends { readonly route?: string | undefined }>(
  entries: Readonly<Record<string, Entry>>,
  route: string | null,
): readonly (readonly [string, Entry])[] {
  return Object.entries(entries).filter(([, one]) => one.route === undefined || one.route === route)
}

function datesAndParties(about: About, sent: ContractSent): Refused | null {
  const { compiled, case: found } = about
  if (sent.until < sent.from)
    return refuse('bad-request', `Found from ${sent.from} until ${sent.until}; expected the first day first.`)
  const early = beforeTheRules(about, 'a contract from', sent.from)
  if (early) return early
  const roles = sent.parties.map(({ role }) => role)
  const known = partyRoles(compiled, found.state.route)
  const stranger = roles.find(role => !known.includes(role))
  if (stranger !== undefined)
    return refuse('bad-request', `Found the party "${stranger}"; expected roles of the rules: ${known.join(', ')}.`)
  if (roles.length < 2 || new Set(roles).size < roles.length)
    return refuse('bad-request', `Found the parties ${roles.join(', ') || 'none'}; expected two or more, each once.`)
  const names = sent.rates.map(({ what }) => what)
  return new Set(names).size < names.length
    ? refuse('bad-request', `Found rates for ${names.join(', ')}; expected each once.`)
    : null
}

function ofTheRules({ compiled: { regime }, case: found }: About, sent: ContractSent): Refused | null {
  if (sent.support === null) return null
  const known = onItsRoute(regime.support, found.state.route).filter(([, one]) => one.contract !== undefined)
  const support = known.find(([id]) => id === sent.support)?.[1]
  if (support?.contract === undefined)
    return refuse(
      'bad-request',
      `Found the support "${sent.support}"; expected one with a contract: ${known.map(([id]) => id).join(', ') || 'the rules have none'}.`,
    )
  if (support.consultancy !== (sent.kind === 'call-off'))
    return refuse(
      'bad-request',
      `By the rules this support is ${support.consultancy ? '' : 'no '}consultancy; found "${sent.kind}".`,
    )
  const missing = support.contract.between.filter(role => !sent.parties.some(one => one.role === role))
  return missing.length === 0
    ? null
    : refuse(
        'bad-request',
        `By the rules ${support.contract.between.join(' and ')} sign; ${missing.join(', ')} is missing.`,
      )
}

function termsOf({ compiled: { regime } }: About, sent: ContractSent): Refused | null {
  const rules = rulesOf(regime, sent)
  const ids = sent.results.map(({ id }) => id)
  if (new Set(ids).size < ids.length)
    return refuse('bad-request', `Found the terms ${ids.join(', ')}; expected each short name once.`)
  for (const term of sent.results) {
    const { id, percent, of, months, by, criterion, rule } = term
    const stated = rule === null ? null : (rules[rule - 1] ?? undefined)
    const wrong = (words: string) => refuse('bad-request', `Term "${id}": ${words}`)
    if (stated === undefined)
      return wrong(`the rules have ${rules.length} terms for this support; found number ${rule}.`)
    if (stated !== null && stated['percent-of'] !== of)
      return wrong(`by the rules it is a share of ${stated['percent-of']}; found ${of}.`)
    if (stated !== null && stated.percent !== null && percent !== null && percent > stated.percent)
      return refuse('over-cap', `Term "${id}": by the rules at most ${stated.percent}%; found ${percent}%.`)
    if (percent !== null && months === null && by === null && criterion === null)
      return wrong('nothing of it can be checked. Give months after entry, a day, or a criterion of the rules.')
    if (criterion !== null && !Object.hasOwn(regime.criteria, criterion))
      return wrong(`found the criterion "${criterion}"; expected one of ${Object.keys(regime.criteria).join(', ')}.`)
    if (of === 'fee' && (percent ?? 0) > (sent['contingent-percent'] ?? 0))
      return wrong(`it is ${percent}% of the fee, of which ${sent['contingent-percent'] ?? 0}% depends on results.`)
  }
  return null
}

function holdOf({ compiled: { regime } }: About, sent: ContractSent): Refused | null {
  const hold = [sent['hold-percent'], sent['hold-on'], sent['hold-months']].filter(one => one !== null).length
  if (hold !== 0 && hold !== 3)
    return refuse(
      'bad-request',
      'What is held back needs a percent, of what, and until which check. Give all, or none.',
    )
  const months = (regime.exit.sustain ?? []).map(one => `${one['months-after']}`)
  return sent['hold-months'] === null || months.includes(sent['hold-months'])
    ? null
    : refuse(
        'bad-request',
        `Found the check "${sent['hold-months']}"; expected one of these months after exit: ${months.join(', ') || 'the rules have none'}.`,
      )
}

/** A new version lapses the signatures: it may not take away what was claimed under the old one. */
function revision(about: About, sent: ContractSent, { before }: Asked): Refused | null {
  const { records, today } = about
  if (before === null) return null
  const { body: old } = before as StoredRecord<Contract>
  const standing = standingOf(records, before.id, today)
  if (standing?.end) return refuse('not-allowed-here', 'This contract has ended and is closed. Write a new one.')
  if (standing === null || standing.begun === null) return null
  if (old.line !== sent.line || old['results-line'] !== sent['results-line'])
    return refuse(
      'not-allowed-here',
      'Money is committed on its lines, which stay as they are. End it, and write a new one.',
    )
  const { payer, 'results-payer': resultsPayer } = payersOf(about, sent)
  if (old.payer !== payer || old['results-payer'] !== resultsPayer)
    return refuse(
      'not-allowed-here',
      `Money is committed at the cost of ${[old.payer, old['results-payer']].filter(one => one !== null).join(' and ')}, which stays so. End it, and write a new one.`,
    )
  const dropped = old.rates.find(({ what }) => !sent.rates.some(one => one.what === what))
  return dropped === undefined || standing.claims.length === 0
    ? null
    : refuse(
        'not-allowed-here',
        `Days were claimed at its rates; "${dropped.what}" is missing. Keep it, or write a new one.`,
      )
}
