/** The `case` commands: their words, arguments and options. */
import type { Command } from 'commander'
import { addCaseRecordsCommands } from './case-records-program.ts'
import type { Surroundings } from './surroundings.ts'

/** Adds `case` and its commands to the program. */
export function addCaseCommands(program: Command, surroundings: Surroundings): void {
  const { store, finish } = surroundings
  const cases = program
    .command('case')
    .description('Casework: list cases, show one, what is due; open a case, record and correct events, write records.')
  const asking = (command: Command) =>
    store(
      command
        .option('--as <key>', 'the person who asks or acts, by key; the public where left out')
        .option('--json', 'print one JSON document'),
    )
  const acting = (command: Command) =>
    asking(
      command
        .requiredOption('--reason <words>', 'why, in words that everybody may read')
        .option('--on <day>', 'the day it took effect; today where left out')
        .option('--key <key>', 'makes it safe to ask twice: the same key gets the same answer'),
    )
  /** What is told of an event, when it is recorded and when it is put right. */
  const telling = (command: Command) =>
    acting(
      command
        .option('--expected <sequence>', 'the last event that you had seen; the latest where left out')
        .option('--issued <day>', 'the day it was issued, if another')
        .option('--received <day>', 'the day it was received, if another')
        .option('--exceed <words>', 'why an expected number of places is exceeded, to be published')
        .option('--length <number>', 'of an extension, in the clock’s own unit')
        .option('--reference <words>', 'the order or letter that grants an extension, or the judgement that quashes')
        .option('--subject <subject>', 'what support is asked for')
        .option('--court <court>', 'which court quashed it')
        .option('--part <words>', 'what of it is quashed; the whole where left out')
        .option('--clocks <clocks...>', 'clocks that stop with a part'),
    )
  const then = '--as-known-at <instant>'

  asking(
    cases
      .command('list')
      .description('The cases that you may see: regime, organisations, stage, since when.')
      .option('--regime <regime>', 'only of this regime')
      .option('--organisation <code>', 'only of this organisation')
      .option('--phase <phase>', 'only before entry (before), in the regime (in) or after it (after)'),
  ).action(async options => {
    const { caseList } = await import('./case-command.ts')
    return finish(await caseList(options))
  })

  asking(
    cases
      .command('show')
      .description('One case: where it stands, what is due with its arithmetic, what is owed.')
      .argument('<id>', 'the case')
      .option(then, 'as it was known at a past date or instant'),
  ).action(async (id: string, options) => {
    const { caseShow } = await import('./case-command.ts')
    return finish(await caseShow(id, options))
  })

  asking(
    cases
      .command('events')
      .description('Everything that has happened in a case, corrected events among it.')
      .argument('<id>', 'the case')
      .option(then, 'as it was known at a past date or instant'),
  ).action(async (id: string, options) => {
    const { caseEvents } = await import('./case-command.ts')
    return finish(await caseEvents(id, options))
  })

  asking(
    cases
      .command('around')
      .description('What else is going on around a case: other regimes, duties asked for twice, earlier attempts.')
      .argument('<id>', 'the case'),
  ).action(async (id: string, options) => {
    const { caseAround } = await import('./case-around.ts')
    return finish(await caseAround(id, options))
  })

  asking(
    cases
      .command('consistency')
      .description('Were like cases decided alike? Exit 1 if a pair has no recorded reason.')
      .requiredOption('--regime <regime>', 'a regime id'),
  ).action(async options => {
    const { caseConsistency } = await import('./consistency-command.ts')
    return finish(await caseConsistency(options))
  })

  asking(cases.command('due').description('Deadlines that run in all cases, the next first.')).action(async options => {
    const { caseDue } = await import('./case-command.ts')
    return finish(await caseDue(options))
  })

  acting(
    cases
      .command('open')
      .description('Open a case; exit 1 if it is refused.')
      .argument('<regime>', 'a regime id')
      .requiredOption('--organisation <codes...>', 'one organisation or several, by code')
      .option('--route <route>', 'the route, where the regime has several')
      .option('--version <year>', 'a version of the regime; the one in force on the day where left out')
      .option('--exceed <words>', 'why an expected number of places is exceeded, to be published'),
  ).action(async (regime: string, options) => {
    const { caseOpen } = await import('./case-command.ts')
    return finish(await caseOpen(regime, options))
  })

  telling(
    cases
      .command('record')
      .description('Record an event; exit 1 if it is refused.')
      .argument('<id>', 'the case')
      .argument(
        '<event>',
        'an event of the regime, or extend:CLOCK, suspend:CLOCK, resume:CLOCK, support:KIND, quashed:SEQUENCE',
      )
      .requiredOption('--by <role>', 'the role in which you act'),
  ).action(async (id: string, event: string, options) => {
    const { caseRecord } = await import('./case-command.ts')
    return finish(await caseRecord(id, event, options))
  })

  asking(
    cases
      .command('migrate')
      .description('Take a running case to another regime, or another version of its own; exit 1 if it is refused.')
      .argument('<id>', 'the case')
      .requiredOption('--to <regime>', 'the regime that takes it over; its own for another version')
      .option('--version <year>', 'a version of that; the one in force on the day where left out')
      .option('--route <route>', 'the route there, where nothing else settles it')
      .option('--on <day>', 'from which day; today where left out')
      .option('--preview', 'only show what would come of it')
      .option('--previewed <hash>', 'the preview that was read; what is shown now where left out')
      .option('--exceed <words>', 'why an expected number of places is exceeded, to be published')
      .option('--reason <words>', 'why, in words that everybody may read')
      .option('--key <key>', 'makes it safe to ask twice: the same key gets the same answer'),
  ).action(async (id: string, options) => {
    const { caseMigrate } = await import('./case-migrate-command.ts')
    return finish(await caseMigrate(id, options))
  })

  telling(
    cases
      .command('correct')
      .description('Correct an event: it never happened, or --instead something else did; exit 1 if it is refused.')
      .argument('<id>', 'the case')
      .argument('<sequence>', 'the number of the event that was wrong')
      .option('--instead <event>', 'what happened instead, all of it, as for record')
      .option('--by <role>', 'the role in which that was done'),
  ).action(async (id: string, sequence: string, options) => {
    const { caseCorrect } = await import('./case-command.ts')
    return finish(await caseCorrect(id, sequence, options))
  })

  addCaseRecordsCommands(cases, surroundings, asking)
}
