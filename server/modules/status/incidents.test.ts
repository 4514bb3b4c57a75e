import { afterAll, beforeAll, expect, test } from 'vitest'
import { announce } from '#modules/notices/index.ts'
import { incidentsFeed, maintenanceCalendar } from '#server/serving/status-files.ts'
import { nasty } from '#tests/nasty.ts'
import { facts, openWorld, type World } from '#tests/world.ts'
import { closeIncident, openIncident, readIncidents, updateIncident } from './incidents.ts'
import { noteSamples, readParts } from './measuring.ts'
import { readStanding, sweepStatus } from './reading.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
}, 60_000)
afterAll(() => world.close())

const DAY = 86_400
const text = (title: string, body = '') => [{ language: 'fr', title, body }]
const opening = (more: object = {}) => ({
  ...({ impact: 'outage', components: ['app'], beganAt: world.clock.now(), texts: text('Rien ne va') } as const),
  ...more,
})
const page = async (locale: string) => {
  world.move(11)
  return (await world.app.inject({ url: '/status', headers: { accept: 'text/html', cookie: `lang=${locale}` } })).body
}
const all = () => readIncidents(world.installation, new Date(0))

test('an incident is opened, goes on and is over, in public, and each is a fact about nobody', async () => {
  const words = [
    { language: 'en', title: 'The app does not answer', body: 'Since nine.\nWe are looking.' },
    { language: 'ja', title: 'アプリが応答しません', body: '調査中です。' },
  ]
  const id = await openIncident(world.installation, opening({ texts: words, components: ['app', 'database'] }))
  expect(await page('en')).toContain('Nothing works')
  expect(await page('ja')).toContain('<strong lang="ja">アプリが応答しません</strong>')
  expect(await page('sv')).toContain('<strong lang="en">The app does not answer</strong>')
  await updateIncident(world.installation, id, { state: 'identified', texts: text('Le disque est plein') })
  await closeIncident(world.installation, id, { texts: text('Tout va bien', 'Le disque est plus grand.') })
  const body = await page('fr')
  expect(body).toContain('Le disque est plus grand.')
  expect(body).toContain('Terminé')
  const [one] = await all()
  expect(one?.updates.map(({ number, state }) => [number, state])).toEqual([
    [3, 'resolved'],
    [2, 'identified'],
    [1, 'investigating'],
  ])
  expect(await facts(world)).toEqual(expect.arrayContaining(['incident.opened', 'incident.updated', 'incident.closed']))
})

test('what is over goes on no more, and what never was does not begin', async () => {
  const id = await openIncident(world.installation, opening())
  await closeIncident(world.installation, id, { texts: text('Fini') })
  await expect(closeIncident(world.installation, id, { texts: text('Encore') })).rejects.toThrow('no incident')
  await expect(updateIncident(world.installation, id, { state: 'watching', texts: text('Encore') })).rejects.toThrow(
    'no incident',
  )
  const before = (await all()).length
  for (const wrong of [
    { texts: [] },
    { texts: text('') },
    { texts: text('x'.repeat(201)) },
    { texts: [...text('a'), ...text('b')] },
    { texts: [{ language: 'pt', title: 'a', body: '' }] },
    { components: [] },
    { components: ['kitchen'] },
    { impact: 'felt' },
    { beganAt: new Date(world.clock.now().getTime() + 60_000) },
    { texts: text(nasty['lines'] ?? '') },
    { texts: text(nasty['half'] ?? '') },
  ])
    await expect(openIncident(world.installation, opening(wrong) as never)).rejects.toThrow()
  expect(await all()).toHaveLength(before)
})

test('of two who close it at once one does', async () => {
  const id = await openIncident(world.installation, opening())
  const both = await Promise.allSettled(['a', 'b'].map((title) => closeIncident(world.installation, id, { texts: text(title) })))
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect((await all()).find((one) => one.id === id)?.updates).toHaveLength(2)
})

test('whatever is written stands as it was written, and is harmless on the page, in the feed and in the calendar', async () => {
  for (const name of ['script', 'closing', 'link', 'bidi', 'formula', 'template', 'spaces'] as const) {
    const typed = nasty[name] ?? ''
    const title = typed.replaceAll('\n', ' ').slice(0, 150)
    await openIncident(world.installation, opening({ texts: text(title, typed) }))
    expect((await all())[0]?.updates[0]?.texts).toEqual([{ language: 'fr', title, body: typed }])
  }
  await announce(world.installation, {
    ...{ kind: 'maintenance', impact: 'high', effectiveUntil: null },
    effectiveFrom: new Date(world.clock.now().getTime() + 7 * DAY * 1000),
    texts: [{ language: 'fr', title: nasty['script'] ?? '', text: nasty['closing'] ?? '' }],
  })
  const standing = await readStanding(world.installation)
  for (const body of [await page('fr'), incidentsFeed(world.installation, standing)]) {
    expect(body).not.toMatch(/<script>|<svg onload|<img src=x|<b>|\u202e/)
    expect(body).toContain('&lt;script&gt;alert(1)')
    expect(body).not.toContain('href="javascript')
  }
  const calendar = maintenanceCalendar(world.installation, standing)
  expect(calendar.replaceAll('\r\n ', '')).toContain('SUMMARY:<script>alert(1)</script><img src=x onerror=alert(1)>')
  expect(calendar.split('\r\n').filter((line) => /^(?:BEGIN|END):/.test(line))).toHaveLength(4)
})

test('an interruption that was announced to every school stands on the page, and in the calendar, with its hours', async () => {
  const from = new Date(Date.UTC(2027, 2, 1, 20))
  await announce(world.installation, {
    ...{ kind: 'maintenance', impact: 'low', effectiveFrom: from, effectiveUntil: new Date(from.getTime() + 3_600_000) },
    texts: [{ language: 'sv', title: 'Nytt lagringsutrymme', text: 'Ett ögonblick.' }],
  })
  expect(await page('sv')).toContain('Från 2027-03-01 20:00 UTC till 2027-03-01 21:00 UTC')
  const { body, headers } = await world.app.inject({ url: '/status/maintenance.ics' })
  expect(headers['content-type']).toContain('text/calendar')
  expect(body).toContain('DTSTART:20270301T200000Z\r\nDTEND:20270301T210000Z\r\nSUMMARY:Nytt lagringsutrymme')
})

test('a day on which something did not answer is seen in the bar and said in words', async () => {
  const at = world.clock.now()
  const sample = (state: 'up' | 'down') => ({ component: 'mail', state, at }) as const
  await noteSamples(world.installation, [
    ...Array.from({ length: 20 }, () => sample('up')),
    ...Array.from({ length: 6 }, () => sample('down')),
  ])
  const mail = (await readParts(world.installation)).find(({ component }) => component === 'mail')
  expect(mail).toMatchObject({ state: 'down' })
  expect(mail?.days).toHaveLength(90)
  expect(mail?.days.at(-1)).toMatchObject({ seen: 26, down: 6 })
  const body = await page('en')
  expect(body).toContain('76.92% of 26 measurements in ninety days were answered')
  expect(body).toMatch(/<path class="bad" d="M267 0h2v24h-2z"\/>/)
  world.move(3_600)
  expect((await readParts(world.installation)).find(({ component }) => component === 'mail')?.state).toBe('unknown')
})

test('days and incidents of long ago go', async () => {
  const open = (await all()).filter(({ closedAt }) => !closedAt).length
  world.move(500 * DAY)
  await sweepStatus(world.installation)
  expect(await all()).toHaveLength(open)
  expect((await world.owner.query('select from directory.component_day')).rowCount).toBe(0)
})
