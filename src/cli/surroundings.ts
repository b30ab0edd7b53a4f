/** What the commands of one noun are given by the program that they are added to. */
import type { Command } from 'commander'

export interface Surroundings {
  /** Adds the options that say which store. */
  readonly store: (command: Command) => Command
  /** Adds the options of a command that reads figures from files or a store. */
  readonly assessing: (command: Command) => Command
  /** Takes each exit code. */
  readonly finish: (code: number) => void
}

/** Adds the options of a command that writes a version of something from a file. */
export function writing(command: Command): Command {
  return command
    .requiredOption('--by <role>', 'the role in which you act')
    .requiredOption('--reason <words>', 'why, in words that whoever sees it may read')
    .option('--audience <audience>', 'public, case or restricted; what is usual for it where left out')
    .option('--follows <id>', 'that of which it is the next version')
    .option('--expected <version>', 'the version that you had seen; the latest where left out')
    .option('--on <day>', 'the day it took effect; today where left out')
    .option('--key <key>', 'makes it safe to ask twice: the same key gets the same answer')
}
