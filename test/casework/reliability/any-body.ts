/** The body of a record of any kind, thrown with dice from the kind's own schema: mostly sound, sometimes not. */
import { z } from 'zod'
import type { About, RecordKindRule } from '../../../src/casework/records/record.ts'

/** Gives the next of a list, or a number below one. */
export interface Dice {
  pick<One>(list: readonly One[]): One | undefined
}

export function diceOf(thrown: readonly number[]): Dice {
  let next = 0
  return { pick: list => list[(thrown[next++ % thrown.length] ?? 0) % list.length] }
}

interface Field {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly anyOf?: readonly Field[]
  readonly minimum?: number
  readonly maximum?: number
  readonly widget?: string
}

const texts = ['As seen', 'yes', 'no', '2013-14', '2014-03', '<b>bold</b> & "so"', 'Überlaut 🏥\n\\u0000 = 1']

export function anyBody(rule: RecordKindRule, about: About, dice: Dice): unknown {
  if (rule.kind === 'plan') return { month: about.today.slice(0, 7), title: dice.pick(texts), goals: [] }
  const schema = z.toJSONSchema(rule.sent, { io: 'input', unrepresentable: 'any' }) as {
    readonly properties?: Readonly<Record<string, Field>>
  }
  const choices = rule.choices?.(about) ?? {}
  const days = [about.case.opened, about.today, '2014-12-31']
  const valueOf = (name: string, field: Field): unknown => {
    const [some] = field.anyOf ?? []
    if (some) return dice.pick([true, false]) ? valueOf(name, some) : null
    if (field.widget === 'choice') return dice.pick(choices[name] ?? [])?.value ?? 'nothing'
    if (field.enum) return dice.pick(field.enum)
    if (field.widget === 'day') return dice.pick(days)
    if (field.type === 'boolean') return dice.pick([true, false])
    if (field.type === 'number') return dice.pick([field.minimum ?? 0, 1, 0.1, (field.maximum ?? 2) / 3, -1])
    if (field.type === 'array') return dice.pick([[], ['The log'], ['The log', 'A letter']])
    return dice.pick(texts)
  }
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, field]) => [name, valueOf(name, field)]),
  )
}
