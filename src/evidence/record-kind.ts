/** Whether a file speaks of the real world: by its own word, else by its codes; a file may not go into a store of another kind. */
import type { RecordKind } from './model.ts'
import { isFictionalCode } from './names.ts'
import type { TableReading } from './read-table.ts'
import { refuse } from './refused-file.ts'

export function recordKindOf(tables: readonly TableReading[], store: RecordKind | null, fileName: string): RecordKind {
  const codes = new Set<string>()
  for (const { records } of tables) {
    for (const { organisation } of records.observations) codes.add(organisation)
    for (const { organisation } of records.findings) codes.add(organisation)
    for (const { code } of records.organisations) codes.add(code)
    for (const { predecessor, successor } of records.successions) codes.add(predecessor).add(successor)
  }
  const fictional = [...codes].filter(isFictionalCode)
  const real = [...codes].filter(code => code !== '' && !isFictionalCode(code))
  const declared = [...new Set(tables.flatMap(one => [...one.declaredKinds]))]
  const mixed = (found: string, expected: string) =>
    refuse(fileName, 'other-sector', {
      found,
      expected,
      todo: 'Real and fictional figures never mix: import it into a store of its own (--directory).',
    })
  if (fictional.length > 0 && real.length > 0)
    mixed(`fictional codes (${fictional[0]}) and ODS codes (${real[0]}) in one file`, 'one or the other')
  if (declared.length > 1) mixed(`rows marked ${declared.join(' and ')}`, 'one kind of record')
  const own =
    declared[0] ??
    (fictional.length > 0 ? 'fictional' : real.length > 0 && store !== 'exercise' ? 'real' : (store ?? 'real'))
  if ((own === 'fictional') !== fictional.length > 0 && codes.size > 0)
    mixed(`records marked ${own} with ${fictional.length > 0 ? 'fictional' : 'ODS'} codes`, 'codes of that kind')
  if (store && own !== store)
    mixed(`${own} records${fictional[0] ? ` (${fictional[0]})` : ''}`, `${store} records, as the store holds`)
  return own
}
