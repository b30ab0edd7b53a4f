/** Milliseconds of a processor that this process has taken so far: what else the machine does in the meantime is not in it. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
