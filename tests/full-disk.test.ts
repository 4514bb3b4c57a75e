import { promises as fs, mkdtempSync, readdirSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { lettersIn, mailbox } from '#server/outside/mailbox.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())
afterEach(() => vi.restoreAllMocks())

const letter = (to: string) => ({ to, subject: 'À propos', text: 'Bonjour', html: '<p>Bonjour</p>', locale: 'fr' })

test('a letter that the disk has no room for leaves nothing behind, and the others can still be read', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'preau-letters-'))
  const box = mailbox(world.installation, folder)
  await box.send(letter('amal@example.org'))
  const whole = fs.writeFile
  vi.spyOn((await import('node:fs/promises')).default, 'writeFile').mockImplementation(async (file, data, options) => {
    await whole(file, (data as Buffer).subarray(0, 60), options) // as a full disk does: some of it, then no more
    throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
  })
  await expect(box.send(letter('bilal@example.org'))).rejects.toMatchObject({ code: 'ENOSPC' })
  expect((await lettersIn(world.installation, folder)).map(({ to }) => to)).toEqual(['amal@example.org'])
  expect(readdirSync(folder)).toHaveLength(1)
})

test('nobody is waited for who sends a letter of a form a minute', () => {
  expect(world.app.server.requestTimeout).toBeGreaterThan(0)
})
