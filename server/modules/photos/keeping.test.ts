import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { asSchool } from '#kernel/system.ts'
import { endAll } from '#tests/nights.ts'
import { photoOf, posting, saysOf, twoFamilies } from '#tests/photos.ts'
import { tuesday, weekOf } from '#tests/week.ts'
import { openWorld, type Person, type World } from '#tests/world.ts'

let world: World
let week: ReturnType<typeof weekOf>
let [rosa, amal, eva, noor, ben]: Person[] = []
let in6B: string
beforeAll(async () => {
  world = await openWorld()
  ;({ rosa, amal, eva, noor, ben, in6B } = await twoFamilies(world, 'en'))
  week = weekOf(world)
})
afterAll(() => world.close())
beforeEach(() => week.goTo(tuesday, '10:00'))

const posted = async (of: readonly Person[]) => {
  const fileId = await photoOf(world, rosa!, of)
  const { body } = await posting(rosa!, [in6B], [fileId])
  return { fileId, postId: `${body['id']}` }
}
const told = async () => {
  await world.doJobs()
  const { rows } = await world.owner.query("select person_id from telling where event = 'image_right.said'")
  await world.owner.query('delete from telling')
  return rows.map(({ person_id: id }) => id)
}

test('whoever posted a photo is told when an answer hides it, and of nothing else', async () => {
  await saysOf(eva!, ben!, 'yes')
  expect(await told()).toEqual([])
  await posted([ben!])
  await saysOf(eva!, ben!, 'no', 'outside')
  expect(await told()).toEqual([])
  await saysOf(eva!, ben!, 'no')
  expect(await told()).toEqual([rosa!.id])
  await saysOf(amal!, noor!, 'no')
  expect(await told()).toEqual([])
})

test('three months after its school year a photo is gone, key, object and all; its post stays', async () => {
  await saysOf(amal!, noor!, 'yes')
  const { fileId, postId } = await posted([noor!])
  const { rows } = await world.owner.query<{ over: Date }>('select max(to_on)::timestamptz as over from school_year')
  const after = (months: number, days: number) => {
    const day = new Date(rows[0]!.over)
    day.setUTCMonth(day.getUTCMonth() + months)
    day.setUTCDate(day.getUTCDate() + days)
    return day
  }
  const left = async (what: string, id = fileId) => (await world.owner.query(what, [id])).rows.length
  const kept = async () => ({
    photo: await left('select from photo where file_id = $1'),
    tags: await left('select from depiction where file_id = $1'),
    place: await left('select from attachment where file_id = $1'),
    key: await left('select from vault.key where owner_id = $1'),
    post: await left("select from post where id = $1 and state = 'published'", postId),
  })
  await endAll(world, after(3, -2))
  expect(await kept()).toEqual({ photo: 1, tags: 1, place: 1, key: 1, post: 1 })
  await endAll(world, after(3, 2))
  expect(await kept()).toEqual({ photo: 0, tags: 0, place: 0, key: 0, post: 1 })
  await world.owner.query("update file set uploaded_at = now() - interval '2 days', state_at = now() - interval '2 days'")
  await asSchool(world.installation, world.schoolId, 'administration', 'file.arrange', ({ later }) => later('file.sweep', {}))
  await world.doJobs()
  expect(await left('select from file where id = $1')).toBe(0)
})
