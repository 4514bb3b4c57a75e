import { afterAll, beforeAll, expect, test } from 'vitest'
import { errors as codes } from '#contract/errors.ts'
import { loadWords } from '#i18n/load.ts'
import { isSeenByPupils } from '#i18n/pupils.ts'
import { openWorld, type World } from '#tests/world.ts'
import { withReadings } from './furigana.ts'
import type { Page } from './layout.ts'
import * as pages from './pupil-pages.ts'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const school = { slug: 'preau', name: '木下小学校' }
const page: Page & { school: typeof school } = { t: loadWords().ja, path: '/s/preau/class', xsrf: 'x', school }
const device = {
  label: '一年二組',
  pupils: [
    { id: 'p1', alias: '陽翔（田）', kana: 'はると（た）' },
    { id: 'p2', alias: '木下（一）' },
  ],
}

const everyDoor = (here: typeof page) => {
  const seen = (Object.keys(codes) as (keyof typeof codes)[]).filter((code) => isSeenByPupils(`errors.${code}`))
  const refusals = [{}, ...seen.map((code) => ({ code, fields: ['classCode', 'username', 'words'] }))]
  const taps = ['boat', 'star', 'key', 'boat'] as const
  return refusals.flatMap((refused) => [
    pages.classDoor(here, undefined, refused),
    pages.classDoor(here, device, refused),
    pages.classDoor(here, { ...device, pupils: [] }, refused),
    ...[0, 1, 3].map((nth) =>
      pages.tapPictures(here, { taps: taps.slice(0, nth), who: 'p1', alias: '陽翔（田）', kana: 'はると（た）' }, refused),
    ),
    ...[0, 1, 4].map((nth) => pages.choosePictures(here, taps.slice(0, nth), refused)),
  ])
}

/** What somebody sees of a page, without what somebody typed and without what has its reading. */
const unread = (markup: string) =>
  markup
    .replace(/<title>.*?<\/title>|<span translate="no">[\s\S]*?<\/span>|<ruby>.*?<\/ruby>/g, '')
    .replace(/<[^>]*>/g, '')
    .match(/\p{sc=Han}+/gu)

test('on the pages of the young pupils’ door no kanji stands without its reading, whatever they say', () => {
  const found = everyDoor(page).flatMap((markup) => unread(markup) ?? [])
  expect([...new Set(found)]).toEqual([])
  expect(everyDoor(page)[0]).toContain('<ruby>紙<rp>（</rp><rt aria-hidden="true">かみ</rt><rp>）</rp></ruby>')
})

test('a name is read as the school has it, and never guessed', () => {
  const [, withNames = ''] = everyDoor(page)
  expect(withNames).toContain('<rt aria-hidden="true">はると</rt>')
  for (const typed of ['木下小学校', '一年二組', '木下（一）'])
    expect(withNames).toContain(`<span translate="no">${typed}</span>`)
})

test('readings stay out of attributes, titles and options, and are in no other language', () => {
  const markup = '<title>紙</title><option>紙</option><img alt="紙"><p>紙</p><span translate="no"><span>紙</span>紙</span>紙'
  expect(withReadings(markup).match(/<ruby>/g)).toHaveLength(2)
  expect(withReadings(markup)).toMatch(/^<title>紙<\/title><option>紙<\/option><img alt="紙"><p><span><ruby>/)
  const elsewhere = [...everyDoor({ ...page, furigana: 'off' }), ...everyDoor({ ...page, t: loadWords().fr })]
  expect(elsewhere.filter((one) => /<ruby|data-furigana/.test(one))).toEqual([])
})

const open = (url: string, cookie = '') =>
  world.app.inject({ method: 'GET', url, headers: { accept: 'text/html', 'accept-language': 'ja', cookie } })

test('a link without JavaScript takes the readings away and brings them back, and the device remembers', async () => {
  const first = await open('/s/preau/class')
  expect(first.body).toContain('<html lang="ja" data-furigana="on">')
  expect(first.body).toContain('href="/s/preau/class?furigana=off"')
  const off = await open('/s/preau/class?furigana=off&lang=ja')
  expect(off.cookies.map(({ name, value }) => `${name}=${value}`)).toEqual(['lang=ja', 'furigana=off'])
  expect(off.body).not.toContain('<ruby')
  expect(off.body).toContain('href="/s/preau/class?furigana=on"')
  expect((await open('/s/preau/class', 'furigana=off')).body).not.toContain('<ruby')
  expect((await open('/s/preau/class', 'furigana=on')).body).toContain('<ruby')
  expect((await open('/s/preau/sign-in', 'furigana=on')).body).not.toContain('<ruby')
  expect((await open('/s/preau/class?lang=fr', 'furigana=on')).body).not.toMatch(/<ruby|furigana=/)
})
