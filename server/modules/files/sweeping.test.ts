import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFile } from '#contract/files.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { attaches, photo, uploads } from '#tests/files.ts'
import { classOf, facts, openWorld, type Person, person, type World } from '#tests/world.ts'
import { clearStore, sweepFiles } from './clearing.ts'

let world: World
let rosa: Person
let class6B: string
beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  class6B = await classOf(world, '6B', [rosa], [])
})
afterAll(() => world.close())

const sweep = async () => {
  const payload = { schoolId: world.schoolId, requestId: uuidv7() }
  await sweepFiles.perform(world.installation, payload)
  await clearStore.perform(world.installation, payload)
}
const objects = () =>
  readdirSync(`${world.settings.data}/files`, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length
const keys = async () =>
  (await world.owner.query<{ n: number }>("select count(*)::int as n from vault.key where kind = 'file'")).rows[0]?.n
const read = (id: string) => rosa.ask(readFile, { params: { id } })

test('what nothing holds after a day is gone, key and all; what is attached stays', async () => {
  const [held, left] = [await uploads(world, rosa, await photo()), await uploads(world, rosa, await photo())]
  await attaches(world, rosa, held.body.id, 'class', class6B)
  const unfinished = await uploads(world, rosa, await photo())
  await world.owner.query("update file set state = 'uploading' where id = $1", [unfinished.body.id])
  await sweep()
  expect([objects(), await keys()]).toEqual([6, 3])
  world.move(86_400)
  await sweep()
  expect([objects(), await keys()]).toEqual([2, 1])
  expect([(await read(held.body.id)).status, (await read(left.body.id)).status]).toEqual([200, 404])
  expect((await facts(world)).filter((name) => name === 'file.deleted')).toHaveLength(2)
})

test('a refusal stays to be read for a month', async () => {
  const { body } = await uploads(world, rosa, await photo())
  await world.owner.query("update file set state = 'refused', refused_for = 'infected', state_at = $2 where id = $1", [
    body.id,
    world.installation.clock.now(),
  ])
  world.move(29 * 86_400)
  await sweep()
  expect((await read(body.id)).body).toMatchObject({ state: 'refused', refusedFor: 'infected' })
  world.move(86_401)
  await sweep()
  expect((await read(body.id)).status).toBe(404)
})

test('what an upload that was killed has left in the store goes with its row', async () => {
  const { body } = await uploads(world, rosa, Buffer.from('%PDF-1.7 x'))
  const { rows } = await world.owner.query<{ object: string }>(
    "update file set state = 'uploading' where id = $1 returning object",
    [body.id],
  )
  const name = rows[0]?.object ?? ''
  const { renameSync } = await import('node:fs')
  const file = `${world.settings.data}/files/${name.slice(0, 2)}/${name}`
  renameSync(file, `${file}.0a0b0c0d.draft`)
  const before = objects()
  world.move(86_401)
  await sweep()
  expect(objects()).toBe(before - 1)
})
