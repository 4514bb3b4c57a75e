import { afterAll, beforeAll, expect, test } from 'vitest'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { asSchool } from '#kernel/system.ts'
import { checkLedger } from '#ledger/checking.ts'
import { inSchoolOf } from '#ledger/in-school.ts'
import { beginSession, makeAccount } from '#modules/sign-in/index.ts'
import { openSequencing } from '#server/working/sequencing.ts'
import { twoNights } from '#tests/nights.ts'
import { openWorld, type World } from '../world.ts'
import { settled } from './ledger-world.ts'

let world: World
let log: Awaited<ReturnType<typeof openSequencing>>
const stranger = uuidv7()
beforeAll(async () => {
  world = await openWorld()
  log = await openSequencing(world.installation, world.connection, world.keys)
  await asSchool(
    world.installation,
    world.schoolId,
    'administration',
    'account.arrange',
    async ({ tx, vault, emit, now }) => {
      await makeAccount(tx, vault, emit, { id: stranger, email: 'bilal@example.org', locale: 'fr', passwordHash: '', now })
      await beginSession(tx, { accountId: stranger, schoolId: null, personId: null, sharedDevice: false, now })
    },
    stranger,
  )
  const { installation } = world
  const actor = {
    ...{ schoolId: null, personId: nobody, accountId: stranger, session: null },
    ...{ purpose: 'self' as const, requestId: uuidv7(), action: 'test' },
  }
  await inSchoolOf(installation, 'test')(nobody, (tx) =>
    installation.ledger.record(
      tx,
      actor,
      [{ name: 'session.ended', payload: { why: 'signed_out' }, about: { account: stranger } }],
      world.clock.now(),
    ),
  )
})
afterAll(async () => {
  await log.close()
  await world.close()
})

const check = async () => {
  await settled(log.pool, log)
  return (await checkLedger(world.installation, world.connection)).findings
}
const tagged = async () =>
  (await world.owner.query('select count(*)::int as n from ledger.fact where tag is not null and subject_kind = 2')).rows[0].n

test('an account that nobody uses goes with what leads to its entries, and the night says how many there were', async () => {
  expect(await check()).toEqual([])
  const before = await tagged()
  expect(before).toBeGreaterThan(0)
  world.move(91 * 86_400)
  await twoNights(world)
  expect(await tagged()).toBeLessThan(before)
  expect(await check()).toEqual([])
})
