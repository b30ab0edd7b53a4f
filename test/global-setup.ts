/** Before a run: what every worker copies is made once, so that no two make it at the same time. Takes seconds on a new machine. */
import { preparedCluster } from './store/postgres-server.ts'
import { preparedStore } from './store/prepared-store.ts'

export default async function prepare(): Promise<void> {
  await Promise.all([preparedCluster(), preparedStore('real'), preparedStore('fictional')])
}
