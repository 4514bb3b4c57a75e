import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeGroup } from '#contract/groups.ts'
import { uploads } from '#tests/files.ts'
import { photoOf, placesOf, posting, saysOf, seenIn } from '#tests/photos.ts'
import { castOf } from '#tests/second-wall.ts'
import { classOf, guard, type World } from '#tests/world.ts'

let world: World
/** Rosa's photos, all before 6B: of Noor, of whom one may show pictures; of Ben, of whom one may not; of nobody; and one in no post. */
const of: Record<string, string> = {}
let post: string

const { open, who, tries, all } = castOf([
  ['rosa', 'Rosa Roy', 'teacher'],
  ['otto', 'Otto Lindqvist', 'teacher'],
  ['olga', 'Olga Nyström', 'office'],
  ['amal', 'Amal Benali', 'guardian'],
  ['eva', 'Eva Ek', 'guardian'],
  ['ida', 'Ida Bo', 'guardian'],
  ['noor', 'Noor Benali', 'pupil'],
  ['ben', 'Ben Ek', 'pupil'],
  ['lou', 'Lou Bo', 'pupil'],
])
type Name = Parameters<typeof who>[0]

beforeAll(async () => {
  world = await open()
  const class6B = await classOf(world, '6B', [who('rosa')], [who('noor'), who('ben')])
  await classOf(world, '7A', [who('otto')], [who('lou')])
  await guard(world, who('amal'), who('noor'))
  await guard(world, who('eva'), who('ben'))
  await guard(world, who('ida'), who('lou'))
  await saysOf(who('amal'), who('noor'), 'yes')
  await saysOf(who('eva'), who('ben'), 'yes')
  of['noor'] = await photoOf(world, who('rosa'), [who('noor')])
  of['ben'] = await photoOf(world, who('rosa'), [who('ben')])
  of['nobody'] = await photoOf(world, who('rosa'), [])
  const audience = (await placesOf(who('rosa'))).get(class6B) ?? ''
  const reply = await posting(who('rosa'), [audience], [of['noor'], of['ben'], of['nobody']])
  expect(reply.status, reply.text).toBe(200)
  post = `${reply.body['id']}`
  of['kept'] = await photoOf(world, who('rosa'), [who('noor')])
  await saysOf(who('eva'), who('ben'), 'no')
})
afterAll(() => world.close())

const everybody = ['rosa', 'otto', 'amal', 'eva', 'ida', 'noor'] as const
const found = (table: string, file: string, names: readonly Name[] = everybody) =>
  all(names, `select 1 from ${table} where file_id = $1`, [of[file]])

test('the wall alone shows a photo to whom it may be shown, and one that is in no post to whoever sent it', async () => {
  expect(await seenIn(who('amal'), post)).toHaveLength(2)
  expect(await found('photo', 'noor')).toEqual({ rosa: 1, otto: 0, amal: 1, eva: 1, ida: 0, noor: 1 })
  expect(await found('photo', 'ben')).toEqual({ rosa: 1, otto: 0, amal: 0, eva: 1, ida: 0, noor: 0 })
  expect(await found('photo', 'kept')).toEqual({ rosa: 1, otto: 0, amal: 0, eva: 0, ida: 0, noor: 0 })
  expect(await found('attachment', 'ben')).toMatchObject({ amal: 0, eva: 1, ida: 0, otto: 0 })
})

test('the wall alone says who is on a photo to whoever said so, and to each family of its own child', async () => {
  expect(await found('depiction', 'noor')).toEqual({ rosa: 1, otto: 0, amal: 1, eva: 0, ida: 0, noor: 1 })
  expect(await found('depiction', 'ben', ['amal', 'eva', 'olga'])).toEqual({ amal: 0, eva: 1, olga: 0 })
})

test('the wall alone lets somebody say who is on what they have sent themselves, of pupils whom they teach', async () => {
  const tags =
    'insert into depiction (school_id, id, file_id, pupil_id, tagged_by, tagged_at) values (app.school_id(), gen_random_uuid(), $1, $2, $3, now())'
  const tag = (name: Name, file: string, pupil: Name, by: Name = name) =>
    tries(who(name), tags, [of[file], who(pupil).id, who(by).id])
  expect(await tag('rosa', 'kept', 'ben')).toBe(1)
  for (const [name, file, pupil] of [
    ['rosa', 'kept', 'lou'],
    ['otto', 'kept', 'lou'],
    ['olga', 'kept', 'ben'],
    ['amal', 'kept', 'noor'],
  ] as const)
    expect(await tag(name, file, pupil), `${name}, ${pupil}`).toBe('refused')
  expect(await tag('rosa', 'kept', 'ben', 'otto')).toBe('refused')
  const takes = 'delete from depiction where file_id = $1'
  expect([await tries(who('rosa'), takes, [of['kept']]), await tries(who('amal'), takes, [of['kept']])]).toEqual([1, 0])
  expect(await tries(who('amal'), takes, [of['noor']]), 'though it is her child').toBe(0)
})

test('the wall alone lets nobody keep, change or take away a photo that another has sent', async () => {
  const inserts = "insert into photo (school_id, file_id, tagged_by, state) values (app.school_id(), $1, $2, 'open')"
  expect(await tries(who('otto'), inserts, [of['kept'], who('otto').id])).toBe('refused')
  expect(await tries(who('rosa'), inserts, [of['kept'], who('otto').id])).toBe('refused')
  const changes = "update photo set state = 'nobody' where file_id = $1"
  expect([await tries(who('rosa'), changes, [of['noor']]), await tries(who('amal'), changes, [of['noor']])]).toEqual([1, 0])
  expect(await tries(who('rosa'), 'update photo set tagged_by = $2 where file_id = $1', [of['noor'], who('otto').id])).toBe(
    'refused',
  )
  expect(await tries(who('amal'), 'delete from photo where file_id = $1', [of['noor']])).toBe(0)
})

test('the functions beside the wall answer whoever sent the photo, and nobody else', async () => {
  const rows = (name: Name, text: string, values: readonly unknown[]) => tries(who(name), `select * from ${text}`, values)
  const hidden = ['app.hidden_on($1, $2)', [of['ben'], post]] as const
  expect([await rows('rosa', ...hidden), await rows('otto', ...hidden), await rows('amal', ...hidden)]).toEqual([1, 0, 0])
  const reach = ["(select app.photo_reach($1, '{}') as reach) r where r.reach is not null", [of['kept']]] as const
  expect([await rows('rosa', ...reach), await rows('otto', ...reach)]).toEqual([1, 0])
  const named = ['app.tagged_named($1::uuid[])', [[who('noor').id]]] as const
  expect([await rows('rosa', ...named), await rows('otto', ...named), await rows('olga', ...named)]).toEqual([1, 0, 0])
  const { rows: said } = await world.owner.query<{ id: string }>("select id from image_consent where says = 'no'")
  expect(await rows('rosa', 'app.hidden_by_answer($1)', [said[0]?.id])).toBe(0)
})

test('of a group one says who is on a photo as long as one teaches it', async () => {
  const models = (name: Name) => tries(who(name), 'select * from app.my_models() m where m = $1', [who('noor').id])
  expect([await models('rosa'), await models('otto'), await models('olga'), await models('amal')]).toEqual([1, 0, 1, 0])
  const body = { label: 'Latin', ownerId: who('otto').id, staff: [], pupils: [who('noor').id] }
  const made = await who('olga').ask(makeGroup, { body })
  expect([await models('otto'), await models('amal'), await models('eva')]).toEqual([1, 0, 0])
  await world.owner.query('update teaching_group set archived_at = now() where id = $1', [made.body['id']])
  expect(await models('otto')).toBe(0)
})

test('the wall alone lets a photo go with one’s own post, as far as everybody on it may be shown, and no further', async () => {
  const puts =
    "insert into attachment (school_id, id, file_id, target_kind, target_id) values (app.school_id(), gen_random_uuid(), $1, 'post', $2)"
  expect(await tries(who('amal'), puts, [of['noor'], post])).toBe('refused')
  expect(await tries(who('olga'), puts, [of['kept'], post])).toBe('refused')
  const document = async (name: Name) =>
    (await uploads(world, who(name), Buffer.from('Liste'), { name: 'Liste.txt', type: 'text/plain' })).body.id
  const [hers, theirs] = [await document('rosa'), await document('olga')]
  expect([await tries(who('rosa'), puts, [hers, post]), await tries(who('rosa'), puts, [theirs, post])]).toEqual([
    '23502',
    'refused',
  ])
  expect(await tries(who('olga'), puts, [theirs, post]), 'on a post of somebody else').toBe('refused')
  await world.owner.query('delete from attachment where file_id = $1', [of['ben']])
  expect(await tries(who('rosa'), puts, [of['ben'], post]), 'Ben may not be shown any more').toBe('refused')
})
