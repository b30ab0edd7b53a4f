/** The `burden` commands: their words, arguments and options. */
import type { Command } from 'commander'
import type { Surroundings } from './surroundings.ts'

/** Adds `burden` and its commands to the program. */
export function addBurdenCommands(program: Command, { store, finish }: Surroundings): void {
  const burden = program
    .command('burden')
    .description('What is asked of organisations: hours by month and asker, what is asked twice; import a ledger.')
  const asking = (command: Command) =>
    store(
      command
        .option('--as <key>', 'the person who asks or acts, by key; the public where left out')
        .option('--json', 'print one JSON document'),
    )

  asking(
    burden
      .command('show')
      .description('Requests and returns by month and asker, as far as you may see them.')
      .option('--organisation <code>', 'of one organisation, with each request'),
  ).action(async options => {
    const { burdenShow } = await import('./burden-command.ts')
    return finish(await burdenShow(options))
  })

  asking(
    burden
      .command('import')
      .description('Take a ledger of requests (CSV), whole or not at all; exit 1 if it is refused.')
      .argument('<file>', 'a CSV file; docs/how-to/burden.md has its columns')
      .requiredOption('--by <role>', 'the everyday function, or role of the organisation, in which you act')
      .requiredOption('--reason <words>', 'why, in words that everybody may read')
      .option('--key <key>', 'makes it safe to ask twice: the same key gets the same answer'),
  ).action(async (file: string, options) => {
    const { burdenImport } = await import('./burden-command.ts')
    return finish(await burdenImport(file, options))
  })
}
