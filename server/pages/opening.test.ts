import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { locales } from '#contract/locales.ts'
import { noteRevision } from '#modules/assurance/index.ts'
import { publicLines } from '#server/serving/openness.ts'
import { dayInParis } from '#tests/days.ts'
import { facts, openWorld, type World } from '#tests/world.ts'
import { openPages } from './open-pages.ts'
import { style } from './style.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({
    push: ['fcm.googleapis.com'],
    s3: new URL('https://store.example/bucket'),
    alarmTo: 'operator@school.example',
  })
}, 60_000)
afterAll(() => world.close())

const open = async (url: string, locale = 'en') => {
  world.move(60) // what was shown is remembered for ten seconds
  const { statusCode, body, headers } = await world.app.inject({
    url,
    headers: { accept: 'text/html', cookie: `lang=${locale}` },
  })
  return { status: statusCode, body, headers }
}

test('every public page is there in every language, without a script and small', async () => {
  for (const locale of locales)
    for (const name of Object.keys(openPages))
      for (const base of ['/trust', '/s/preau/trust']) {
        const { status, body } = await open(`${base}/${name}`, locale)
        expect(status, name).toBe(200)
        expect(body).not.toMatch(/<script|openness\.|promises\.(?!json)|privacy\.(?!microsoft)/)
        expect(Buffer.byteLength(body) + Buffer.byteLength(style), `${name} in ${locale}`).toBeLessThan(90_000)
      }
  expect((await open('/s/nobody/trust/keeps')).status).toBe(404)
}, 60_000)

test('the list says who gets something: a company by its name, whoever nobody wrote down as such', async () => {
  const { body } = await open('/trust/suppliers')
  expect(body).toContain('Google LLC')
  expect(body).toContain('Nobody has written down who this is')
  const row = { host: 'store.example', entity: 'Relais SARL', address: '1 rue du Lac, Lyon', country: 'FR', since: '2026-09-01' }
  fs.writeFileSync(path.join(world.folder, 'suppliers.json'), JSON.stringify([row]))
  expect((await open('/trust/suppliers')).body).toContain('Relais SARL, 1 rue du Lac, Lyon, FR')
  const { body: data } = await open('/api/trust/suppliers.json')
  expect(JSON.parse(data).suppliers).toMatchObject([
    { way: 'store', entity: 'Relais SARL', purpose: 'administration', fields: ['sealed'], onlyWith: 'PREAU_S3' },
    { way: 'push', country: 'US', fields: ['device', 'sealed'] },
  ])
})

test('what left is said month by month, and what was refused', async () => {
  const { egress } = world.installation
  expect((await open('/trust/suppliers')).body).toContain('Nothing has left yet.')
  egress.admit('store', 'store.example')
  egress.admit('store', 'store.example')
  expect(() => egress.admit('mail', 'elsewhere.example')).toThrow()
  const { body } = await open('/trust/suppliers')
  expect(body).toMatch(/<code>store\.example<\/code>[^<]*<span class="quiet">2 times/)
  expect(body).toContain('1 refused')
  expect(body).not.toContain('elsewhere.example')
})

test('what is refused is a letter to whoever answers for the machine', async () => {
  world.move(7200)
  world.mails.length = 0
  expect(() => world.installation.egress.admit('witness', 'elsewhere.example')).toThrow()
  expect(() => world.installation.egress.admit('witness', 'elsewhere.example')).toThrow()
  await expect.poll(() => world.mails.map(({ to }) => to)).toEqual(['operator@school.example'])
  expect(world.mails[0]?.text).toContain('ne figure dans aucune liste')
  await world.installation.egress.flush()
  expect(await facts(world)).toContain('egress.refused')
})

test('a certificate is held until its last day, and then it is not', async () => {
  expect((await open('/trust/certificates')).body.split('Not held').length - 1).toBe(8)
  const until = dayInParis(world.clock.now().getTime() + 10 * 86_400_000)
  const row = { kind: 'iso_27001', holder: 'host', by: 'A body', scope: 'hosting', until, sha256: 'a'.repeat(64) }
  fs.writeFileSync(path.join(world.folder, 'certificates.json'), JSON.stringify([row]))
  expect((await open('/trust/certificates')).body).toContain('Held by whoever hosts the machine')
  world.move(12 * 86_400)
  expect((await open('/trust/certificates')).body.split('Not held').length - 1).toBe(8)
})

test('what the pages say is bound from revision to revision, with what is new and gone, as a page and as feeds', async () => {
  const { installation } = world
  const lines = publicLines(installation)
  expect(await noteRevision(installation, lines)).toBe(true)
  expect(await noteRevision(installation, lines)).toBe(false)
  const [first, ...rest] = lines
  expect(await noteRevision(installation, [...rest, 'kept everything: for ever'])).toBe(true)
  const { body } = await open('/trust/changes')
  expect(body).toContain('<ins>kept everything: for ever</ins>')
  expect(body).toContain('The first revision')
  expect(body).toContain(`<del>${(first ?? '').slice(0, 14)}`)
  const feed = await open('/trust/changes.atom')
  expect(feed.headers['content-type']).toContain('application/atom+xml')
  expect(feed.body).toMatch(/^<\?xml version="1\.0" encoding="utf-8"\?>\n<feed xmlns="http:\/\/www\.w3\.org\/2005\/Atom">/)
  expect(feed.body).toContain('+ kept everything: for ever')
  expect(JSON.parse((await open('/api/trust/changes.json')).body).changes[0].lines).toContain('+ kept everything: for ever')
})

test('security.txt says where to report, until when it holds, and leads to the policy', async () => {
  const { body, headers } = await open('/.well-known/security.txt')
  expect(headers['content-type']).toContain('text/plain')
  expect(body).toMatch(/^Contact: http:\/\/localhost:3000\/trust\/reporting$/m)
  const [, until = ''] = /^Expires: (.*)$/m.exec(body) ?? []
  expect(Date.parse(until)).toBeGreaterThan(world.clock.now().getTime())
  expect((await open('/trust/reporting')).body).toContain('is thanked and not pursued')
})
