import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordArticles } from '#contract/authorities.ts'
import { languages } from '#contract/locales.ts'
import { changeDpoAddress } from '#contract/notifications.ts'
import { profiles } from '#contract/roles.ts'
import { loadWords } from '#i18n/load.ts'
import { lawOf } from '#kernel/grounds.ts'
import { html } from '#kernel/html.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { type PersonalTable, personalTables } from '#kernel/personal-data.ts'
import { keepPapers } from '#modules/privacy/keeping-papers.ts'
import { dataMap } from '#server/registry.ts'
import { facts, openWorld, person, type World } from '#tests/world.ts'
import { papers } from './paper-pages.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const words = loadWords()
const open = async (paper: string, locale = 'en') => {
  const { statusCode, body } = await world.app.inject({
    url: `/s/preau/trust/${paper}?lang=${locale}`,
    headers: { accept: 'text/html' },
  })
  return { status: statusCode, body }
}
const night = () => keepPapers.perform(world.installation, { schoolId: world.schoolId, requestId: uuidv7() })
const escaped = (text: string) => html`${text}`.markup
const bare = ({ table }: PersonalTable) => table.split('.')[1] ?? table

/** The same map, with one table declared otherwise. */
const withTable = (table: string, change: Partial<PersonalTable>) =>
  Object.assign(world.installation, {
    dataMap: { ...dataMap, tables: dataMap.tables.map((one) => (one.table === table ? { ...one, ...change } : one)) },
  })

test('every paper is there in four languages, without an account and without a script, in words', async () => {
  await night()
  for (const locale of languages)
    for (const paper of papers) {
      const { status, body } = await open(paper, locale)
      expect(status, paper).toBe(200)
      expect(body).toContain('École du Préau')
      expect(body, `${paper} in ${locale}`).not.toMatch(/<script|\b(papers|privacy|mydata|setup)\.[a-z_]+/)
      expect(body).toContain(`<html lang="${locale}">`)
    }
})

test('the notice names everything that the map says is held and shown, why and for how long', async () => {
  const { body } = await open('notice')
  const held = personalTables(dataMap).filter(({ recipients }) => recipients.length > 0)
  expect(held.length).toBeGreaterThan(50)
  for (const table of held) {
    expect(body).toContain(escaped(words.en(`privacy.table.${bare(table)}` as never)))
    expect(body).toContain(escaped(words.en(`privacy.why.${bare(table)}` as never)))
  }
  expect(body).toContain('CNIL')
  expect(body).toContain('nobody has compared this with the law yet')
})

test('the record has a part for every purpose, and each part every table that serves it', async () => {
  const { body } = await open('record')
  for (const table of personalTables(dataMap))
    for (const purpose of table.purposes) {
      const part = body.split(`id="${purpose}"`)[1]?.split('</section>')[0] ?? ''
      expect(part, `${table.table} for ${purpose}`).toContain(escaped(words.en(`privacy.table.${bare(table)}` as never)))
    }
})

test('under each law the papers name that law', async () => {
  for (const profile of profiles) {
    await world.owner.query('update school set profile = $2 where school_id = $1', [world.schoolId, profile])
    expect((await open('record')).body, profile).toContain(escaped(lawOf[profile].legal_obligation))
  }
  await world.owner.query("update school set profile = 'EU-FR' where school_id = $1", [world.schoolId])
})

test('the record and the notice say whom to ask, by the name that the law of the school gives them', async () => {
  const head = await person(world, { name: 'Inès Tremblay', role: 'head' })
  await head.ask(changeDpoAddress, { body: { dpoAddress: 'vie-privee@preau.example' } })
  for (const profile of profiles) {
    await world.owner.query('update school set profile = $2 where school_id = $1', [world.schoolId, profile])
    for (const paper of ['record', 'notice']) {
      const { body } = await open(paper)
      expect(body, `${paper} under ${profile}`).toContain('mailto:vie-privee@preau.example')
      expect(body, `${paper} under ${profile}`).toContain(escaped(words.en(`legal.privacy.${profile}`)))
    }
  }
  await world.owner.query("update school set profile = 'EU-FR' where school_id = $1", [world.schoolId])
})

test('only where the law asks for a record does the paper say so, with its article', async () => {
  for (const profile of profiles) {
    await world.owner.query('update school set profile = $2 where school_id = $1', [world.schoolId, profile])
    const { body } = await open('record')
    const article = recordArticles[profile]
    expect(body, profile).toContain(escaped(article ? `(${article}; nobody has compared` : words.en('papers.record_own')))
  }
  await world.owner.query("update school set profile = 'EU-FR' where school_id = $1", [world.schoolId])
})

test('what nobody has compared with the law says so, and Japanese says it with its own brackets, lists and counters', async () => {
  for (const paper of ['record', 'notice'])
    for (const locale of languages)
      expect((await open(paper, locale)).body).toContain(escaped(words[locale]('mydata.grounds_unverified')))
  await world.owner.query("update school set profile = 'JP' where school_id = $1", [world.schoolId])
  const said = `${(await open('notice', 'ja')).body}${(await open('record', 'ja')).body}`.split('<main')[1] ?? ''
  expect(said).toContain('14日以内')
  expect(said).not.toMatch(/日間以内|\p{Script=Han} \(|\p{Script=Han}[,;] /u)
  await world.owner.query("update school set profile = 'EU-FR' where school_id = $1", [world.schoolId])
})

test('an edition is numbered and dated, and nothing new is kept as long as nothing changes', async () => {
  expect((await open('record')).body).toContain('Edition 1 of')
  await night()
  await night()
  const { rows } = await world.owner.query('select number, release from paper_version where school_id = $1', [world.schoolId])
  expect(rows).toEqual([{ number: 1, release: expect.stringMatching(/^\d/) }])
  expect((await open('editions')).body).toContain('The first edition.')
})

test('what the map says otherwise the papers say otherwise at once, and after a night it stands among the changes, with its day', async () => {
  withTable('public.guardianship', { recipients: ['self', 'guardians', 'classmates'], purposes: ['family_communication'] })
  const { body } = await open('notice')
  expect(body).toContain('This edition is not numbered yet')
  expect((await open('record')).body.split('id="administration"')[1]?.split('</section>')[0]).not.toContain('Families,')
  await night()
  const changes = (await open('editions')).body
  expect(changes).toContain('Edition 2 of')
  expect(changes).toContain(`<strong>${words.en('privacy.table.guardianship')}</strong>`)
  expect(changes).toMatch(/<ins>now: [^<]*classmates[^<]*<\/ins>/)
  expect(changes).toMatch(/<del>before: [^<]*<\/del>/)
  expect((await facts(world)).filter((name) => name === 'privacy.papers_changed')).toHaveLength(2)
  withTable('public.guardianship', {})
  await night()
  expect((await open('editions')).body).toContain('Edition 3 of')
})

test('a school that is none has no papers, and nobody reads their table', async () => {
  const { statusCode } = await world.app.inject({ url: '/s/nowhere/trust/record', headers: { accept: 'text/html' } })
  expect(statusCode).toBe(404)
})
