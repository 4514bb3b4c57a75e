import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { locales } from '#contract/locales.ts'
import { components } from '#contract/status.ts'
import { openIncident } from '#modules/status/incidents.ts'
import { noteSamples } from '#modules/status/measuring.ts'
import { openWorld, type World } from '#tests/world.ts'
import { style } from './style.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ push: ['fcm.googleapis.com'], statusAt: 'https://status.school.example/' })
}, 60_000)
afterAll(() => world.close())

const open = async (url: string, locale = 'en') => {
  world.move(11) // what was shown is remembered for ten seconds
  const { statusCode, body, headers } = await world.app.inject({
    url,
    headers: { accept: 'text/html', cookie: `lang=${locale}` },
  })
  return { status: statusCode, body, headers }
}

test('before anything was measured the page says that nobody has', async () => {
  const { body } = await open('/status')
  expect(body).toContain('Something has not been measured lately')
  expect(body.split('Never measured yet').length - 1).toBe(7)
})

/** A quarter in which every part had trouble every third day, and much was said of it. */
const aBadQuarter = async () => {
  const now = world.clock.now().getTime()
  const samples = Array.from({ length: 90 }, (_, nth) =>
    components.flatMap((component) =>
      ['up', ...(nth % 3 === 0 ? ['slow', 'down'] : [])].map(
        (state) => ({ component, state: state as 'up', at: new Date(now - nth * 86_400_000) }) as const,
      ),
    ),
  ).flat()
  await noteSamples(world.installation, samples)
  for (let nth = 0; nth < 8; nth++)
    await openIncident(world.installation, {
      ...{ impact: 'major', components: ['app', 'mail'], beganAt: world.clock.now() },
      texts: [
        { language: 'fr', title: `Panne ${nth}`, body: 'Nous cherchons la cause, et nous vous tenons au courant. '.repeat(5) },
      ],
    })
}

test('after the worst quarter every page is there in every language, without a script, and small', async () => {
  await aBadQuarter()
  for (const locale of locales)
    for (const url of [
      '/status',
      '/legal',
      '/s/preau/legal',
      '/status/confirm?token=x',
      '/status/stop?token=x',
      '/trust/reporting',
    ]) {
      const { status, body } = await open(url, locale)
      expect(status, url).toBe(200)
      expect(body).not.toMatch(/<script|(?<![/.a-z])(?:status|legal|site|openness)\.[a-z]+[._][a-z]/)
      expect(Buffer.byteLength(body) + Buffer.byteLength(style), `${url} in ${locale}`).toBeLessThan(60_000)
      expect(body, url).toContain('href="/status"')
    }
}, 60_000)

test('the page leads to the second place, to the feeds and to the data', async () => {
  const { body } = await open('/status')
  for (const link of ['https://status.school.example/', '/status/incidents.atom', '/status/maintenance.ics', '/api/status.json'])
    expect(body).toContain(`href="${link}"`)
  const feed = await open('/status/incidents.atom')
  expect(feed.headers['content-type']).toContain('application/atom+xml')
  expect(feed.body.split('<entry>')).toHaveLength(9)
  const said = JSON.parse((await open('/api/status.json')).body)
  expect(said.components.map((one: { component: string }) => one.component)).toContain('push')
  expect(said.incidents).toHaveLength(8)
})

test('what is promised and every foot lead there', async () => {
  expect((await open('/trust')).body).toContain('<a class="tap" href="/status">')
  const { body } = await open('/s/preau/')
  for (const link of ['/s/preau/trust', '/status', '/s/preau/legal']) expect(body).toContain(`href="${link}"`)
})

test('who answers for what is said as far as somebody wrote it down, and not further', async () => {
  expect((await open('/s/nobody/legal')).status).toBe(404)
  const before = (await open('/s/preau/legal', 'fr')).body
  expect(before).toContain('École du Préau')
  expect(before.split('Pas encore nommé').length - 1).toBe(4)
  const host = { name: 'Relais <b>SARL</b>', address: '1 rue du Lac, Lyon', country: 'FR', phone: '+33 1 23 45 67 89' }
  const controller = { name: 'École publique du Préau', address: 'Place de l’Église, Lyon', number: 'UAI 0691234A' }
  const preau = { controller, publisher: { name: 'La directrice' } }
  fs.writeFileSync(path.join(world.folder, 'imprint.json'), JSON.stringify({ host, schools: { preau } }))
  await world.owner.query(
    `insert into public.notification_rules (school_id, dpo_address) values ($1, 'dpo@school.example') on conflict (school_id) do update set dpo_address = excluded.dpo_address`,
    [world.schoolId],
  )
  const { body } = await open('/s/preau/legal', 'fr')
  for (const said of [
    'Relais &lt;b&gt;SARL&lt;/b&gt;',
    '1 rue du Lac, Lyon, FR',
    'UAI 0691234A',
    'La directrice',
    'mailto:dpo@school.example',
  ])
    expect(body).toContain(said)
  expect(body.split('Pas encore nommé').length - 1).toBe(1)
  expect(body).toContain('Délégué à la protection des données')
})

test('each law has its own names for those who answer', async () => {
  await world.owner.query("update public.school set profile = 'QC-PRIV' where school_id = $1", [world.schoolId])
  const { body } = await open('/s/preau/legal', 'fr')
  expect(body).toContain('Responsable de la protection des renseignements personnels')
  expect(body).toContain('Où adresser une plainte')
  expect(body).not.toContain('Responsable de la publication')
})

test('what somebody wrote wrongly into the imprint is not shown as half of it', async () => {
  fs.writeFileSync(path.join(world.folder, 'imprint.json'), JSON.stringify({ host: { name: '' } }))
  expect((await open('/legal')).status).toBe(500)
  fs.rmSync(path.join(world.folder, 'imprint.json'))
  expect((await open('/legal')).status).toBe(200)
})
