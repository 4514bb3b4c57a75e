import { afterAll, beforeAll, expect, test } from 'vitest'
import { beginConversation, readConversation } from '#contract/conversations.ts'
import { makeGroup } from '#contract/groups.ts'
import { castOf } from '#tests/second-wall.ts'
import { classOf, guard, type World } from '#tests/world.ts'

let world: World
/** Latin, which Rosa and Otto teach and Sami is in; and what Eva began there, with its first message. */
const the: Record<string, string> = {}

const { open, who, tries, all } = castOf([
  ['rosa', 'Rosa Roy', 'teacher'],
  ['otto', 'Otto Lindqvist', 'teacher'],
  ['tove', 'Tove Berg', 'teacher'],
  ['olga', 'Olga Nyström', 'office'],
  ['ines', 'Inès Tremblay', 'head'],
  ['eva', 'Eva Ek', 'guardian'],
  ['ida', 'Ida Bo', 'guardian'],
  ['sami', 'Sami Ek', 'pupil'],
  ['lou', 'Lou Bo', 'pupil'],
])
type Name = Parameters<typeof who>[0]

beforeAll(async () => {
  world = await open()
  await classOf(world, '7A', [who('tove')], [who('sami'), who('lou')])
  await guard(world, who('eva'), who('sami'))
  await guard(world, who('ida'), who('lou'))
  const body = { label: 'Latin 6', ownerId: who('rosa').id, staff: [who('otto').id], pupils: [who('sami').id] }
  the['group'] = `${(await who('olga').ask(makeGroup, { body })).body['id']}`
  const to = { line: 'group_guardian', side: 'family', groupId: the['group'], pupilIds: [who('sami').id] }
  const words = { topic: 'Dictionnaire', text: 'Bonjour', language: 'fr' }
  const begun = await who('eva').ask(beginConversation, { body: { ...words, ...to } })
  the['thread'] = `${(begun.body['conversations'] as string[])[0]}`
  const { messages } = (await who('eva').ask(readConversation, { params: { id: the['thread'] } })).body as {
    messages: { id: string }[]
  }
  the['message'] = `${messages[0]?.id}`
})
afterAll(() => world.close())

const everybody = ['rosa', 'otto', 'tove', 'olga', 'ines', 'eva', 'ida', 'sami'] as const
const partners = { rosa: 1, otto: 1, tove: 0, olga: 0, ines: 0, eva: 1, ida: 0, sami: 0 }

test('the wall alone shows a conversation of a group, its words and its name to those who take part', async () => {
  const [thread, message] = [[the['thread']], [the['message']]]
  expect(await all(everybody, 'select 1 from conversation where id = $1', thread)).toEqual(partners)
  expect(await all(everybody, 'select 1 from message where conversation_id = $1', thread)).toEqual(partners)
  expect(await all(everybody, 'select 1 from message_text where message_id = $1', message)).toEqual(partners)
  expect(await all(everybody, 'select * from app.groups_in(array[$1]::uuid[])', thread)).toEqual(partners)
  expect(await all(everybody, 'select * from app.conversation_readers($1)', thread)).toMatchObject({
    rosa: 3,
    eva: 3,
    tove: 0,
    ida: 0,
  })
})

test('whom one can write to by a group the functions say to its teachers, the office and its own families alone', async () => {
  const families = await all(everybody, 'select * from app.families_of_group($1)', [the['group']])
  expect(families).toEqual({ rosa: 1, otto: 1, tove: 0, olga: 1, ines: 1, eva: 0, ida: 0, sami: 0 })
  const places = await all(everybody, 'select * from app.my_group_partners()', [])
  expect(places).toEqual({ rosa: 0, otto: 0, tove: 0, olga: 0, ines: 0, eva: 2, ida: 0, sami: 2 })
  const scopes = (to: string) =>
    world.owner.query('update guardianship set scopes = $2 where guardian_id = $1', [who('eva').id, to])
  const { rows } = await world.owner.query('select scopes from guardianship where guardian_id = $1', [who('eva').id])
  await scopes('{feed}')
  expect(await tries(who('eva'), 'select * from app.my_group_partners()'), 'who may read and not write').toBe(0)
  await scopes(`{${rows[0].scopes.join(',')}}`)
})

test('the wall alone lets nobody begin through a group that they do not teach, nor about a pupil who is not in it', async () => {
  const begins = `insert into conversation (school_id, id, line, group_id, pupil_id, begun_by, begun_side)
    values (app.school_id(), gen_random_uuid(), $1, $2, $3, $4, $5)`
  const begin = (name: Name, pupil: Name, side: 'school' | 'family', line = 'group_guardian', by: Name = name) =>
    tries(who(name), begins, [line, the['group'], who(pupil).id, who(by).id, side], 'conversation.begin')
  expect(await begin('rosa', 'sami', 'school'), 'and only what else it needs is missing').toBe('23502')
  const refused = await Promise.all([
    begin('rosa', 'lou', 'school'),
    begin('tove', 'sami', 'school'),
    begin('olga', 'sami', 'school'),
    begin('rosa', 'sami', 'school', 'group_guardian', 'otto'),
    begin('ida', 'sami', 'family'),
    begin('ida', 'lou', 'family'),
    begin('eva', 'sami', 'family', 'group_pupil'),
    begin('sami', 'sami', 'family'),
  ])
  expect(refused).toEqual(Array(refused.length).fill('refused'))
  await world.owner.query(
    `insert into writing_rule (school_id, line, school_may, family_may, read_by, reports_to, days, version, set_at)
      values ($1, 'group_guardian', 'answer', 'never', '{}', 'head', 3, 1, now())`,
    [world.schoolId],
  )
  expect([await begin('rosa', 'sami', 'school'), await begin('eva', 'sami', 'family')]).toEqual(['refused', 'refused'])
  const says =
    'insert into message (school_id, id, conversation_id, author_id, side) values (app.school_id(), gen_random_uuid(), $1, $2, $3)'
  const say = (name: Name, side: 'school' | 'family') => tries(who(name), says, [the['thread'], who(name).id, side])
  expect([await say('otto', 'school'), await say('eva', 'family')], 'who began may answer, by the table').toEqual([
    '23502',
    'refused',
  ])
  await world.owner.query('delete from writing_rule')
  expect([
    await say('eva', 'family'),
    await say('eva', 'school'),
    await say('otto', 'family'),
    await say('tove', 'school'),
  ]).toEqual([...['23502', 'refused'], ...['refused', 'refused']])
})

test('the wall alone leaves what was said to who said it, whatever else may be done to it', async () => {
  const gives = 'update message set author_id = $2 where id = $1'
  for (const action of ['message.edit', 'message.withdraw'])
    expect(await tries(who('eva'), gives, [the['message'], who('ida').id], action), action).toBe('refused')
  const hides = "update message set state = 'hidden' where id = $1"
  expect(await all(['rosa', 'otto', 'tove', 'ida'], hides, [the['message']], 'message.report')).toEqual({
    rosa: 1,
    otto: 1,
    tove: 0,
    ida: 0,
  })
  expect(await tries(who('rosa'), hides, [the['message']])).toBe(0)
})

test('the wall alone keeps the notes of those who teach the group from families, and the work of the office from the group', async () => {
  const notes =
    'insert into conversation_note (school_id, id, conversation_id, author_id) values (app.school_id(), gen_random_uuid(), $1, $2)'
  const note = (name: Name) => tries(who(name), notes, [the['thread'], who(name).id])
  expect([await note('otto'), await note('eva'), await note('tove')]).toEqual(['23502', 'refused', 'refused'])
  const closes = "update conversation set state = 'closed', closed_at = now() where id = $1"
  expect(await all(['rosa', 'olga', 'eva'], closes, [the['thread']], 'conversation.close')).toEqual({ rosa: 0, olga: 0, eva: 0 })
  const reads =
    'insert into conversation_reading (school_id, conversation_id, person_id, message_id) values (app.school_id(), $1, $2, $3)'
  const read = (name: Name, by: Name = name) => tries(who(name), reads, [the['thread'], who(by).id, the['message']])
  expect([await read('otto'), await read('tove'), await read('otto', 'rosa')]).toEqual(['23502', 'refused', 'refused'])
})
