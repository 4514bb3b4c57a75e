import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readClass } from '#contract/classes.ts'
import { readPersonFile } from '#contract/ledger-reading.ts'
import { parentFile } from '#ledger/offline/parent-file.ts'
import { openSequencing } from '#server/working/sequencing.ts'
import { raiseCurtain } from '../cast.ts'
import { settled } from '../ledger/ledger-world.ts'
import { type ParentWorld, parentWorld } from '../ledger/parent-world.ts'

let made: ParentWorld
let browser: Browser
const folder = mkdtempSync(path.join(os.tmpdir(), 'preau-parent-'))

beforeAll(async () => {
  made = await parentWorld()
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
}, 60_000)
afterAll(async () => {
  await browser.close()
  await made.world.end()
  rmSync(folder, { recursive: true })
})

/** Opens the file from the disk with the network off, and waits for its verdict. */
const opened = async (html: string) => {
  const at = path.join(folder, 'file.html')
  writeFileSync(at, html)
  const context = await browser.newContext({ offline: true })
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', (request) => void (request.url().startsWith('file:') || asked.push(request.url())))
  await page.goto(pathToFileURL(at).href)
  await page.locator('body[data-verdict]').waitFor()
  const verdict = await page.locator('body').getAttribute('data-verdict')
  const rows = await page.locator('tbody tr').allInnerTexts()
  const proved = await page.locator('#proved li').allInnerTexts()
  await context.close()
  return { verdict, rows, proved, asked }
}

test('opened from the disk with the network off, the file shows the reads and says what it proved', async () => {
  const { verdict, rows, proved, asked } = await opened(parentFile(made.file))
  expect(verdict).toBe('proved')
  expect(asked).toEqual([])
  expect(rows).toHaveLength(3)
  expect(rows.join()).toContain('Looked at a class list')
  expect(proved[0]).toContain('15 entries of a log of 43, seen by town.example/witness')
})

test('one byte of it, a cosignature or the child changed: it shows nothing and says why', async () => {
  const html = parentFile(made.file)
  const someByte = html.indexOf('"leaf":"') + 40
  const flipped = html.slice(0, someByte) + (html[someByte] === 'A' ? 'B' : 'A') + html.slice(someByte + 1)
  expect(await opened(flipped)).toMatchObject({ verdict: 'file', rows: [] })
  const noCosignature = parentFile({ ...made.file, checkpoint: made.file.checkpoint.replace(/— town.*\n/, '') })
  expect(await opened(noCosignature)).toMatchObject({ verdict: 'witness', rows: [] })
  expect(await opened(parentFile({ ...made.file, child: made.noor }))).toMatchObject({ verdict: 'child', rows: [] })
}, 60_000)

test('the file that the running school makes opens the same way, in the reader’s language', async () => {
  const { world, people, class6B } = await raiseCurtain()
  const log = await openSequencing(world.installation, world.connection, world.keys)
  await people.rosa.ask(readClass, { params: { id: class6B } })
  await settled(log.pool, log)
  const { body } = await people.amal.ask(readPersonFile, { params: { id: people.noor.id }, query: { locale: 'fr' } })
  const { verdict, rows, proved, asked } = await opened(`${body['html']}`)
  expect([verdict, asked]).toEqual(['proved', []])
  expect(rows.join()).toContain('R. R., Enseignant')
  expect(rows.join()).toContain('Liste de classe consultée')
  expect(proved.join()).toContain('Aucun témoin extérieur n’a vu ce journal')
  await log.close()
  await world.close()
}, 60_000)
