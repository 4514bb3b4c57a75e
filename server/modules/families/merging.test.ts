import { afterAll, beforeAll, expect, test } from 'vitest'
import { listClasses } from '#contract/classes.ts'
import { readFamily } from '#contract/families.ts'
import { keepApart, listSamePeople, mergePeople, previewMerge, unmergePeople } from '#contract/merging.ts'
import { listPeople } from '#contract/people.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { asSchool } from '#kernel/system.ts'
import { addPerson, emergencyContactTable, insertGuardianship, namesFrom } from '#modules/people/index.ts'
import { type Household, isReachedAt, openHousehold } from '#tests/families.ts'
import { classOf, type Person, person } from '#tests/world.ts'
import { person as personOwner } from '#vault/owners.ts'
import { findSame } from './same.ts'

let home: Household
let sami: Person
beforeAll(async () => {
  home = await openHousehold()
  sami = await person(home.world, { name: 'Sami Benali', role: 'pupil' })
  await classOf(home.world, '4A', [], [sami])
})
afterAll(() => home.world.close())

/** Amal once more, as the list of another class brought her: without a sign-in, guardian of these pupils. */
const once = (name: string, pupils: readonly Person[], email?: string) =>
  asSchool(home.world.installation, home.world.schoolId, 'enrolment', 'person.arrange', async ({ tx, vault, emit, now }) => {
    const { schoolId } = home.world
    const wanted = { schoolId, names: namesFrom(name, 'fr'), role: 'guardian' as const, reason: 'office' as const, by: null }
    const { id } = await addPerson({ tx, vault, emit, now }, { ...wanted, ...(email ? { email } : {}) })
    const verified = { verifiedBy: null, verifiedWay: null, verifiedAt: null, joinRequestId: null, source: 'office' as const }
    for (const pupil of pupils)
      await insertGuardianship(tx, { schoolId, pupilId: pupil.id, guardianId: id, relation: 'mother', ...verified, now })
    return id
  })
const merges = (keptId: string, mergedId: string, who = home.people.olga) => who.ask(mergePeople, { body: { keptId, mergedId } })
const undoes = (id: unknown, who = home.people.olga) => who.ask(unmergePeople, { params: { id: `${id}` } })

/** Every row that can name a person, as it stands. */
const everything = async () => {
  const { owner } = home.world
  const tables = [
    'guardianship',
    'person_role',
    'enrolment',
    'join_request',
    'emergency_contact',
    'pick_up_adult',
    'delegation',
    'attachment',
    'roster_link',
  ]
  const all: Record<string, unknown[]> = {}
  for (const table of tables) {
    const { rows } = await owner.query(`select to_jsonb(t) - 'sealed' as row from ${table} t order by t.id`)
    all[table] = rows
  }
  const { rows } = await owner.query('select account_id, person_id, created_at from directory.membership order by 1, 2')
  return { ...all, memberships: rows }
}

test('the mother of two, listed twice, is one person after the office has looked at what would move', async () => {
  const { amal, olga } = home.people
  const other = await once('Amal BENALI', [sami, home.people.noor])
  const shown = await olga.ask(previewMerge, { params: { id: amal.id, otherId: other } })
  expect(shown.body).toMatchObject({
    moves: [{ what: 'guardianship', rows: 1 }],
    ends: 2,
    signIn: 'none',
    refused: null,
    kept: { children: 1, signsIn: true },
    merged: { children: 2, signsIn: false },
  })
  const before = await everything()
  const { body } = await merges(amal.id, other)
  expect(body).toMatchObject({ rows: 3 })
  const names = (await amal.ask(listClasses)).body['classes'] as { label: string }[]
  expect(names.map(({ label }) => label).toSorted()).toEqual(['4A', '6B'])
  expect((await olga.ask(listPeople)).text).not.toContain('BENALI')
  expect((await undoes(body['id'])).status).toBe(200)
  expect(await everything()).toEqual(before)
  expect((await undoes(body['id'])).body.code).toBe('merge.final')
})

test('a sign-in goes over to a record that has none, and back', async () => {
  const { bilal } = home.people
  const bare = await once('Bilal Haddad', [])
  const before = await everything()
  const { body } = await merges(bare, bilal.id)
  const { rows } = await home.world.owner.query('select person_id from directory.membership where account_id = $1', [
    bilal.accountId,
  ])
  expect(rows).toEqual([{ person_id: bare }])
  expect((await bilal.ask(listClasses)).status).toBe(401)
  await undoes(body['id'])
  expect(await everything()).toEqual(before)
})

test('what was sealed for the one opens after the other is erased', async () => {
  const { installation, schoolId, owner } = home.world
  const [twin, kept] = [
    await person(home.world, { name: 'Lou Petit', role: 'pupil' }),
    await person(home.world, { name: 'Lou Petit', role: 'pupil' }),
  ]
  await asSchool(installation, schoolId, 'safeguarding', 'family.arrange', async ({ tx, vault, now }) => {
    const id = uuidv7()
    const row = { id, owners: personOwner(twin.id), content: { name: 'Tante Zoé', phone: '+33 1 02 03 04 05' } }
    const [sealed] = await vault.seal(tx, schoolId, emergencyContactTable.table, [row])
    const who = { schoolId, id, pupilId: twin.id, madeBy: null, madeAt: now, version: 1, place: 1, source: 'office' as const }
    await tx
      .insertInto('emergencyContact')
      .values({ ...who, sealed: sealed! })
      .execute()
  })
  await merges(kept.id, twin.id)
  await owner.query('delete from person_merge where merged_id = $1', [twin.id]) // as an erasure would
  await owner.query('delete from vault.key where owner_id = $1', [twin.id])
  installation.vault.forget(twin.id)
  const { body } = await home.people.olga.ask(readFamily, { params: { id: kept.id } })
  expect(body['contacts']).toMatchObject([{ name: 'Tante Zoé', phone: '+33 1 02 03 04 05' }])
})

test('a child and its guardian are not one person, nor is anybody merged twice or with themselves', async () => {
  const { amal, noor, olga } = home.people
  expect((await merges(amal.id, noor.id)).body.code).toBe('merge.own_guardian')
  expect((await merges(amal.id, amal.id)).body.code).toBe('merge.oneself')
  expect((await merges(amal.id, olga.id)).body.code).toBe('not_allowed')
  const [first, second] = [await once('Zoé Un', []), await once('Zoé Deux', [])]
  const both = await Promise.all([merges(amal.id, first), merges(second, first)])
  expect(both.map(({ body: { code } }) => code ?? 'merged').toSorted()).toEqual(['merge.already', 'merged'])
})

test('no merge hands on a role of those who run the school, nor makes anybody more than they were', async () => {
  const { world, people } = home
  const ada = await person(world, { name: 'Ada Administrator', role: 'administrator' })
  const zoe = await person(world, { name: 'Zoé Roy', role: 'guardian' })
  const roles = () => world.owner.query('select person_id, role from person_role order by id').then(({ rows }) => rows)
  const before = await roles()
  expect((await merges(zoe.id, ada.id)).body.code).toBe('merge.privileged')
  expect((await merges(people.olga.id, zoe.id)).body.code).toBe('not_allowed')
  const listed = await once('Max Chef', [])
  await world.owner.query("update person_role set role = 'head' where person_id = $1", [listed])
  expect((await merges(listed, zoe.id)).body.code).toBe('merge.privileged')
  expect((await people.olga.ask(previewMerge, { params: { id: zoe.id, otherId: ada.id } })).body['refused']).toBe('privileged')
  await world.owner.query("update person_role set role = 'guardian' where person_id = $1", [listed])
  expect((await roles()).filter(({ person_id }) => person_id !== listed)).toEqual(before)
})

test('a teacher merges nobody, nor does the office without having said who it is a moment ago', async () => {
  const { rosa, amal } = home.people
  const other = await once('Amal Benali', [])
  expect((await merges(amal.id, other, rosa)).status).toBe(403)
  const old = await person(home.world, { name: 'Otto Vieux', role: 'office' })
  await home.world.owner.query(
    "update directory.session set authenticated_at = now() - interval '11 minutes' where person_id = $1",
    [old.id],
  )
  expect((await merges(amal.id, other, old)).body.code).toBe('session.must_confirm')
})

test('after thirty days, or when something has changed since, it stays as it is', async () => {
  const { owner } = home.world
  const [kept, merged] = [await once('Inès Un', []), await once('Inès Deux', [sami])]
  const { body } = await merges(kept, merged)
  await owner.query('update guardianship set guardian_id = $2 where guardian_id = $1', [kept, home.people.olga.id])
  expect((await undoes(body['id'])).body.code).toBe('merge.changed_since')
  await owner.query('update guardianship set guardian_id = $2 where guardian_id = $1', [home.people.olga.id, kept])
  home.world.move(31 * 86_400)
  expect((await undoes(body['id'])).body.code).toBe('merge.final')
  home.world.move(-31 * 86_400)
  expect((await undoes(body['id'])).status).toBe(200)
})

test('the night proposes those with one address or one name, once; the office says that they are two', async () => {
  const { olga, rosa } = home.people
  const { installation, schoolId } = home.world
  await isReachedAt(home.world, home.people.bilal, 'famille@example.org')
  const [aunt, homonym] = [await once('Samira Haddad', [], 'Famille@Example.org'), await once('Bilal  Háddad', [])]
  const finds = () => findSame.perform(installation, { schoolId, requestId: uuidv7() })
  await finds()
  await finds()
  type Pair = { id: string; reason: string; first: { id: string }; second: { id: string } }
  const pairs = async () => {
    const reply = await olga.ask(listSamePeople)
    expect(reply.status, reply.text).toBe(200)
    return reply.body['pairs'] as Pair[]
  }
  const about = (all: Pair[], id: string) =>
    all.filter(({ first, second }) => first.id === id || second.id === id).map(({ reason }) => reason)
  expect([about(await pairs(), aunt), about(await pairs(), homonym)]).toEqual([
    ['address'],
    expect.arrayContaining(['family_name']),
  ])
  const [pair] = (await pairs()).filter(({ first, second }) => [first.id, second.id].includes(aunt))
  expect((await rosa.ask(listSamePeople)).status).toBe(403)
  await olga.ask(keepApart, { params: { id: pair!.id }, body: { verdict: 'different' } })
  await finds()
  expect(about(await pairs(), aunt)).toEqual([])
})

test('every column that names a person is moved by a merge, or stays for a reason', async () => {
  const { owner } = home.world
  const stays =
    /^(vault|ledger)\.|^directory\.|_by$|^public\.(person_state|person_merge|same_person|curiosity_case|read_question|withholding|idempotency|activation_code|enrolled_device|grant_request|access_review_item|support_access|pupil_words|pupil_pictures|post|draft|hand_over|notification_choice|push_device|year_move|year_plan_person|conversation_reading|reading_choice|notice_receipt|telling|person_egress|mail_stop|notice_paper|leaving_step|calendar_feed\.person_id)/
  const { rows } = await owner.query<{ column: string }>(
    `select distinct n.nspname || '.' || c.relname || '.' || a.attname as column from pg_constraint k cross join lateral unnest(k.conkey, k.confkey) as pair (mine, theirs)
     join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum = pair.mine
     join pg_attribute t on t.attrelid = k.confrelid and t.attnum = pair.theirs where k.contype = 'f' and k.confrelid = 'public.person'::regclass and t.attname = 'id' order by 1`,
  )
  const { rows: plan } = await owner.query<{ text: string }>(
    "select pg_get_functiondef('app.merge_plan(uuid, uuid)'::regprocedure) as text",
  )
  const left = rows.filter(({ column }) => {
    const [, table, name] = column.split('.')
    return !stays.test(column) && !plan[0]!.text.includes(`'${table}', '${name}'`)
  })
  expect(left).toEqual([])
})
