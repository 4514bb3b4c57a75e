import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { isReachedAt } from '#tests/families.ts'
import { find, groundOf } from '#tests/promises.ts'
import { facts, openWorld, person, type World } from '#tests/world.ts'
import { writeOfSecrets } from './alarming.ts'
import { surroundingsOf } from './assuring.ts'
import { agesOfSecrets, watchSecrets } from './watching-secrets.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  const ada = await person(world, { name: 'Ada Yasuda', role: 'administrator' })
  await isReachedAt(world, ada, 'ada@school.example')
})
afterAll(() => world.close())
beforeEach(() => void world.mails.splice(0))

const around = (mail: string, s3Secret?: string) => ({
  ...{ keys: world.settings.keys, mail, s3Key: 'AKIA', databaseUrl: 'postgres://owner@db.example/school' },
  ...(s3Secret && { s3: new URL('https://s3.example/bucket'), s3Secret }),
})
const first = () => around('smtps://preau:Geheim-1@mail.example', 'bucket-secret')
const look = (at: ReturnType<typeof around>) =>
  watchSecrets(world.installation, at, (ages) => writeOfSecrets(world.installation, ages))
const said = async () => (await facts(world)).filter((name) => name.startsWith('secret.'))

test('secrets that are made elsewhere are noted once, and what lies in the folder holds none of them', async () => {
  await look(first())
  await look(first())
  expect(await said()).toEqual(['secret.noted', 'secret.noted'])
  const file = path.join(world.settings.keys, 'machine-secrets.json')
  expect(fs.statSync(file).mode & 0o777).toBe(0o600)
  expect(fs.readFileSync(file, 'utf8')).not.toMatch(/Geheim|bucket-secret|AKIA/)
  expect((await agesOfSecrets(first(), world.clock.now())).map(({ name, days, isDue }) => [name, days, isDue])).toEqual([
    ['mail', 0, false],
    ['store', 0, false],
  ])
})

test('a fortnight before ninety days who answers for the machine is told of each, once a fortnight', async () => {
  world.move(75 * 86_400)
  await look(first())
  expect(world.mails).toEqual([])
  world.move(86_400)
  await look(first())
  await look(first())
  expect(world.mails.map(({ to }) => to)).toEqual(['ada@school.example'])
  expect(world.mails[0]?.text).toMatch(/PREAU_MAIL n’a pas changé depuis 76 jours/)
  expect(world.mails[0]?.text).not.toMatch(/Geheim|bucket-secret/)
  expect((await said()).slice(2)).toEqual(['secret.due', 'secret.due'])
  world.move(14 * 86_400)
  await look(first())
  expect(world.mails).toHaveLength(2)
})

test('a new password at the mail server is a fact with the age of the old one; the bucket’s key stays due, and the promise red', async () => {
  const next = around('smtps://preau:Geheim-2@mail.example', 'bucket-secret')
  const on = async (at: typeof next) => {
    const ages = await agesOfSecrets(at, world.clock.now())
    const { ground, close } = await groundOf(world, { around: surroundingsOf({ ...at, data: world.settings.data }, ages) })
    const found = await find(ground, 'C-02.machine_secrets')
    await close()
    return found
  }
  expect(await on(first())).toMatchObject({ result: 'failed', facts: { secrets: 2, due: 2, oldest: 90 } })
  await look(next)
  expect((await said()).at(-1)).toBe('secret.changed')
  expect(await on(next)).toMatchObject({ result: 'failed', facts: { secrets: 2, due: 1 } })
  const both = around('smtps://preau:Geheim-2@mail.example', 'bucket-secret-2')
  await look(both)
  expect(await on(both)).toMatchObject({ result: 'ok', facts: { secrets: 2, due: 0, oldest: 0 } })
})

test('an address without a password is no secret, and who takes the bucket out of the settings is not reminded of its key', async () => {
  const before = (await said()).length
  const alone = around('smtp://mail.example')
  world.move(200 * 86_400)
  await look(alone)
  expect(await agesOfSecrets(alone, world.clock.now())).toEqual([])
  expect([(await said()).length - before, world.mails.length]).toEqual([0, 0])
})
