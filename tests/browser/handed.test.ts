import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveCopy } from '#contract/covering.ts'
import { handedAt, looks } from '#tests/covering.ts'
import { arrangeHandOver } from './covering-screens.ts'
import { clipped, letters, onPaper, PAPER, toBeRead } from './paper.ts'
import { openSchool, type School } from './school.ts'

let school: School
let folder: string
beforeAll(async () => {
  school = await openSchool()
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'preau-handed-'))
}, 120_000)
afterAll(async () => {
  await school?.close()
  fs.rmSync(folder, { recursive: true, force: true })
})

/** What is taken from a stick, as files. */
const onStick = async (): Promise<string> => {
  const { id, desk, slug, token } = await arrangeHandOver(school)
  const { version, seen, unopened } = await looks({ ask: desk }, id)
  const given = await desk(giveCopy, { params: { id }, body: { version, seen, unopened, answer: 'Voici votre copie.' } })
  expect(given.status, given.text).toBe(200)
  const items = await handedAt(school.world, { token }, id, slug)
  for (const [name, bytes] of items) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    fs.writeFileSync(path.join(folder, name), bytes)
  }
  return folder
}

test('the pages of a copy that is handed over stand whole on A4, with their pictures, and need no connection', async () => {
  const stick = await onStick()
  const context = await school.browser.newContext({ viewport: { width: PAPER, height: 970 }, offline: true })
  for (const name of ['letter.html', 'index.html', 'messages.html', 'photos.html', 'export.html', 'who-saw.html']) {
    const page = await context.newPage()
    await page.goto(pathToFileURL(path.join(stick, name)).href)
    await page.emulateMedia({ media: 'print' })
    expect(await clipped(page), name).toEqual([])
    const paper = await onPaper(page)
    if (process.env['PREAU_SCREENSHOTS']) await page.screenshot({ fullPage: true, path: `screenshots/handed-${name}.png` })
    expect(
      (await toBeRead(page)).filter((line) => !paper.includes(letters(line))),
      name,
    ).toEqual([])
    const broken = await page.evaluate(() => [...document.images].filter((one) => !one.complete || one.naturalWidth === 0).length)
    expect(broken, name).toBe(0)
    await page.close()
  }
  await context.close()
}, 120_000)
