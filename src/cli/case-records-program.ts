/** The `case` commands that are about what is written in a case: their words, arguments and options. */
import type { Command } from 'commander'
import { type Surroundings, writing } from './surroundings.ts'

/** Adds them to `case`; `asking` adds the options of a command that asks. */
export function addCaseRecordsCommands(
  cases: Command,
  { finish }: Surroundings,
  asking: (command: Command) => Command,
): void {
  asking(
    cases
      .command('records')
      .description('What is written in a case, as far as you may see it: judgements, contracts, claims, powers …')
      .argument('<id>', 'the case')
      .argument('[kind]', 'only this kind of record; all where left out')
      .option('--as-known-at <instant>', 'as it was known at a past date or instant'),
  ).action(async (id: string, kind: string | undefined, options) => {
    const { caseRecords } = await import('./case-records-command.ts')
    return finish(await caseRecords(id, kind, options))
  })

  asking(
    cases
      .command('kinds')
      .description('Kinds of records that you may write in a case; with --json also the schema of each.')
      .argument('<id>', 'the case'),
  ).action(async (id: string, options) => {
    const { caseKinds } = await import('./case-records-command.ts')
    return finish(await caseKinds(id, options))
  })

  asking(
    writing(
      cases
        .command('write')
        .description('Write a record, or its next version; exit 1 if it is refused.')
        .argument('<id>', 'the case')
        .argument('<kind>', 'a kind of record')
        .argument('<file>', 'a JSON file with what the record says')
        .option('--organisation <code>', 'the organisation of the case that it speaks of; the case where left out'),
    ),
  ).action(async (id: string, kind: string, file: string, options) => {
    const { caseWrite } = await import('./case-records-command.ts')
    return finish(await caseWrite(id, kind, file, options))
  })
}
