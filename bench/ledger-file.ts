import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium } from 'playwright-core'
import { loadWords } from '#i18n/load.ts'
import { as } from '#kernel/db.ts'
import { keyText, signerOf } from '#ledger/notes.ts'
import { gatherFile } from '#ledger/offline/gathering.ts'
import { parentFile } from '#ledger/offline/parent-file.ts'
import { sequencer } from '#ledger/sequencer.ts'
import { addCheckpoint, watch } from '#ledger/witness.ts'
import { askWitnesses } from '#ledger/witnesses.ts'
import { fileWords } from '#modules/reads/file-words.ts'
import type { House } from './house.ts'
import { actorNow, clock, origin, people, schoolId, seed, type World } from './ledger-world.ts'

const ENTRIES = 1000
const SLOWER = 4
const chromiums = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The file of a child whom a thousand reads were about, in a tree with everybody else's, cosigned by a witness. */
const fileOf = async (at: World) => {
  const child = people[0]!
  const order = sequencer({ pool: at.pool, seed, clock })
  for (let done = 0; done < ENTRIES; done += 50)
    await at.reads([...Array.from({ length: 50 }, () => child), ...people.slice(1, 51)])
  while ((await order.turn()).outcome === 'ordered');
  const townHall = signerOf('town.example/witness', Buffer.alloc(32, 9), 4)
  const logKey = keyText(signerOf(origin, seed))
  await watch(at.pool, logKey)
  await at.pool.query('insert into ledger.witness (name, key, url) values ($1, $2, $3)', [
    ...[townHall.name, keyText(townHall), 'https://town.example'],
  ])
  await askWitnesses(at.pool, clock, (_url, body) => addCheckpoint({ pool: at.pool, signer: townHall, clock }, body))
  const words = fileWords(loadWords().en, 'Who saw the data of Noor', '2026-11-21')
  const asked = {
    ...{ schoolId, childId: child, from: '2026-11-21', to: '2026-11-21', madeAt: clock.now(), epoch: 1, logKey },
    words,
  }
  const more = { witnessKeys: [keyText(townHall)], shown: () => ({ who: 'R. L., teacher', isOwn: false, withId: true }) }
  return as(at.db, actorNow(), (tx) => gatherFile({ tx, pool: at.pool, keys: at.vault }, { ...asked, ...more }))
}

/** In words, for it is the page's script and not ours. */
const markVerdict = `new MutationObserver(() => {
  if (document.body?.dataset.verdict && !performance.getEntriesByName('verdict').length) performance.mark('verdict')
}).observe(document, { attributes: true, childList: true, subtree: true })`

type Metrics = { metrics: { name: string; value: number }[] }

/**
 * Milliseconds from the beginning of the navigation to the verdict, reading the file and the script included: by the page's clock, and of
 * processor, of all threads of the page's process. Chromium slows a page down by the clock, so its throttle says nothing on a busy machine.
 */
const opened = async (browser: Browser, file: string, entries: number, rate: number) => {
  const context = await browser.newContext({ offline: true })
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Performance.enable')
  await devtools.send('Emulation.setCPUThrottlingRate', { rate })
  await page.addInitScript(markVerdict)
  await page.goto(pathToFileURL(file).href)
  await page.locator('body[data-verdict]').waitFor()
  const { metrics }: Metrics = await devtools.send('Performance.getMetrics')
  const verdict = await page.locator('body').getAttribute('data-verdict')
  const proved = await page.locator('#proved li').first().innerText()
  if (verdict !== 'proved' || !proved.includes(`${entries}`)) throw new Error(`the file was not proved: ${verdict}, ${proved}`)
  const clock = await page.evaluate(() => performance.getEntriesByName('verdict')[0]!.startTime)
  await context.close()
  return { clock, processor: metrics.find(({ name }) => name === 'ProcessTime')!.value * 1000 }
}

/** A thousand entries in a parent's browser, on a processor four times slower. */
export const measureFile = async ({ absolute, folder }: House, at: World) => {
  const executablePath = chromiums.find((one) => fs.existsSync(one))
  if (!executablePath) return console.error('no Chromium here: the parent’s file is not measured')
  const made = await fileOf(at)
  const html = path.join(folder, 'parent-file.html')
  fs.writeFileSync(html, parentFile(made))
  const browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu'] })
  try {
    const what = `parent's file, ${made.entries.length} entries`
    const open = (rate: number) => opened(browser, html, made.entries.length, rate)
    await absolute(`${what}, processor time × ${SLOWER}`, 'ms', { atMost: 2000 }, async () => (await open(1)).processor * SLOWER)
    await absolute(`${what}, by the clock, throttled ${SLOWER} times`, 'ms', {}, async () => (await open(SLOWER)).clock)
  } finally {
    await browser.close()
  }
}
