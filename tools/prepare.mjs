/** What every way of starting Turnaround does first. */
import { ensureDependencies } from './install.mjs'
import { findNode } from './node.mjs'

export { root } from './node.mjs'

/**
 * The path of the Node to use, once it and the dependencies are there (`production` or `full`).
 * Where they cannot be had, says why on standard error and exits with 2.
 */
export async function prepare(dependencies) {
  try {
    const node = await findNode()
    await ensureDependencies(node, dependencies)
    return node
  } catch (error) {
    process.stderr.write(`turnaround: ${error.message}\n`)
    return process.exit(2)
  }
}
