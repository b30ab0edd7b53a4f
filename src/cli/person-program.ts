/** The `person` commands: their words, arguments and options. */
import type { Command } from 'commander'
import type { Surroundings } from './surroundings.ts'

/** Adds `person` and its commands to the program. */
export function addPersonCommands(program: Command, { store, finish }: Surroundings): void {
  const persons = program
    .command('person')
    .description(
      'Names of persons, in the restricted store alone: keep, correct or erase one, or tell which are out of date. For operators.',
    )
  const acting = (command: Command) =>
    store(
      command
        .argument('<key>', 'the key that stands for the person everywhere else; it tells nobody who it is')
        .requiredOption('--as <key>', 'the operator who acts, by key')
        .requiredOption('--reason <words>', 'why, without the name')
        .option('--key <key>', 'makes it safe to ask twice: the same key gets the same answer'),
    )
  const naming = (command: Command) =>
    acting(command)
      .requiredOption(
        '--name-file <file>',
        'a file that holds the name and nothing else; - reads it from standard input',
      )
      .requiredOption('--purpose <words>', 'what the name is kept for')
      .option('--keep-until <day>', 'the last day on which it is needed')

  naming(persons.command('keep').description('Keep the name of somebody new; exit 1 if it is refused.')).action(
    async (key: string, options) => {
      const { personKeep } = await import('./person-command.ts')
      return finish(await personKeep(key, options, 'new'))
    },
  )
  naming(
    persons
      .command('correct')
      .description('Correct the name, purpose and last day that are held; exit 1 if it is refused.'),
  ).action(async (key: string, options) => {
    const { personKeep } = await import('./person-command.ts')
    return finish(await personKeep(key, options, 'held'))
  })
  acting(
    persons.command('erase').description('Erase a name: the key and what was done stay; exit 1 if it is refused.'),
  ).action(async (key: string, options) => {
    const { personErase } = await import('./person-command.ts')
    return finish(await personErase(key, options))
  })
  store(
    persons
      .command('due')
      .description('Tell, by key, which names are held whose last day is over; exit 1 if it is refused.')
      .requiredOption('--as <key>', 'the operator who asks, by key'),
  ).action(async options => {
    const { personDue } = await import('./person-command.ts')
    return finish(await personDue(options))
  })
}
