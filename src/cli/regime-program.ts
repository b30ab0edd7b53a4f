/** The `regime` commands: their words, arguments and options. */
import type { Command } from 'commander'
import type { Surroundings } from './surroundings.ts'

/** Adds `regime` and its commands to the program. */
export function addRegimeCommands(program: Command, { assessing, finish }: Surroundings): void {
  const regimes = program
    .command('regime')
    .description('The regimes: list, show, check, test entry, compute a timetable, compare, lint.')
  const idOrPath = 'a regime id, or the path of a YAML file'
  const versioned = (command: Command) =>
    command
      .option('--version <year>', 'a version of the regime; the latest where left out')
      .option('--json', 'print one JSON document')

  regimes
    .command('list')
    .description('The regimes that ship with the product: standing, versions, when in force, places.')
    .option('--json', 'print one JSON document')
    .action(async options => {
      const { regimeList } = await import('./regime-command.ts')
      return finish(await regimeList(options))
    })

  versioned(
    regimes
      .command('show')
      .description('A regime in plain words, or the picture of its course.')
      .argument('<regime>', idOrPath)
      .option('--diagram <format>', 'the course of a case as svg or mermaid')
      .option('--width <pixels>', 'how wide the picture is, from 320 (default 720)'),
  ).action(async (id: string, options) => {
    const { regimeShow } = await import('./regime-command.ts')
    return finish(await regimeShow(id, options))
  })

  regimes
    .command('check')
    .description(
      'Whether regime files are sound and the examples beside them hold; exit 1 if not, 2 if one cannot be read.',
    )
    .argument('[files...]', 'regime ids, or paths of regime or examples files; all that ship where left out')
    .option('--json', 'print one JSON document')
    .action(async (files: string[], options) => {
      const { regimeCheck } = await import('./regime-check-command.ts')
      return finish(await regimeCheck(files, options))
    })

  assessing(
    regimes
      .command('entry')
      .description('Who would qualify now, on which grounds, who would get a place, and who would wait.')
      .argument('<regime>', idOrPath)
      .argument('[files...]', 'read these files instead of the store')
      .option('--version <year>', 'a version of the regime; the latest where left out')
      .option(
        '--organisation <code>',
        'one organisation by its ODS code, down to file and row; exit 1 unless it qualifies',
      ),
  ).action(async (id: string, files: string[], options) => {
    const { regimeEntryCommand } = await import('./regime-entry-command.ts')
    return finish(await regimeEntryCommand(id, options, files))
  })

  versioned(
    regimes
      .command('timeline')
      .description('Every deadline from the day of an event, with its arithmetic.')
      .argument('<regime>', idOrPath)
      .option('--from <event=date>', 'the day of an event, such as appointment=2012-07-16; may be repeated', collect)
      .option(
        '--extend <clock+length:reference>',
        'an extension in the clock’s own unit, with the order that made it; may be repeated',
        collect,
      ),
  ).action(async (id: string, options) => {
    const { regimeTimeline } = await import('./regime-timeline-command.ts')
    return finish(await regimeTimeline(id, options))
  })

  regimes
    .command('diff')
    .description('Two regimes, or two versions of one, clause by clause.')
    .argument('<a>', 'a regime id or path, with @YEAR for a version: id@2009')
    .argument('<b>', 'another, or another version')
    .option('--json', 'print one JSON document')
    .action(async (a: string, b: string, options) => {
      const { regimeDiff } = await import('./regime-command.ts')
      return finish(await regimeDiff(a, b, options))
    })

  versioned(
    regimes
      .command('lint')
      .description('What to know before trusting a regime: no way out, relative rules, dead ends, what is unverified.')
      .argument('<regime>', idOrPath),
  ).action(async (id: string, options) => {
    const { regimeLint } = await import('./regime-command.ts')
    return finish(await regimeLint(id, options))
  })
}

/** An option that may be given more than once. */
function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}
