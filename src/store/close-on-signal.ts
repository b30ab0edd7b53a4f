/** Ctrl-C and SIGTERM close open stores before the process ends, unless the program has a handler of its own. */

const open = new Set<() => Promise<void>>()
const signals = ['SIGINT', 'SIGTERM'] as const

/** Registers a store's close; returns what takes it off again. */
export function closeOnSignal(close: () => Promise<void>): () => void {
  if (open.size === 0) for (const signal of signals) process.on(signal, onSignal)
  open.add(close)
  return () => {
    if (open.delete(close) && open.size === 0) for (const signal of signals) process.removeListener(signal, onSignal)
  }
}

function onSignal(signal: NodeJS.Signals): void {
  // Somebody else listens, a server for example: it closes things in its own order, and the store with them.
  if (process.listenerCount(signal) > 1) return
  // Closing takes every listener off; the signal sent again then ends the process, with the exit code shells expect.
  const closing = [...open].map(close => close())
  void Promise.allSettled(closing).then(results => {
    for (const result of results) if (result.status === 'rejected') console.error(result.reason)
    process.kill(process.pid, signal)
  })
}
