import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '#tests/world.ts'
import { lettersIn } from './mailbox.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ mailsToFolder: true })
})
afterAll(() => world.close())

const folder = () => path.join(world.folder, 'mail')
const letters = async () => (await lettersIn(world.installation, folder())).map(({ subject }) => subject)
const send = (subject: string) =>
  world.installation.post.send({ to: 'amal@example.org', subject, text: 'PAROLE', html: '<p>PAROLE</p>', locale: 'fr' })
const anHourPasses = async () => {
  await world.owner.query("select graphile_worker.add_job('mail.tidy')")
  await world.doJobs()
}

test('where no mail server is set, letters lie sealed in a folder, and are gone after a day though nobody writes another', async () => {
  await send('le matin')
  world.move(12 * 3600)
  await send('le soir')
  const bytes = readdirSync(folder()).map((name) => readFileSync(path.join(folder(), name)).toString('latin1'))
  expect(bytes).toHaveLength(2)
  expect(bytes.filter((one) => /PAROLE|matin|amal@/.test(one))).toEqual([])
  world.move(11 * 3600)
  await anHourPasses()
  expect(await letters()).toEqual(['le matin', 'le soir'])
  world.move(2 * 3600)
  await anHourPasses()
  expect(await letters()).toEqual(['le soir'])
  world.move(12 * 3600)
  await anHourPasses()
  expect(readdirSync(folder())).toEqual([])
})
