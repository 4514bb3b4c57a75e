import { afterAll, beforeAll, expect, test } from 'vitest'
import { readMe } from '#contract/people.ts'
import { announce } from '#modules/notices/index.ts'
import { openWorld, type Person, person, type World } from '#tests/world.ts'
import { closeIncident, openIncident, updateIncident } from './incidents.ts'

let world: World
let cast: Record<'head' | 'office' | 'teacher' | 'parent' | 'pupil', Person>
beforeAll(async () => {
  world = await openWorld()
  cast = {
    head: await person(world, { name: 'Hélène Head', role: 'head' }),
    office: await person(world, { name: 'Olga Office', role: 'office' }),
    teacher: await person(world, { name: 'Rosa Roy', role: 'teacher' }),
    parent: await person(world, { name: 'Amal Parent', role: 'guardian' }),
    pupil: await person(world, { name: 'Lina Pupil', role: 'pupil' }),
  }
}, 60_000)
afterAll(() => world.close())

const HOUR = 3_600_000
const meOf = async (who: Person) => {
  const reply = await who.ask(readMe)
  expect(reply.status, reply.text).toBe(200)
  return readMe.output.parse(reply.body)
}
const heard = async (who: Person) => (await meOf(who)).service
const titles = async (who: Person) =>
  ((await heard(who))?.incidents ?? []).map((one) => one.titles.map(({ title }) => title).join())
const opened = (components: Parameters<typeof openIncident>[1]['components'], title: string) =>
  openIncident(world.installation, {
    ...{ impact: 'major', components, beganAt: world.clock.now() },
    texts: [
      { language: 'fr', title, body: 'Nous cherchons.' },
      { language: 'en', title: 'Mail is late', body: 'We are looking.' },
    ],
  })
const interrupted = (hours: number, until: number | null = null) => {
  const at = (ahead: number) => new Date(world.clock.now().getTime() + ahead * HOUR)
  return announce(world.installation, {
    ...{ kind: 'maintenance', impact: 'high', effectiveFrom: at(hours), effectiveUntil: until === null ? null : at(until) },
    texts: [{ language: 'fr', title: `Dans ${hours} h`, text: 'Un moment.' }],
  })
}

test('while nothing is wrong and nothing is announced, nobody hears of the service', async () => {
  for (const who of Object.values(cast)) expect(await meOf(who)).not.toHaveProperty('service')
})

test('a problem that is not over is told to everybody whom it touches, in each language, with what was said last, until it is over', async () => {
  const id = await opened(['mail'], 'Les e-mails tardent')
  for (const who of Object.values(cast)) expect(await titles(who)).toEqual(['Les e-mails tardent,Mail is late'])
  expect((await heard(cast.parent))?.incidents[0]).toMatchObject({
    id,
    impact: 'major',
    components: ['mail'],
    state: 'investigating',
  })
  await updateIncident(world.installation, id, {
    state: 'watching',
    texts: [{ language: 'fr', title: 'Ils repartent', body: '' }],
  })
  expect(await titles(cast.pupil)).toEqual(['Ils repartent'])
  await closeIncident(world.installation, id, { texts: [{ language: 'fr', title: 'Fini', body: '' }] })
  for (const who of Object.values(cast)) expect(await heard(who)).toBeUndefined()
})

test('a problem that touches nothing anybody does is told to those alone who run the school', async () => {
  const id = await opened(['records', 'witness'], 'Le registre tarde')
  for (const who of [cast.head, cast.office]) expect(await titles(who)).toHaveLength(1)
  for (const who of [cast.teacher, cast.parent, cast.pupil]) expect(await heard(who)).toBeUndefined()
  await closeIncident(world.installation, id, { texts: [{ language: 'fr', title: 'Fini', body: '' }] })
})

test('an interruption is told from two days before until it is over', async () => {
  await interrupted(50, 51)
  expect(await heard(cast.parent), 'too far away').toBeUndefined()
  await interrupted(47, 48)
  await interrupted(-2, -1)
  const { windows = [] } = (await heard(cast.parent)) ?? {}
  expect(windows.map(({ from }) => Math.round((Date.parse(from) - world.clock.now().getTime()) / HOUR))).toEqual([47])
  await world.owner.query(
    "update notice set state = 'withdrawn', withdrawn_at = now() where effective_from > now() + interval '40 hours'",
  )
  expect(await heard(cast.parent)).toBeUndefined()
})

/** How often something is said to the database and waited for while `run` runs. */
const trips = async (run: () => Promise<unknown>): Promise<number> => {
  let [count, isSaying] = [0, false]
  const pool = world.installation.db.requests
  const clients = await Promise.all(Array.from({ length: pool.idleCount || 1 }, () => pool.connect()))
  const undo = clients.map((client) => {
    const query = client.query.bind(client) as (...words: unknown[]) => unknown
    const counting = (...words: unknown[]) => {
      if (!isSaying) {
        isSaying = true
        count++
        process.nextTick(() => {
          isSaying = false
        })
      }
      return query(...words)
    }
    Object.assign(client, { query: counting })
    return () => Reflect.deleteProperty(client, 'query')
  })
  for (const client of clients) client.release()
  await run()
  for (const one of undo) one()
  return count
}

test('who hears of it waits no longer than before: it comes with what the frame asks for anyway', async () => {
  await meOf(cast.parent)
  const before = await trips(() => meOf(cast.parent))
  const id = await opened(['app'], 'Lent')
  await interrupted(3, 4)
  expect(await heard(cast.parent)).toMatchObject({ incidents: [{}], windows: [{}] })
  expect(before).toBeGreaterThan(0)
  expect(await trips(() => meOf(cast.parent))).toBe(before)
  await closeIncident(world.installation, id, { texts: [{ language: 'fr', title: 'Fini', body: '' }] })
})
