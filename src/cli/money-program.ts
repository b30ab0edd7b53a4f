/** The `money` commands: their words, arguments and options. */
import type { Command } from 'commander'
import type { Surroundings } from './surroundings.ts'

/** Adds `money` and its commands to the program. */
export function addMoneyCommands(program: Command, { store, finish }: Surroundings): void {
  const money = program
    .command('money')
    .description(
      'Money: what support costs and who pays, of a case, a programme, or all; whether the books balance; pay runs.',
    )
  const asking = (command: Command) =>
    store(
      command
        .option('--as <key>', 'the person who asks, by key; the public where left out')
        .option('--json', 'print one JSON document'),
    )

  asking(
    money
      .command('case')
      .description('Who pays in a case, what it may cost and has cost, and every posting.')
      .argument('<id>', 'the case')
      .option('--as-known-at <instant>', 'as it was known at a past date or instant'),
  ).action(async (id: string, options) => {
    const { moneyCase } = await import('./money-command.ts')
    return finish(await moneyCase(id, options))
  })

  asking(
    money
      .command('programme')
      .description('The money of a regime, case by case, and the cost of an exit that lasted.')
      .argument('<regime>', 'a regime id'),
  ).action(async (regime: string, options) => {
    const { moneyProgramme } = await import('./money-command.ts')
    return finish(await moneyProgramme(regime, options))
  })

  asking(
    money
      .command('trial-balance')
      .description(
        'What stands on each account in all regimes, of what you may see; exit 1 if it does not come to nothing.',
      ),
  ).action(async options => {
    const { moneyTrialBalance } = await import('./money-command.ts')
    return finish(await moneyTrialBalance(options))
  })

  asking(
    money
      .command('pay-run')
      .description('Pay all that a payer owes, each payment by itself; exit 1 if one of them is refused.')
      .requiredOption('--payer <role>', 'the role that pays')
      .requiredOption('--reason <words>', 'why, in words that everybody may read')
      .option('--regime <regime>', 'only in cases of this regime')
      .option(
        '--organisation <code>',
        'only what is owed for this organisation; this or --case where each pays for itself',
      )
      .option('--case <id>', 'only in this case')
      .option('--on <day>', 'the day of the payments; today where left out')
      .option('--key <key>', 'makes it safe to ask twice: the same key pays nothing again'),
  ).action(async options => {
    const { moneyPayRun } = await import('./pay-run-command.ts')
    return finish(await moneyPayRun(options))
  })
}
