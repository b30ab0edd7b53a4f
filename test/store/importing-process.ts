/** Imports a made file and says how far it is; run as a process of its own by killed-import.test.ts. */
import { loadReading } from '../../src/evidence/evidence-store.ts'
import { openStore } from '../../src/store/open-store.ts'
import { observations, reading } from './readings.ts'

const [place = '', rows = ''] = process.argv.slice(2)
const store = await openStore(JSON.parse(place))
const value = String(Date.now())
const file = reading(`${value}.csv`, { observations: observations(Number(rows), value) }, { batchSize: 20_000 })
const say = (text: string) => process.stdout.write(`${text}\n`)
await loadReading(store, file, { progress: records => say(`loading ${records}`) })
say('loaded')
setInterval(() => {}, 1000) // stays until it is killed
