/** The `register` commands: their words, arguments and options. */
import type { Command } from 'commander'
import { type Surroundings, writing } from './surroundings.ts'

/** Adds `register` and its commands to the program. */
export function addRegisterCommands(program: Command, { store, finish }: Surroundings): void {
  const registers = program
    .command('register')
    .description('Registers of regimes, organisations and the sector: list what is in them, write an entry.')
  const asking = (command: Command) =>
    store(
      command
        .option('--regime <regime>', 'the regime that it belongs to, by its id')
        .option('--organisation <code>', 'the organisation that it belongs to, by its code')
        .option('--as <key>', 'the person who asks or acts, by key; the public where left out')
        .option('--json', 'print one JSON document'),
    )

  asking(
    registers
      .command('list')
      .description('All registers; or what is in one, as far as you may see it.')
      .argument('[name]', 'a register')
      .option('--as-known-at <instant>', 'as it was known at a past date or instant'),
  ).action(async (name: string | undefined, options) => {
    const { registerList } = await import('./register-command.ts')
    return finish(await registerList(name, options))
  })

  asking(
    writing(
      registers
        .command('write')
        .description('Write an entry, or its next version; exit 1 if it is refused.')
        .argument('<name>', 'a register')
        .argument('<file>', 'a JSON file with what the entry says'),
    ),
  ).action(async (name: string, file: string, options) => {
    const { registerWrite } = await import('./register-command.ts')
    return finish(await registerWrite(name, file, options))
  })
}
