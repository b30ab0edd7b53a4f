/** Writes events into cases as fast as it can and says each that was acknowledged; killed by killed-writer.test.ts. */
import { readCase } from '../../../src/casework/case-store.ts'
import type { Case } from '../../../src/casework/model.ts'
import { openStore } from '../../../src/store/open-store.ts'
import { as, deskOn, done, grant, record } from './desk.ts'

const [place = '', ...ids] = process.argv.slice(2)
const desk = deskOn(await openStore(JSON.parse(place)))
const crew = as(desk, { key: 'p-crew', grants: [grant('crew')] })
desk.turn('2014-03-20')
const write = async (id: string) => {
  let found = (await readCase(crew, id)) as Case
  for (;;) {
    found = done(await record(crew, found, 'updated', '2014-03-19', { key: `${id} ${found.sequence}` })).case
    process.stdout.write(`${id} ${found.sequence}\n`)
  }
}
await Promise.all(ids.map(write))
