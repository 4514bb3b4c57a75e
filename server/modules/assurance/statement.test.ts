import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readEgress } from '#contract/egress.ts'
import { guard, openWorld, type Person, person, type Reply, type World } from '#tests/world.ts'

let world: World
let cast: Record<'amal' | 'noor' | 'rosa' | 'other', Person>
beforeAll(async () => {
  world = await openWorld({ mail: 'smtp://relay.example', push: ['push.example'] })
  cast = {
    amal: await person(world, { name: 'Amal Benali', role: 'guardian' }),
    noor: await person(world, { name: 'Noor Benali', role: 'pupil' }),
    rosa: await person(world, { name: 'Rosa Roy', role: 'teacher' }),
    other: await person(world, { name: 'Olga Other', role: 'guardian' }),
  }
  await guard(world, cast.amal, cast.noor)
}, 60_000)
afterAll(() => world.close())

const addressOf = ({ accountId }: Person) => ({ mail: `${accountId}@example.org` })
const statement = async (who: Person, whom: Person) => {
  const reply: Reply = await who.ask(readEgress, { params: { id: whom.id } })
  return reply.status === 200 ? readEgress.output.parse(reply.body) : reply.status
}
const month = () => world.clock.now().toISOString().slice(0, 7)

test('a letter counts for whom it went to, whichever room wrote it, and for nobody else', async () => {
  const { egress } = world.installation
  egress.admit('mail', 'relay.example', addressOf(cast.amal))
  egress.admit('mail', 'relay.example', { mail: `${addressOf(cast.amal).mail.toUpperCase()}` })
  egress.admit('mail', 'relay.example', addressOf(cast.noor))
  egress.admit('mail', 'relay.example', { mail: 'nobody@elsewhere.example' })
  egress.admit('mail', 'relay.example')
  await egress.flush()
  const left = { month: month(), way: 'mail', recipient: 'relay.example' }
  expect(await statement(cast.amal, cast.amal)).toEqual({ total: 2, rows: [{ ...left, sent: 2 }] })
  expect(await statement(cast.amal, cast.noor), 'a guardian reads the child’s').toEqual({
    total: 1,
    rows: [{ ...left, sent: 1 }],
  })
  expect(await statement(cast.other, cast.other)).toEqual({ total: 0, rows: [] })
  const { rows } = await world.owner.query('select sum(sent)::int as sent from directory.egress_day')
  expect(rows).toEqual([{ sent: 5 }])
})

test('a notification counts for whose device it is', async () => {
  const endpoint = 'https://push.example/device/1'
  const digest = createHash('sha256').update(endpoint).digest()
  await world.owner.query(
    `insert into push_device (school_id, id, person_id, session_id, endpoint_digest, made_at, sealed)
     values ($1, $2, $2, $2, $3, now(), '\\x00')`,
    [world.schoolId, cast.noor.id, digest],
  )
  const { egress } = world.installation
  egress.admit('push', 'push.example', { device: digest })
  await egress.flush()
  expect(await statement(cast.noor, cast.noor)).toMatchObject({ total: 2, rows: [{ way: 'mail' }, { way: 'push', sent: 1 }] })
})

test('nobody reads what left for somebody they have nothing to do with', async () => {
  expect(await statement(cast.other, cast.noor)).toBe(404)
  expect(await statement(cast.noor, cast.amal), 'whom one may know, and not this').toBe(403)
  expect([403, 404]).toContain(await statement(cast.rosa, cast.noor))
})

test('the count grows by month, and what is over a year ago is not told any more', async () => {
  await world.owner.query("update person_egress set month_on = (month_on - interval '13 months')::date where person_id = $1", [
    cast.amal.id,
  ])
  world.installation.egress.admit('mail', 'relay.example', addressOf(cast.amal))
  await world.installation.egress.flush()
  expect(await statement(cast.amal, cast.amal)).toMatchObject({ total: 1 })
})
