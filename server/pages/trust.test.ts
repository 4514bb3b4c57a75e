import { afterAll, beforeAll, expect, test } from 'vitest'
import { locales } from '#contract/locales.ts'
import { lookAround, themes } from '#modules/assurance/index.ts'
import { groundOf } from '#tests/promises.ts'
import { openWorld, type World } from '#tests/world.ts'
import { style } from './style.ts'

let world: World
let look: () => Promise<number>
let close: () => Promise<void>
beforeAll(async () => {
  world = await openWorld()
  const made = await groundOf(world)
  close = made.close
  look = () => lookAround({ ...made.ground, now: world.clock.now() })
}, 60_000)
afterAll(async () => {
  await close()
  await world.close()
})

const open = async (url: string, locale = 'en') => {
  const { statusCode, body, headers } = await world.app.inject({
    url,
    headers: { accept: 'text/html', cookie: `lang=${locale}` },
  })
  return { status: statusCode, body, headers }
}

test('before anything was looked at the page says that nothing is kept', async () => {
  const { body } = await open('/trust')
  expect(body).toContain('0 of 187 promises are kept')
  expect(body).toContain('Nothing has been looked at yet')
})

test('what was found stands on the page, in every language, without a script and within sixty kilobytes', async () => {
  await look()
  world.move(60)
  for (const locale of locales)
    for (const url of ['/trust', ...themes.map((theme) => `/trust/${theme}`), '/s/preau/trust', '/s/preau/trust/door']) {
      const { status, body } = await open(url, locale)
      expect(status, url).toBe(200)
      expect(body).not.toMatch(/<script|trust\.|promises\.(?!json)/)
      expect(Buffer.byteLength(body) + Buffer.byteLength(style), `${url} in ${locale}`).toBeLessThan(60_000)
    }
  expect((await open('/trust')).body).not.toContain('>0 of 187')
}, 60_000)

test('a promise says how it stands, what it rests on, and what nobody looks at', async () => {
  const { body } = await open('/trust/running')
  const part = (id: string) => body.split(`id="${id}"`)[1]?.split('</li>\n<li class="card')[0] ?? ''
  expect(part('KLA-31')).toContain('badge ok')
  expect(part('KLA-42')).toContain('Not kept yet')
  expect(part('KLA-42')).toContain('Backups, and opening them again')
})

test('anybody gets the same as data, and nobody an unknown school or theme', async () => {
  const { body } = await open('/api/trust/promises.json')
  const said: { promises: number; kept: number; themes: { promises: { id: string; state: string }[] }[] } = JSON.parse(body)
  const all = said.themes.flatMap(({ promises }) => promises)
  expect(all).toHaveLength(187)
  expect(all.filter(({ state }) => state === 'ok')).toHaveLength(said.kept)
  expect(JSON.parse((await open('/s/preau/api/trust/promises.json')).body)).toMatchObject({ promises: 187 })
  for (const url of ['/trust/nothing', '/s/nobody/trust', '/s/nobody/trust/door']) expect((await open(url)).status, url).toBe(404)
})

test('who can do what is printed from the rows that decide', async () => {
  const { body, status } = await open('/trust/who')
  expect(status).toBe(200)
  expect(body).toContain('class.join_request.accept')
})

test('a wall that falls is red on the public page at the next look', async () => {
  await world.owner.query('alter table public.person no force row level security')
  world.move(86_400)
  await look()
  world.move(60)
  const { body } = await open('/trust/seen')
  expect(body.split('id="KLA-35"')[1]?.split('</div>')[0]).toContain('Not kept<')
  expect((await open('/trust')).body).toContain('kept are broken')
  await world.owner.query('alter table public.person force row level security')
}, 60_000)
