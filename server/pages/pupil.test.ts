import { afterAll, beforeAll, expect, test } from 'vitest'
import { slipSheets } from '#contract/activation.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import * as printing from '#modules/activation/printing-words.ts'
import { classOf, openWorld, type Person, person, type Someone, type World, withoutAccount } from '#tests/world.ts'

let world: World
let rosa: Person
let olga: Person
let noor: Someone
let classId: string
let slip: { classCode: string; username: string; words: string }

/** A browser without JavaScript: cookies, and forms as they stand in the page. */
const browser = () => {
  const cookies = new Map<string, string>()
  let page = ''
  const go = async (method: 'GET' | 'POST', url: string, form: Record<string, string> = {}): Promise<string> => {
    const reply = await world.app.inject({
      ...{ method, url },
      headers: {
        accept: 'text/html',
        'accept-language': 'fr',
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(method === 'POST' ? { payload: `${new URLSearchParams(form)}` } : {}),
    })
    for (const { name, value } of reply.cookies) value ? cookies.set(name, value) : cookies.delete(name)
    page = reply.body
    const { location } = reply.headers
    // The app itself has to be built: that one is sent there is enough.
    if (`${location}`.endsWith('/today')) return `${location}`
    return location ? go('GET', `${location}`) : `${reply.statusCode} ${url}`
  }
  /** Sends a form of the page: what it carries, and what was typed. */
  const send = (url: string, form: Record<string, string> = {}) => {
    const part = page.slice(page.indexOf(`action="${url}"`))
    const carried = [...part.slice(0, part.indexOf('</form>')).matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)]
    return go('POST', url, { ...Object.fromEntries(carried.map(([, name, value]) => [name, value])), ...form })
  }
  return { go, send, cookies, page: () => page }
}

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  olga = await person(world, { name: 'Olga Nyström', role: 'teacher' })
  noor = await withoutAccount(world, { name: 'Noor Benali', role: 'pupil' })
  classId = await classOf(world, 'CP-A', [rosa, olga], [noor])
  const who = { schoolId: world.schoolId, personId: nobody, accountId: null, session: null, requestId: uuidv7() }
  const asked = { params: { id: classId }, query: {}, body: { why: 'first' } }
  const { output } = await printing.print.perform(world.installation, who, asked)
  const made = slipSheets.parse(output).sections[0]?.slips[0]
  slip = { classCode: made?.door?.classCode ?? '', username: made?.username ?? '', words: made?.code ?? '' }
})
afterAll(() => world.close())

test('a stranger sees a form, and no name', async () => {
  const { go, page } = browser()
  expect(await go('GET', '/s/preau/class')).toBe('200 /s/preau/class')
  expect(page()).not.toContain('Noor')
  expect(page()).not.toContain('CP-A')
})

test('a teacher enrols a device and is signed out there; a pupil comes in with words, chooses pictures, and comes in with them', async () => {
  const tablet = browser()
  tablet.cookies.set('preau', rosa.token)
  const here = `/s/preau/class/device/${classId}`
  expect(await tablet.go('GET', here)).toBe(`200 ${here}`)
  expect(tablet.page()).toContain('CP-A')
  expect(await tablet.send(here)).toBe('200 /s/preau/class')
  expect([...tablet.cookies.keys()].filter((name) => name.startsWith('preau'))).toEqual(['preau-class'])
  expect(tablet.page()).not.toContain('Noor')

  expect(await tablet.send('/s/preau/class', slip)).toBe('200 /s/preau/class/choose')
  for (const tap of ['boat', 'star', 'key', 'boat']) await tablet.send('/s/preau/class/choose', { tap })
  expect(await tablet.send('/s/preau/class/choose', { keep: 'on' })).toBe('/s/preau/today')
  expect(tablet.cookies.has('preau')).toBe(true)

  for (const name of ['preau', 'preau-xsrf']) tablet.cookies.delete(name)
  await tablet.go('GET', '/s/preau/class')
  expect(tablet.page()).toContain('Noor B.')
  expect(tablet.page()).not.toContain('Benali')
  await tablet.send('/s/preau/class/pictures')
  for (const tap of ['boat', 'key', 'star']) await tablet.send('/s/preau/class/pictures', { tap })
  expect(await tablet.send('/s/preau/class/pictures', { tap: 'boat' })).toBe('401 /s/preau/class/pictures')
  for (const tap of ['boat', 'star', 'key']) await tablet.send('/s/preau/class/pictures', { tap })
  expect(await tablet.send('/s/preau/class/pictures', { tap: 'boat' })).toBe('/s/preau/today')

  await world.owner.query('update enrolled_device set ended_at = now()')
  for (const name of ['preau', 'preau-xsrf']) tablet.cookies.delete(name)
  await tablet.go('GET', '/s/preau/class')
  expect(tablet.page()).not.toContain('Noor')
  expect([...tablet.cookies.keys()]).not.toContain('preau-class')
})

test('a pupil enrols no device, and who has not said who they are for long says it first', async () => {
  const pupil = browser()
  await pupil.go('GET', '/s/preau/class')
  await pupil.send('/s/preau/class', slip)
  const here = `/s/preau/class/device/${classId}`
  expect(await pupil.go('GET', here)).toMatch(/^40[34]/)
  const teacher = browser()
  teacher.cookies.set('preau', olga.token)
  await teacher.go('GET', here)
  await world.owner.query("update directory.session set authenticated_at = now() - interval '1 hour'")
  expect(await teacher.send(here)).toBe(`200 /confirm?next=${encodeURIComponent(here)}`)
})
