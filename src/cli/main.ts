/** The command line. Each command is one file; this one only names them, their words and their exit codes. */
import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { addBurdenCommands } from './burden-program.ts'
import { addCaseCommands } from './case-program.ts'
import { wordsForPeople } from './fault.ts'
import { addMoneyCommands } from './money-program.ts'
import { say } from './output.ts'
import { addPersonCommands } from './person-program.ts'
import { addReadingCommands } from './reading-program.ts'
import { addRegisterCommands } from './register-program.ts'
import { addRegimeCommands } from './regime-program.ts'

const program = new Command('turnaround')
  .description('An oversight engine: published figures in; explained scores, segments and league tables out.')
  .showSuggestionAfterError()
  .showHelpAfterError('Run with --help to see what it takes.')
  .exitOverride()

const store = (command: Command) =>
  command
    .option('--directory <directory>', 'the embedded store (default .turnaround/live)')
    .option('--database <url>', 'a PostgreSQL store: postgres://user@host/name')

store(
  program
    .command('import')
    .description('Recognise, validate and load files, and report on each.')
    .argument('[files...]', 'published files: CSV, ZIP, XLSX, XLS, ODS')
    .option('--from-web <source>', "download the publisher's own files first")
    .option('--period <period>', 'which period to download')
    .option('--source-file <files...>', 'your own descriptions of files (YAML)')
    .option('--json', 'print one JSON document'),
).action(async (files: string[], options) => {
  const { importCommand } = await import('./import-command.ts')
  return finish(await importCommand(files, options))
})

const assessing = (command: Command) =>
  store(
    command
      .option('--period <period>', 'a period such as 2025-26-Q2, or a label as published')
      .option('--as-known-at <instant>', 'what the store knew at a past date or instant')
      .option('--json', 'print one JSON document'),
  )

assessing(
  program
    .command('assess')
    .description('Scores, segments and league table of one period.')
    .argument('<framework>', 'a framework id such as nof-2025-26, or the path of a YAML file')
    .argument('[files...]', 'read these files instead of the store'),
).action(async (framework: string, files: string[], options) => {
  const { assessCommand } = await import('./assess-command.ts')
  return finish(await assessCommand(framework, files, options))
})

program
  .command('reproduce')
  .description('Recompute what was published and compare it, level by level.')
  .argument('<framework>', 'a framework id, or the path of a YAML file')
  .argument('<files...>', 'the published files')
  .option('--json', 'print one JSON document')
  .action(async (framework: string, files: string[], options) => {
    const { reproduceCommand } = await import('./reproduce-command.ts')
    return finish(await reproduceCommand(framework, files, options))
  })

assessing(
  program
    .command('explain')
    .description('Why one organisation is where it is, down to file and row.')
    .argument('<framework>', 'a framework id, or the path of a YAML file')
    .argument('<code>', 'an ODS code such as RPG')
    .argument('[files...]', 'read these files instead of the store'),
).action(async (framework: string, code: string, files: string[], options) => {
  const { explainCommand } = await import('./explain-command.ts')
  return finish(await explainCommand(framework, code, files, options))
})

program
  .command('spc')
  .description('Control charts of tidy figures: limits, special causes, variation and assurance.')
  .argument('<file>', 'a CSV with columns date, value and, for many charts, group')
  .option('--profile <profile>', 'making-data-count (the default) or nhsrplotthedots')
  .option('--chart <chart>', 'xmr (the default), t or g')
  .option('--date <column>', 'the column of dates')
  .option('--value <column>', 'the column of values')
  .option('--group <column>', 'the column of groups')
  .option('--only <group>', 'only this group')
  .option('--improvement <direction>', 'which way is better: increase (the default), decrease or neutral')
  .option('--target <number>', 'what is aimed at')
  .option('--baseline <points>', 'limits from the first so many points, or from those up to a date')
  .option(
    '--rebase <dates...>',
    'dates from which limits are drawn anew, each with its reason: 2024-04-01="Ward moved"',
  )
  .option('--screen', 'leave outlying moving ranges out of the limits')
  .option('--no-screen', 'keep them in')
  .option('--shift <points>', 'points in a shift, 6 to 8')
  .option('--trend <points>', 'points in a trend, 6 to 8')
  .option('--two-sigma <rule>', 'until-2023-10 or from-2023-11')
  .option('--conflict <side>', 'which side wins where a point is both: improvement or concern')
  .option('--json', 'print one JSON document')
  .option('--svg', 'print the picture of one group')
  .action(async (file: string, options) => {
    const { spcCommand } = await import('./spc-command.ts')
    return finish(await spcCommand(file, options))
  })

program
  .command('funnel')
  .description('A funnel plot of tidy counts: limits, overdispersion, outliers.')
  .argument('<file>', 'a CSV with columns group, numerator and denominator')
  .option('--method <method>', 'shmi (the default), cqc, proportion or ratio')
  .option('--group <column>', 'the column of groups')
  .option('--numerator <column>', 'the column of numerators')
  .option('--denominator <column>', 'the column of denominators')
  .option('--profile <profile>', 'turnaround (the default) or funnelplotr')
  .option('--overdispersion <way>', 'none, winsorise or truncate')
  .option('--estimator <estimator>', 'published (the default), or corrected for what trimming takes away')
  .option('--trim <share>', 'the share trimmed at each end')
  .option('--limits <kind>', 'exact, approximate or wilson')
  .option('--levels <levels>', 'coverages such as 95,99.8')
  .option('--decide-level <level>', 'the coverage whose limits make an outlier')
  .option('--decide-limits <limits>', 'adjusted or unadjusted limits make an outlier')
  .option('--multiplier <number>', 'by what values are multiplied for show')
  .option('--target <number>', 'the centre, where it is not the average')
  .option('--tau2-interval <method>', 'q-profile or bootstrap: how sure the spread between units is')
  .option('--json', 'print one JSON document')
  .option('--svg [file]', 'print the picture, or write it to a file')
  .option('--width <pixels>', 'how wide the picture is (default 900)')
  .option('--title <title>', 'what the picture is called')
  .action(async (file: string, options) => {
    const { funnelCommand } = await import('./funnel-command.ts')
    return finish(await funnelCommand(file, options))
  })

const frameworks = program
  .command('framework')
  .description('The frameworks: list them, show one, check a file, or lint it.')
for (const [name, words] of [
  ['list', 'The frameworks that ship with the product.'],
  ['show', 'A framework in plain words.'],
  ['check', 'Whether a framework file is sound; exit 1 if it is not.'],
  ['lint', 'Relative rules, metrics without a clause, unverified parameters.'],
] as const) {
  const command = frameworks.command(name).description(words).option('--json', 'print one JSON document')
  if (name !== 'list') command.argument('<framework>', 'a framework id, or the path of a YAML file')
  command.action(async (...given: unknown[]) => {
    const { frameworkCommand } = await import('./framework-command.ts')
    const id = name === 'list' ? '' : String(given[0])
    const options = (name === 'list' ? given[0] : given[1]) as { json?: boolean }
    return finish(await frameworkCommand(name, id, options))
  })
}

const surroundings = { store, assessing, finish }
addRegimeCommands(program, surroundings)
addCaseCommands(program, surroundings)
addBurdenCommands(program, surroundings)
addMoneyCommands(program, surroundings)
addReadingCommands(program, surroundings)
addRegisterCommands(program, surroundings)
addPersonCommands(program, surroundings)

store(
  program
    .command('serve')
    .description('The whole product in the browser, on this machine only unless --host says otherwise.')
    .option('--sample', 'the fictional sample sector, in a store of its own')
    .option('--port <port>', 'the port to use (default 4000, or the next free one)', port)
    .option('--host <host>', 'the address to listen on (default 127.0.0.1)')
    .option('--clock <day>', 'with --sample: the day on which simulated time begins, such as 2026-01-01')
    .option('--speed <speed>', 'how fast simulated time runs, such as 1d/s; it stands still where left out'),
).action(async options => {
  const { serve } = await import('./serve-command.ts')
  return finish(await serve(options))
})

function port(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > 65535)
    throw new InvalidArgumentError(`found "${text}"; expected a port from 1 to 65535.`)
  return number
}

function finish(code: number | void): void {
  process.exitCode = code ?? 0
}

// A reader that closes early (| head) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = fail(error)
}

/** Tells what went wrong and gives the exit code: 2 for usage or input, 70 for a fault of our own. */
function fail(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  const words = wordsForPeople(error)
  if (words === null) {
    say(
      `This is a fault of Turnaround, not of your input. Please report it with what follows.\n${error instanceof Error ? error.stack : String(error)}`,
    )
    return 70
  }
  say(words)
  return 2
}
