import { afterAll, beforeAll, expect, test } from 'vitest'
import { dropDraft, keepDraft, listDrafts, mostDraftBytes, mostDrafts } from '#contract/drafts.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { actions } from '#server/registry.ts'
import { raiseCurtain } from '#tests/cast.ts'
import { exampleOf } from '#tests/examples.ts'
import { facts, openWorld, type Person, person, signInAgain, type World } from '#tests/world.ts'

/** From now on every statement that writes is written down, with the action that it was part of. */
const noteWrites = `create table public.written (name text, action text);
  create function public.note_write() returns trigger security definer language plpgsql as $$ begin
    insert into public.written values (tg_table_schema || '.' || tg_table_name, split_part(current_setting('app.context', true), '|', 3)); return null; end $$;
  do $$ declare t record; begin
    for t in select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'directory', 'vault', 'ledger') and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'written' loop
      execute format('create trigger noted after insert or update or delete on %I.%I for each statement execute function public.note_write()', t.nspname, t.relname);
    end loop; end $$`

let world: World
let rosa: Person
let amal: Person
let noor: Person
let otto: Person
beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
})
afterAll(() => world.close())

const typed = (who: Pick<Person, 'ask'>, value: unknown, id = uuidv7(), place = 'answer 1') =>
  who.ask(keepDraft, { params: { id }, body: { place, value } }).then((reply) => ({ ...reply, id }))
const draftsOf = async (who: Pick<Person, 'ask'>) =>
  (await who.ask(listDrafts)).body['drafts'] as { id: string; value: unknown }[]

test('what was typed at school is there again at home, and nobody else has it', async () => {
  const { id } = await typed(rosa, { answer: 'Bonjour ' })
  const home = await signInAgain(world, rosa)
  expect(await draftsOf(home)).toEqual([{ id, place: 'answer 1', keptAt: expect.any(String), value: { answer: 'Bonjour ' } }])
  expect(await draftsOf(amal)).toEqual([])
  world.move(2)
  expect((await typed(amal, 'mine', id)).status).not.toBe(200)
  await amal.ask(dropDraft, { params: { id } })
  expect(await draftsOf(home)).toMatchObject([{ value: { answer: 'Bonjour ' } }])
})

test('a session that was left on a shared machine ends; what was typed there has not', async () => {
  const library = await signInAgain(world, amal, { sharedDevice: true })
  await typed(library, 'Je voudrais savoir')
  await world.owner.query(`update directory.session set seen_at = now() - interval '21 minutes' where shared_device`)
  expect((await typed(library, 'Je voudrais savoir pourquoi')).status).toBe(401)
  expect(await draftsOf(await signInAgain(world, amal))).toMatchObject([{ value: 'Je voudrais savoir' }])
})

test('of two who typed into the same form on two devices both are kept', async () => {
  const [first, second] = [await typed(rosa, 'le matin', uuidv7(), 'note'), await typed(rosa, 'le soir', uuidv7(), 'note')]
  expect((await draftsOf(rosa)).map(({ id }) => id)).toEqual(expect.arrayContaining([first.id, second.id]))
})

test('what goes on being typed elsewhere is not thrown away with what was seen of it', async () => {
  const { id, body } = await typed(rosa, 'avant')
  world.move(5)
  await typed(rosa, 'avant et après', id)
  await rosa.ask(dropDraft, { params: { id }, query: { keptAt: `${body['keptAt']}` } })
  expect(await draftsOf(rosa)).toContainEqual(expect.objectContaining({ id, value: 'avant et après' }))
  await rosa.ask(dropDraft, { params: { id } })
  expect((await draftsOf(rosa)).map((one) => one.id)).not.toContain(id)
})

test('what stands in the database says neither which form it was nor what was typed', async () => {
  await typed(rosa, 'SECRET-PAROLE', uuidv7(), 'lieu-secret')
  const { rows } = await world.owner.query<{ all: string }>("select encode(sealed, 'escape') as all from draft")
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.filter(({ all }) => /SECRET|secret/.test(all))).toEqual([])
})

test('typing leaves no fact', async () => {
  const before = (await facts(world)).length
  world.move(61)
  const { id, status } = await typed(rosa, 'encore')
  expect(status).toBe(200)
  await rosa.ask(dropDraft, { params: { id } })
  expect((await facts(world)).length).toBe(before)
})

test('a draft is small, kept once a second, and there are fifty of one person', async () => {
  expect((await typed(noor, 'x'.repeat(mostDraftBytes - 2))).status).toBe(200)
  expect((await typed(noor, 'x'.repeat(mostDraftBytes - 1))).status).toBe(422)
  const { id } = await typed(noor, 'a')
  expect((await typed(noor, 'ab', id)).body.code).toBe('too_many_tries')
  for (let nth = 2; nth < mostDrafts; nth++) {
    world.move(10)
    expect((await typed(noor, nth)).status).toBe(200)
  }
  world.move(10)
  expect((await typed(noor, 'one more')).body.code).toBe('draft.too_many')
  expect((await typed(noor, 'abc', id)).status).toBe(200)
})

test('who types a hundred drafts in a minute is asked to wait', async () => {
  const answers = []
  for (let nth = 0; nth < 21; nth++) answers.push(await typed(otto, nth))
  expect(answers.map(({ status }) => status).slice(-2)).toEqual([200, 429])
})

test('who throws away what was just kept has not typed less for it', async () => {
  world.move(61)
  const answers = []
  for (let nth = 0; nth < 21; nth++) {
    const { id, status } = await typed(otto, 'x'.repeat(1000))
    answers.push(status)
    await otto.ask(dropDraft, { params: { id } })
  }
  expect(answers).toEqual([...Array.from({ length: 20 }, () => 200), 429])
  expect((await draftsOf(otto)).filter(({ value }) => typeof value === 'string')).toEqual([])
  const { rows } = await world.owner.query<{ most: number }>(
    'select max(length(sealed))::int as most from draft where is_dropped',
  )
  expect(rows[0]?.most).toBeLessThan(300) // what was thrown away is not there any more
  world.move(61)
  expect((await typed(otto, 'weiter')).status).toBe(200)
  const left = await world.owner.query('select from draft where is_dropped and person_id = $1', [otto.id])
  expect(left.rowCount).toBe(0)
})

test('what is kept without a fact goes into tables of drafts and nowhere else', async () => {
  const stage = await raiseCurtain()
  const { owner } = stage.world
  await owner.query(noteWrites)
  const silent = actions.map(({ endpoint }) => endpoint).filter(({ drafts }) => drafts)
  expect(silent.map(({ name }) => name)).toEqual(['draft.keep', 'draft.drop'])
  for (const endpoint of silent) {
    await (await stage.as('rosa'))(endpoint, await exampleOf(stage, endpoint))
  }
  const { rows } = await owner.query('select distinct name, action from public.written where action = any ($1) order by 2', [
    silent.map(({ name }) => name),
  ])
  expect(rows).toEqual(silent.map(({ name }) => ({ action: name, name: 'public.draft' })).toReversed())
  await stage.world.close()
})
