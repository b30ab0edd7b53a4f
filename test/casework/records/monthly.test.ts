/** How the month went, as each side sees it: side by side, and where they differ. */
import { expect, test } from 'vitest'
import { aboutOf } from '../../../src/casework/records/about-store.ts'
import { monthsSeen } from '../../../src/casework/records/monthly-assessment.ts'
import { storedCase } from '../../../src/casework/case-store.ts'
import { embedded, newStore } from '../../store/databases.ts'
import { as, crew, deskOn, done, lookout, refused, shelfOf } from '../core/desk.ts'
import { careful, openedCarefully, surgeon, write } from './desk.ts'

const month = {
  month: '2014-01',
  plan: 'better',
  leadership: 'same',
  staff: 'same',
  quality: 'worse',
  money: 'same',
  says: 'So',
}

test('the organisation and the director each say it once, and what differs is named', async () => {
  const desk = deskOn(await newStore(embedded), shelfOf(careful))
  desk.turn('2014-02-01')
  const { id } = await openedCarefully(desk)
  const said = done(await write(desk, crew, id, 'monthly-assessment', month))
  expect(refused(await write(desk, crew, id, 'monthly-assessment', month)).words).toContain('next version')
  expect(refused(await write(desk, lookout, id, 'monthly-assessment', month)).reason).toBe('wrong-role')
  for (const wrong of ['2014-03', '2014-13', 'January'])
    expect(refused(await write(desk, surgeon, id, 'monthly-assessment', { ...month, month: wrong })).reason).toBe(
      'bad-request',
    )
  done(await write(desk, surgeon, id, 'monthly-assessment', { ...month, plan: 'worse', money: 'not-known' }))
  done(
    await write(
      desk,
      crew,
      id,
      'monthly-assessment',
      { ...month, quality: 'same' },
      { follows: { id: said.id, version: 1 } },
    ),
  )
  const stored = await storedCase(desk, id)
  if (stored === null) throw new Error('The case is there.')
  const [seen] = monthsSeen(await aboutOf(as(desk, lookout), stored))
  expect(seen?.differ).toEqual(['plan', 'quality', 'money'])
  expect([seen?.organisation?.version, seen?.director?.version]).toEqual([2, 1])
})
