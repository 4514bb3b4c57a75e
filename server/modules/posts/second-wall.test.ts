import { afterAll, beforeAll, expect, test } from 'vitest'
import { react, writeComment } from '#contract/post-answers.ts'
import { editPost, withdrawPost, writePost } from '#contract/posts.ts'
import { audiencesOf, castOf } from '#tests/second-wall.ts'
import { classOf, guard, type World } from '#tests/world.ts'

let world: World
const at: Record<string, string> = {}
/** Of Rosa's, in 6B: one with answers, one without, one with reactions, a draft, one that waits for its hour, one taken back; and what Amal answered. */
const the: Record<string, string> = {}

const { open, who, tries, all } = castOf([
  ['rosa', 'Rosa Roy', 'teacher'],
  ['otto', 'Otto Lindqvist', 'teacher'],
  ['olga', 'Olga Nyström', 'office'],
  ['dora', 'Dora Lefèvre', 'dpo'],
  ['amal', 'Amal Benali', 'guardian'],
  ['karim', 'Karim Haddad', 'guardian'],
  ['eva', 'Eva Ek', 'guardian'],
  ['noor', 'Noor Benali', 'pupil'],
  ['sami', 'Sami Ek', 'pupil'],
])
type Name = Parameters<typeof who>[0]

const post = { text: 'Demain, piscine.', language: 'fr', answers: 'comments', when: 'now' }
const posts = async (more: object = {}) => {
  const reply = await who('rosa').ask(writePost, { body: { ...post, audiences: [at['6B']], ...more } })
  expect(reply.status, reply.text).toBe(200)
  return `${reply.body['id']}`
}

beforeAll(async () => {
  world = await open()
  await classOf(world, '6B', [who('rosa')], [who('noor')])
  await classOf(world, '7A', [who('otto')], [who('sami')])
  for (const one of [who('amal'), who('karim')]) await guard(world, one, who('noor'))
  await guard(world, who('eva'), who('sami'))
  Object.assign(at, await audiencesOf(who('olga')))
  const inAnHour = new Date(world.clock.now().getTime() + 3_600_000).toISOString()
  Object.assign(the, {
    open: await posts(),
    closed: await posts({ answers: 'none' }),
    liked: await posts({ answers: 'reactions' }),
  })
  Object.assign(the, { draft: await posts({ when: 'draft' }), waiting: await posts({ when: inAnHour }), gone: await posts() })
  for (const id of [the['open'], the['gone']])
    await who('rosa').ask(editPost, {
      params: { id: `${id}` },
      body: { ...post, text: 'Mardi.' },
      headers: { 'if-match': '"1"' },
    })
  const answer = { body: { text: 'Merci', language: 'fr' } }
  the['answer'] = `${(await who('amal').ask(writeComment, { params: { id: `${the['open']}` }, ...answer })).body['id']}`
  await who('amal').ask(writeComment, { params: { id: `${the['gone']}` }, ...answer })
  await who('amal').ask(react, { params: { id: `${the['liked']}` }, body: { kind: 'thanks' } })
  await who('rosa').ask(withdrawPost, { params: { id: `${the['gone']}` } })
})
afterAll(() => world.close())

const found = (table: string, column: string, id: string, names: readonly Name[]) =>
  all(names, `select 1 from ${table} where ${column} = $1`, [the[id]])

test('the wall alone shows a post to those it stands before, and a draft or what waits for its hour to its author', async () => {
  const everybody = ['rosa', 'otto', 'olga', 'amal', 'eva', 'noor'] as const
  expect(await found('post', 'id', 'open', everybody)).toEqual({ rosa: 1, otto: 0, olga: 1, amal: 1, eva: 0, noor: 1 })
  for (const unseen of ['draft', 'waiting'])
    expect(await found('post', 'id', unseen, everybody), unseen).toEqual({ rosa: 1, otto: 0, olga: 0, amal: 0, eva: 0, noor: 0 })
  expect(await found('post_audience', 'post_id', 'waiting', ['rosa', 'amal', 'otto'])).toEqual({ rosa: 1, amal: 0, otto: 0 })
  const sees = async (name: Name) => tries(who(name), 'select 1 from post where id = $1', [the['draft']])
  await world.owner.query('update person_role set until_at = now() where person_id = $1', [who('rosa').id])
  expect(await sees('rosa'), 'whose time here is over').toBe(0)
  await world.owner.query('update person_role set until_at = null where person_id = $1', [who('rosa').id])
})

test('the wall alone lets nobody post where they do not speak, in another’s name, or put a post elsewhere', async () => {
  const inserts = 'insert into post (school_id, id, author_id, state) values (app.school_id(), gen_random_uuid(), $1, $2)'
  const puts = 'insert into post_audience (school_id, post_id, audience_id, is_pinned) values (app.school_id(), $1, $2, false)'
  expect(await tries(who('amal'), inserts, [who('amal').id, 'draft'])).toBe('refused')
  expect(await tries(who('noor'), inserts, [who('noor').id, 'draft'])).toBe('refused')
  expect(await tries(who('rosa'), inserts, [who('otto').id, 'draft'])).toBe('refused')
  expect(await tries(who('rosa'), puts, [the['draft'], at['7A']])).toBe('refused')
  expect(await tries(who('amal'), puts, [the['draft'], at['6B']])).toBe('refused')
  const takes = 'delete from post_audience where post_id = $1'
  expect(await tries(who('rosa'), takes, [the['draft']])).toBe(1)
  expect(await tries(who('rosa'), takes, [the['open']]), 'what is there already').toBe(0)
  expect(await tries(who('dora'), takes, [the['draft']])).toBe(0)
  const pins = 'update post_audience set is_pinned = true where post_id = $1'
  expect([await tries(who('amal'), pins, [the['open']]), await tries(who('dora'), pins, [the['open']])]).toEqual([0, 0])
})

test('the wall alone lets a post be changed by its author; by the office for what it may take back or pin; by nobody once it is gone', async () => {
  const changes = 'update post set version = version + 1 where id = $1'
  const as = (name: Name, id: string, action = 'post.edit') => tries(who(name), changes, [the[id]], action)
  expect([await as('rosa', 'open'), await as('amal', 'open'), await as('olga', 'open')]).toEqual([1, 0, 0])
  expect(await as('rosa', 'gone')).toBe(0)
  for (const action of ['post.withdraw', 'post.pin', 'post.unpin'])
    expect([await as('olga', 'open', action), await as('amal', 'open', action), await as('dora', 'open', action)]).toEqual([
      1, 0, 0,
    ])
  expect(await as('olga', 'gone', 'post.pin')).toBe(0)
  expect(await tries(who('rosa'), 'update post set author_id = $2 where id = $1', [the['open'], who('otto').id])).toBe('refused')
  expect([await as('olga', 'waiting', 'hand_over.make'), await as('olga', 'waiting')]).toEqual([1, 0])
  expect([await as('amal', 'waiting', 'hand_over.make'), await as('otto', 'waiting', 'hand_over.make')]).toEqual([0, 0])
  const sees = (id: string) => tries(who('olga'), 'select 1 from post where id = $1', [the[id]], 'hand_over.make')
  expect([await sees('waiting'), await sees('draft'), await as('olga', 'draft', 'hand_over.make')]).toEqual([1, 0, 0])
})

test('the wall alone shows what a post said before to those who see it, and of what is gone to its author and the office', async () => {
  const everybody = ['rosa', 'otto', 'dora', 'amal', 'eva'] as const
  expect(await found('post_version', 'post_id', 'open', everybody)).toEqual({ rosa: 1, otto: 0, dora: 1, amal: 1, eva: 0 })
  const ofGone = await found('post_version', 'post_id', 'gone', everybody)
  expect([ofGone['otto'], ofGone['amal'], ofGone['eva']]).toEqual([0, 0, 0])
  expect(Number(ofGone['rosa'])).toBeGreaterThan(0)
  const inserts = 'insert into post_version (school_id, id, post_id) values (app.school_id(), gen_random_uuid(), $1)'
  expect([await tries(who('amal'), inserts, [the['open']]), await tries(who('otto'), inserts, [the['open']])]).toEqual([
    'refused',
    'refused',
  ])
})

test('the wall alone lets adults answer where it is allowed, in their own name, and take back what is theirs', async () => {
  expect(await found('post_comment', 'post_id', 'open', ['karim', 'eva', 'otto'])).toEqual({ karim: 1, eva: 0, otto: 0 })
  expect(await found('post_comment', 'post_id', 'gone', ['amal', 'rosa'])).toEqual({ amal: 0, rosa: 0 })
  const inserts =
    'insert into post_comment (school_id, id, post_id, author_id) values (app.school_id(), gen_random_uuid(), $1, $2)'
  const answers = (name: Name, id: string, by: Name = name) => tries(who(name), inserts, [the[id], who(by).id])
  for (const [name, id] of [
    ['noor', 'open'],
    ['amal', 'closed'],
    ['amal', 'liked'],
    ['amal', 'gone'],
    ['eva', 'open'],
  ] as const)
    expect(await answers(name, id), `${name}, ${id}`).toBe('refused')
  expect(await answers('amal', 'open', 'karim')).toBe('refused')
  const takes = 'update post_comment set withdrawn_at = now(), withdrawn_by = $2 where id = $1'
  const took = (name: Name, by: Name = name) => tries(who(name), takes, [the['answer'], who(by).id])
  expect([await took('amal'), await took('rosa'), await took('olga'), await took('karim'), await took('noor')]).toEqual([
    1, 1, 1, 0, 0,
  ])
  expect(await took('amal', 'karim')).toBe('refused')
})

test('the wall alone lets somebody react where it is allowed, once and for themselves, and shows nobody another’s reaction', async () => {
  const inserts = "insert into post_reaction (school_id, post_id, person_id, kind) values (app.school_id(), $1, $2, 'seen')"
  const reacts = (name: Name, id: string, by: Name = name) => tries(who(name), inserts, [the[id], who(by).id])
  expect([await reacts('karim', 'closed'), await reacts('karim', 'gone'), await reacts('eva', 'liked')]).toEqual([
    'refused',
    'refused',
    'refused',
  ])
  expect(await reacts('karim', 'liked', 'amal')).toBe('refused')
  expect(await found('post_reaction', 'post_id', 'liked', ['amal', 'karim', 'rosa', 'dora'])).toEqual({
    amal: 1,
    karim: 0,
    rosa: 0,
    dora: 0,
  })
})

test('the functions beside the wall answer nobody who is not asked for', async () => {
  const rows = async (name: Name, text: string, values: readonly unknown[]) => tries(who(name), `select * from ${text}`, values)
  const chip = [[at['6B']]]
  for (const of of ['app.readers_of($1::uuid[])', 'app.readers_named($1::uuid[])']) {
    expect(await rows('eva', of, chip), of).toBe(0)
    expect(await rows('amal', of, chip), of).not.toBe(0)
  }
  const named = "app.readers_named($1::uuid[]) r where r.stands <> 'staff' and r.sealed is not null"
  expect(await rows('amal', named, chip), 'no name of a family').toBe(0)
  expect([
    await rows('eva', 'app.commenters_of($1)', [the['open']]),
    await rows('karim', 'app.commenters_of($1)', [the['open']]),
  ]).toEqual([0, 1])
  expect(await rows('rosa', 'app.told_of_post($1, $2)', [the['open'], at['6B']])).toBe(0)
  expect(await rows('rosa', 'app.voices_of($1)', [who('otto').id]), 'where another speaks').toBe(0)
})
