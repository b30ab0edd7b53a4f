/** Payment runs one after another on one store, in a process that pay-run.test.ts kills. Says `paying` when it begins. */
import { payRun } from '../../../src/casework/contracts/pay-run-store.ts'
import { as } from '../core/desk.ts'
import { deskAt, payer } from './desk.ts'

const { desk } = await deskAt(JSON.parse(process.argv[2] ?? ''))
console.log('paying')
for (let run = 1; ; run++)
  await payRun(
    as(desk, payer),
    { payer: 'owner', on: '2014-02-01', reason: 'Monthly run' },
    `run-${process.pid}-${run}`,
  )
