/** Progress on stderr: a bar on a terminal, one plain line per step elsewhere, nothing when a program is reading. */
import { SingleBar } from 'cli-progress'
import { say } from './output.ts'

export interface Progress {
  /** `total` 0 where it is not known. */
  update(what: string, done: number, total: number): void
  stop(): void
}

/** A progress display; silent when told so. */
export function showProgress(silent: boolean): Progress {
  if (silent) return { update() {}, stop() {} }
  return process.stderr.isTTY ? bar() : lines()
}

function bar(): Progress {
  const display = new SingleBar({
    format: '{what} [{bar}] {percentage}%',
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
    barsize: 30,
  })
  let showing: string | null = null
  const stop = () => {
    if (showing !== null) display.stop()
    showing = null
  }
  return {
    update(what, done, total) {
      if (what !== showing) {
        stop()
        display.start(total || 1, 0, { what })
        showing = what
      }
      display.update(total === 0 ? 0 : done)
    },
    stop,
  }
}

function lines(): Progress {
  let last: string | null = null
  return {
    update(what) {
      if (what !== last) say(`${what} …`)
      last = what
    },
    stop() {},
  }
}
