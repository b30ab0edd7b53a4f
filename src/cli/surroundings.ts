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
