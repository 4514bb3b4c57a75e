import { afterAll, beforeAll, expect, test } from 'vitest'
import { beginConversation } from '#contract/conversations.ts'
import { protect } from '#contract/families.ts'
import { listNoticeVoices } from '#contract/notices.ts'
import { writeNotice } from '#contract/notices-writing.ts'
import { listVoices, withdrawPost, writePost } from '#contract/posts.ts'
import { mostSearches, type SearchKind, searchSchool } from '#contract/search.ts'
import { nobody } from '#kernel/ids.ts'
import { raiseCurtain, type Stage } from '#tests/cast.ts'
import { attaches, uploads } from '#tests/files.ts'
import { facts, type Person, person } from '#tests/world.ts'

let stage: Stage
beforeAll(async () => {
  stage = await raiseCurtain()
  const { rosa, otto, ines } = stage.people
  const voice = async (who: Person, targetId: string | null) =>
    ((await who.ask(listVoices)).body['audiences'] as { id: string; classId: string | null }[]).find(
      ({ classId }) => classId === targetId,
    )?.id ?? ''
  const says = async (who: Person, targetId: string | null, text: string) =>
    who.ask(writePost, {
      body: { text, language: 'fr', answers: 'none', when: 'now', audiences: [await voice(who, targetId)], files: [] },
    })
  await says(rosa, stage.class6B, 'Demain, piscine : pensez au bonnet.\nRetour à midi.')
  await says(otto, stage.class7A, 'La piscine de la 7A est remise à jeudi.')
  await says(ines, null, 'La kermesse aura lieu le 12 juin.')
  const { body } = await uploads(stage.world, rosa, Buffer.from('Noor, Amir'), {
    name: 'Liste piscine été.txt',
    type: 'text/plain',
  })
  await stage.world.doJobs()
  await attaches(stage.world, rosa, `${body['id']}`, 'class', stage.class6B)
}, 60_000)
afterAll(() => stage.world.close())

type Groups = { kind: SearchKind; hits: { title: string; note: string | null }[]; hasMore: boolean }[]
const looks = async (who: Person, words: string, classId?: string) =>
  who.ask(searchSchool, { body: { words, ...(classId ? { classId } : {}) } })
const found = async (who: Person, words: string, classId?: string) =>
  Object.fromEntries(
    ((await looks(who, words, classId)).body['groups'] as Groups).map(({ kind, hits }) => [kind, hits.map(({ title }) => title)]),
  )

test('a teacher finds her pupils, her class, what was said there and its files; nothing of another class', async () => {
  const { rosa, otto, olga } = stage.people
  expect(await found(rosa, 'piscine')).toEqual({
    posts: ['Demain, piscine : pensez au bonnet.'],
    files: ['Liste piscine été.txt'],
  })
  expect(await found(otto, 'PISCINÉ')).toEqual({ posts: ['La piscine de la 7A est remise à jeudi.'] })
  expect((await found(olga, 'piscine'))['posts']).toHaveLength(2)
  expect(await found(rosa, 'benali noor')).toEqual({ people: ['Noor Benali'] })
  expect((await found(otto, 'noor'))['people'] ?? []).not.toContain('Noor Benali')
  expect(await found(rosa, '6b')).toEqual({ classes: ['6B'] })
})

test('one class is searched alone, and a class that is not one’s own answers nothing', async () => {
  const { olga, otto } = stage.people
  expect(await found(olga, 'piscine', stage.class7A)).toEqual({ posts: ['La piscine de la 7A est remise à jeudi.'] })
  expect(await found(olga, 'noor', stage.class6B)).toEqual({ people: ['Noor Benali'] })
  expect(await found(olga, 'kermesse', stage.class6B)).toEqual({})
  expect(await found(otto, 'piscine', stage.class6B)).toEqual({})
})

test('names are found without accents, in kana of either kind, and whatever comes first', async () => {
  const { ada, ines } = stage.people
  expect((await found(ada, 'ines'))['people']).toEqual(['Inès Tremblay'])
  expect((await found(ada, 'TREMBLAY Inès'))['people']).toEqual(['Inès Tremblay'])
  expect((await found(ines, '安田あだ'))['people']).toEqual(['安田 あだ'])
  expect((await found(ines, 'アダ'))['people']).toEqual(['安田 あだ'])
})

test('who must not be found is found by nothing but the alias, and by those who run the school', async () => {
  const { olga, rosa, noor } = stage.people
  const body = { kind: 'marked', alias: 'Camille D.', reference: 'Skatteverket 2026-11' }
  expect((await olga.ask(protect, { params: { id: noor.id }, body })).status).toBe(200)
  expect((await found(rosa, 'noor'))['people'] ?? []).toEqual([])
  expect(await found(rosa, 'camille')).toEqual({ people: ['Camille D.'] })
  expect((await found(olga, 'noor'))['people']).toContain('Noor Benali')
  await stage.world.owner.query('delete from protected_identity')
})

test('what was taken back is not found any more, and what nobody sees yet not before', async () => {
  const { rosa } = stage.people
  const { groups } = (await looks(rosa, 'bonnet')).body as { groups: { kind: string; hits: { id: string }[] }[] }
  expect((await rosa.ask(withdrawPost, { params: { id: groups[0]?.hits[0]?.id ?? '' } })).status).toBe(200)
  expect(await found(rosa, 'bonnet')).toEqual({})
  const { audiences } = (await rosa.ask(listVoices)).body as { audiences: { id: string }[] }
  const draft = { text: 'Trompette, à relire.', language: 'fr', answers: 'none', when: 'draft', files: [] } as const
  expect((await rosa.ask(writePost, { body: { ...draft, audiences: [audiences[0]?.id ?? ''] } })).status).toBe(200)
  expect(await found(rosa, 'trompette')).toEqual({})
})

test('parents, pupils and whose time is over search nothing; nor does support', async () => {
  const { amal, bilal, noor, lea, sami, sten } = stage.people
  for (const who of [amal, bilal, noor, lea, sami]) expect((await looks(who, 'noor')).body.code).toMatch(/^not_(allowed|found)$/)
  expect(await found(sten, 'noor')).toEqual({}) // in the school where he teaches there is no Noor
})

test('one letter, nothing and half a character are no search', async () => {
  const { rosa } = stage.people
  for (const words of ['a', ' ', '', '\ud83d', 'a\r\nb', 'x'.repeat(101)]) expect((await looks(rosa, words)).status).toBe(422)
  expect(await found(rosa, '%%')).toEqual({})
  expect(await found(rosa, "' or 1=1 --")).toEqual({})
})

test('of many only the first are shown, and that there are more is said', async () => {
  const { ines } = stage.people
  for (let nth = 0; nth < 22; nth++) await person(stage.world, { name: `Zacharie Foule${nth}`, role: 'pupil' })
  const { groups } = (await looks(ines, 'foule')).body as { groups: Groups }
  expect(groups.map(({ kind, hits, hasMore }) => [kind, hits.length, hasMore])).toEqual([['people', 20, true]])
})

test('a notice is found in each of its languages, once, and by nobody before whom it does not stand', async () => {
  const { rosa, otto, olga } = stage.people
  const { body } = await rosa.ask(listNoticeVoices)
  const place = (body['audiences'] as { id: string; label: string | null }[]).find(({ label }) => label === '6B')
  const texts = [
    { language: 'fr', title: 'Sortie au théâtre', text: 'Rendez-vous à 9 h devant la grille, avec un pique-nique.' },
    { language: 'sv', title: 'Teaterbesök', text: 'Vi ses vid grinden klockan 9, ta med matsäck.' },
  ]
  const written = await rosa.ask(writeNotice, { body: { texts, asks: [], when: 'now', audiences: [place?.id ?? ''] } })
  expect(written.status, written.text).toBe(200)
  expect(await found(rosa, 'pique-nique')).toEqual({ notices: ['Sortie au théâtre'] })
  expect(await found(olga, 'matsäck')).toEqual({ notices: ['Teaterbesök'] })
  expect(await found(rosa, 'teater')).toEqual({ notices: ['Teaterbesök'] })
  expect(await found(otto, 'pique-nique')).toEqual({})
  expect(await found(olga, 'pique-nique', stage.class7A)).toEqual({})
})

test('a conversation is found by what it is about, by those who take part and nobody else; never by what was said', async () => {
  const { rosa, otto, ines, noor } = stage.people
  const begun = await rosa.ask(beginConversation, {
    body: {
      ...{ topic: 'Les lunettes de sport', text: 'Elles sont restées au vestiaire.', language: 'fr' },
      ...{ line: 'teacher_guardian', side: 'school', classId: stage.class6B, pupilIds: [noor.id] },
    },
  })
  expect(begun.status, begun.text).toBe(200)
  expect(await found(rosa, 'lunettes')).toEqual({ conversations: ['Les lunettes de sport'] })
  expect(await found(rosa, 'vestiaire')).toEqual({})
  for (const who of [otto, ines]) expect(await found(who, 'lunettes')).toEqual({})
})

test('whoever searches on and on has to wait, and nobody else with them', async () => {
  const { otto, rosa } = stage.people
  const { vault } = stage.world.installation
  const [digest] = vault.marks(nobody, 'tries', ['search', otto.id].join('\u0000'))
  await stage.world.owner.query(
    `insert into directory.throttle (digest, tries, first_at, until_at) values ($1, $2, now(), to_timestamp(0))
     on conflict (digest) do update set tries = excluded.tries`,
    [digest, mostSearches + 8],
  )
  expect((await looks(otto, 'piscine')).status).toBe(200)
  const { status, body, headers } = await looks(otto, 'piscine')
  expect([status, body.code]).toEqual([429, 'too_many_tries'])
  expect(Number(headers['retry-after'])).toBeGreaterThan(1)
  expect((await looks(rosa, 'piscine')).status).toBe(200)
})

test('each search is a fact that says how many, and neither the words nor a name stand anywhere', async () => {
  const { rosa } = stage.people
  const before = (await facts(stage.world)).filter((name) => name === 'search.made').length
  await looks(rosa, 'Zwetschgenknödel')
  expect((await facts(stage.world)).filter((name) => name === 'search.made').length).toBe(before + 1)
  const { rows } = await stage.world.owner.query<{ table: string }>(
    `select t.table_schema || '.' || t.table_name as table from information_schema.tables t
     where t.table_schema in ('public', 'directory', 'ledger') and t.table_type = 'BASE TABLE'
       and query_to_xml(format('select * from %I.%I', t.table_schema, t.table_name), true, false, '')::text ilike '%zwetschgen%'`,
  )
  expect(rows).toEqual([])
})
