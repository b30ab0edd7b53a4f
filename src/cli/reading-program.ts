/** Commands that tell what a page of casework tells: their words, arguments and options. */
import type { Command } from 'commander'
import type { ReadingName } from './readings.ts'
import type { Surroundings } from './surroundings.ts'

interface ReadingWords {
  readonly name: ReadingName
  readonly says: string
  /** What it is asked for: `<case>`, or `[case]` where it may be left out. */
  readonly argument?: readonly [name: string, says: string]
  /** By what commander takes: `--regime <regime>`. They are the parameters of its pages. */
  readonly options?: Readonly<Record<string, string>>
}

const filter = {
  '--regime <regime>': 'only cases of this regime, by its id',
  '--organisation <code>': 'only cases of this organisation, by its code',
}

export const readingWords: readonly ReadingWords[] = [
  {
    name: 'powers',
    says: 'Freedoms suspended, granted or taken away: by which instrument, over whom, from when to when.',
    options: {
      ...filter,
      '--region <region>': 'only organisations of this region, by its name',
      '--on <day>': 'only what is in force on this day; everything where left out',
    },
  },
  {
    name: 'undertakings',
    says: 'Undertakings, licence conditions and directions: what is to be done by when, and whether it was.',
    options: { ...filter, '--compliance <standing>': 'only those that stand so' },
  },
  {
    name: 'consultations',
    says: 'Who may say what to which case until when, open ones first; and where none was held.',
    options: filter,
  },
  {
    name: 'contracts',
    says: 'Contracts of a case, or of all: what is claimed, owed and held back, and whose turn it is.',
    argument: ['[case]', 'a case; all where left out'],
    options: { ...filter, '--state <state>': 'only those that stand so' },
  },
  {
    name: 'partners',
    says: 'Who could be a partner in a case: test, strengths, consent, conflicts and senior days, the fittest first.',
    argument: ['<case>', 'a case in which you work'],
    options: {
      '--support <support>': 'what is to be given; the first that a partner gives where left out',
      '--all': 'all candidates; the fittest 40 where left out',
    },
  },
  {
    name: 'team',
    says: 'The team of a programme by post, and what a cut or another change of it would do to cases.',
    argument: ['<regime>', 'a regime id'],
  },
  {
    name: 'region',
    says: 'The regions; or one today: what is overdue and due this week, and how each organisation stands.',
    argument: ['[region]', 'a region, as the list has it; the list where left out'],
  },
  {
    name: 'office',
    says: 'Decisions that await an office with the days left, and what to tell the media, misses first.',
    argument: ['<role>', 'the role that it has in regime files'],
    options: { '--month <month>': 'of what to tell the media, such as 2026-11; the present one where left out' },
  },
  {
    name: 'report',
    says: 'The report to the board: how the sector stands; a private part for whoever sees all of some programme.',
  },
]

/** Adds these commands to the program. */
export function addReadingCommands(program: Command, { store, finish }: Surroundings): void {
  for (const { name, says, argument, options = {} } of readingWords) {
    const command = program.command(name).description(says)
    if (argument) command.argument(...argument)
    for (const [flags, words] of Object.entries(options)) command.option(flags, words)
    if (name === 'report')
      command
        .option('--docx <file>', 'write it to a file for a word processor')
        .option('--pdf <file>', 'write it to a file for print')
    store(
      command
        .option('--as <key>', 'the person who asks, by key; the public where left out')
        .option('--json', 'print one JSON document'),
    ).action(async (...given: unknown[]) => {
      const { readingCommand } = await import('./reading-command.ts')
      const asked = argument === undefined ? undefined : (given[0] as string | undefined)
      return finish(await readingCommand(name, asked, command.opts()))
    })
  }
}
