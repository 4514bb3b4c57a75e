import { sql } from 'kysely'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeSlipSettings } from '#contract/activation.ts'
import { listClasses, listJoinRequests, readClass, readClassKey } from '#contract/classes.ts'
import { listPeople } from '#contract/people.ts'
import { type Actor, as } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { type Permission, question } from '#kernel/permissions.ts'
import { build } from '#server/app.ts'
import { actions, permissions, relations } from '#server/registry.ts'
import { type CastName, raiseCurtain, type Stage } from './cast.ts'
import { exampleOf } from './examples.ts'
import { attaches, uploads } from './files.ts'
import { answersOf } from './matrix.ts'
import { type asker, guard, type Reply } from './world.ts'

/** Who is refused what, according to the committed matrix: only where a relation decides, not a secret in hand. */
const refusals = actions.flatMap(({ endpoint }) => {
  const isDecided = permissions[endpoint.name]?.on !== 'nothing' && endpoint.access === 'session'
  return isDecided
    ? answersOf(endpoint.name).flatMap(({ name, answer }) =>
        /^40[34] not_/.test(answer) ? [{ name, endpoint, code: answer }] : [],
      )
    : []
})

const actorOf = (stage: Stage, name: Exclude<CastName, 'visitor'>): Actor => {
  const schoolId = name === 'sten' ? stage.otherSchoolId : stage.world.schoolId
  const { id: personId, accountId } = stage.people[name]
  return { schoolId, personId, accountId, session: null, purpose: 'class_life', requestId: uuidv7(), action: 'walls.try' }
}

test('the committed matrix knows refusals', () => expect(refusals.length).toBeGreaterThan(40))

describe('with every permission opened, row-level security alone', () => {
  let stage: Stage
  let asks: (name: CastName) => Promise<(...asking: Parameters<ReturnType<typeof asker>>) => Promise<Reply>>
  const opened = Object.fromEntries(
    Object.keys(permissions).map((name): [string, Permission] => [name, { on: 'nothing', why: 'opened' }]),
  )

  beforeAll(async () => {
    stage = await raiseCurtain()
    stage.world.app = await build({ ...stage.world.installation, permissions: opened })
    asks = stage.as
  })
  afterAll(() => stage.world.close())

  test('still lets nobody do what is done to a class or a request that does not exist for them', async () => {
    const done: string[] = []
    for (const { name, endpoint, code } of refusals) {
      if (!code?.startsWith('404')) continue
      const { status, text } = await (await asks(name))(endpoint, await exampleOf(stage, endpoint))
      const isHarmless = endpoint.method === 'GET' && !text.includes('Noor') // a list, or an export, of nothing
      if (status < 400 && !isHarmless) done.push(`${name} ${endpoint.name}`)
    }
    expect(done).toEqual([])
  })

  test('still hides other classes, their keys, their requests and their people', async () => {
    await stage.request('waiting')
    const otto = await asks('otto')
    expect((await otto(listJoinRequests)).body).toEqual({ requests: [] })
    expect((await otto(listClasses)).body['classes']).toMatchObject([{ label: '7A' }])
    expect((await otto(readClass, { params: { id: stage.class6B } })).status).toBe(404)
    const amal = await asks('amal')
    expect((await amal(readClassKey, { params: { id: stage.class6B } })).body['current']).toBe(null)
    expect((await amal(listJoinRequests)).body).toEqual({ requests: [] })
    const seen = (await amal(listPeople)).body['people'] as { display: string }[]
    expect(seen.map(({ display }) => display).sort()).toEqual(['Amal Benali', 'Noor Benali', 'Rosa Roy'])
  })

  test('hides from a teacher the guardians of a pupil who has left the class', async () => {
    const sees = async () => {
      const { people } = (await (await asks('rosa'))(listPeople)).body as { people: { display: string }[] }
      return people.map(({ display }) => display)
    }
    const { owner } = stage.world
    expect(await sees()).toContain('Amal Benali')
    await owner.query("update enrolment set until_on = current_date - 1 where person_id = $1 and role = 'pupil'", [
      stage.people.noor.id,
    ])
    expect(await sees()).not.toContain('Amal Benali')
    await owner.query('update enrolment set until_on = null where person_id = $1', [stage.people.noor.id])
  })

  test('hides a pupil from a guardian who must not have contact', async () => {
    const bilal = await asks('bilal')
    expect((await bilal(listClasses)).body).toEqual({ classes: [] })
    expect((await bilal(listPeople)).body['people']).toMatchObject([{ display: 'Bilal Haddad' }])
  })

  test('shows no row of another school, whatever table is asked without any condition', async () => {
    const { rows: tables } = await stage.world.owner.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.columns
       where column_name = 'school_id' and table_schema in ('public', 'directory') and has_table_privilege('preau_app', format('%I.%I', table_schema, table_name), 'select') order by 1`,
    )
    expect(tables.length).toBeGreaterThan(10)
    for (const name of ['rosa', 'ada', 'sten'] as const) {
      const actor = actorOf(stage, name)
      for (const table of tables) {
        const { rows } = await as(stage.world.installation.db, actor, (tx) =>
          sql<{ schoolId: string }>`select distinct school_id from ${sql.raw(table.name)} where school_id is not null`.execute(
            tx,
          ),
        )
        expect(
          rows.filter(({ schoolId }) => schoolId !== actor.schoolId),
          `${name} in ${table.name}`,
        ).toEqual([])
      }
    }
  })
})

/** Drops every policy of the house and lets everything through: what is left is the permissions table. */
const openPolicies = async (owner: pg.Pool) => {
  const { rows: policies } = await owner.query<{ drop: string }>(
    `select format('drop policy %I on %I.%I', policyname, schemaname, tablename) as drop from pg_policies where schemaname in ('public', 'directory')`,
  )
  for (const { drop } of policies) await owner.query(drop)
  const { rows: tables } = await owner.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'directory')`,
  )
  for (const { name } of tables) await owner.query(`create policy open on ${name} using (true) with check (true)`)
}

describe('with every policy opened, the permissions table alone', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await raiseCurtain()
    await openPolicies(stage.world.owner)
  })
  afterAll(() => stage.world.close())

  test('still refuses everyone whom the committed matrix refuses', async () => {
    const done: string[] = []
    for (const { name, endpoint } of refusals) {
      const { status, body } = await (await stage.as(name))(endpoint, await exampleOf(stage, endpoint))
      if (!['not_allowed', 'not_found', 'guardianship.own_signature'].includes(body.code ?? ''))
        done.push(`${name} ${endpoint.name} ${status} ${body.code}`)
    }
    expect(done).toEqual([])
  })

  test('says "not allowed" to the teacher of another class, for whom 6B exists now', async () => {
    const otto = await stage.as('otto')
    expect((await otto(readClass, { params: { id: stage.class6B } })).body.code).toBe('not_allowed')
    expect((await otto(readClassKey, { params: { id: stage.class6B } })).body.code).toBe('not_allowed')
  })

  /** For each relation: for whom it holds, for whom not, and for whom it held last term. */
  const people: Record<string, { yes: CastName; no: CastName; was: CastName | 'it never ends' }> = {
    'school.member': { yes: 'noor', no: 'sten', was: 'lea' },
    'school.office': { yes: 'olga', no: 'rosa', was: 'lea' },
    'school.teacher': { yes: 'rosa', no: 'amal', was: 'lea' },
    'class.teacher': { yes: 'rosa', no: 'otto', was: 'lea' },
    'class.office': { yes: 'ines', no: 'rosa', was: 'lea' },
    'class.family': { yes: 'amal', no: 'otto', was: 'lea' },
    'person.self': { yes: 'noor', no: 'rosa', was: 'it never ends' },
    'person.guardian': { yes: 'amal', no: 'rosa', was: 'lea' },
    'person.parent': { yes: 'amal', no: 'rosa', was: 'lea' },
    'person.photographed': { yes: 'amal', no: 'rosa', was: 'lea' },
    'person.image_guardian': { yes: 'amal', no: 'rosa', was: 'lea' },
    'person.teacher': { yes: 'rosa', no: 'amal', was: 'lea' },
    'person.protector': { yes: 'ines', no: 'olga', was: 'it never ends' },
    'withholding.protector': { yes: 'dora', no: 'olga', was: 'it never ends' },
    'curiosity_case.judge': { yes: 'ines', no: 'olga', was: 'it never ends' },
    'read_question.answering': { yes: 'olga', no: 'amal', was: 'lea' },
    'school.answering': { yes: 'olga', no: 'rosa', was: 'lea' },
    'school.deciding': { yes: 'olga', no: 'dora', was: 'lea' },
    'school.head': { yes: 'ines', no: 'dora', was: 'it never ends' },
    'school.dpo': { yes: 'dora', no: 'olga', was: 'it never ends' },
    'person.joint': { yes: 'amal', no: 'rosa', was: 'lea' },
    'person.fetched': { yes: 'amal', no: 'rosa', was: 'lea' },
    'emergency_contact.registrar': { yes: 'ines', no: 'dora', was: 'lea' },
    'emergency_contact.author': { yes: 'amal', no: 'olga', was: 'lea' },
    'pick_up_adult.registrar': { yes: 'ines', no: 'dora', was: 'lea' },
    'pick_up_adult.author': { yes: 'amal', no: 'olga', was: 'lea' },
    'person.office': { yes: 'olga', no: 'rosa', was: 'lea' },
    'roster_import.office': { yes: 'olga', no: 'rosa', was: 'lea' },
    'file.uploader': { yes: 'rosa', no: 'otto', was: 'lea' },
    'file.office': { yes: 'ines', no: 'rosa', was: 'lea' },
    'file.of_class': { yes: 'amal', no: 'otto', was: 'lea' },
    'file.of_person': { yes: 'amal', no: 'otto', was: 'lea' },
    'join_request.teacher': { yes: 'rosa', no: 'otto', was: 'lea' },
    'join_request.office': { yes: 'olga', no: 'rosa', was: 'lea' },
    'grant_request.decider': { yes: 'ines', no: 'olga', was: 'it never ends' },
    'school.support': { yes: 'sami', no: 'ada', was: 'it never ends' },
    'support_access.helper': { yes: 'sami', no: 'noor', was: 'it never ends' },
    'support_access.consenter': { yes: 'ines', no: 'olga', was: 'it never ends' },
    'support_access.guardian': { yes: 'amal', no: 'ines', was: 'lea' },
    'support_access.ender': { yes: 'olga', no: 'amal', was: 'lea' },
    'access_review.reviewer': { yes: 'olga', no: 'dora', was: 'lea' },
    'person_role.giver': { yes: 'olga', no: 'dora', was: 'lea' },
    'school.office_at_work': { yes: 'olga', no: 'dora', was: 'lea' },
    'class.office_at_work': { yes: 'olga', no: 'rosa', was: 'lea' },
    'person.office_at_work': { yes: 'olga', no: 'rosa', was: 'lea' },
    'school.leader': { yes: 'ines', no: 'olga', was: 'it never ends' },
    'school.keeper_of_passwords': { yes: 'dora', no: 'rosa', was: 'it never ends' },
    'class.slip_teacher': { yes: 'rosa', no: 'otto', was: 'lea' },
    'person.slip_teacher': { yes: 'rosa', no: 'otto', was: 'lea' },
    'person.charge': { yes: 'amal', no: 'otto', was: 'lea' },
    'same_person.registrar': { yes: 'olga', no: 'rosa', was: 'lea' },
    'person_merge.registrar': { yes: 'olga', no: 'rosa', was: 'lea' },
    'guardianship.decider': { yes: 'ines', no: 'olga', was: 'it never ends' },
    'guardianship.lender': { yes: 'amal', no: 'ines', was: 'lea' },
    'guardianship_change.signer': { yes: 'olga', no: 'dora', was: 'lea' },
    'delegation.lender': { yes: 'amal', no: 'ines', was: 'it never ends' },
    'delegation.decider': { yes: 'ines', no: 'olga', was: 'it never ends' },
    'group.teacher': { yes: 'rosa', no: 'otto', was: 'lea' },
    'group.owner': { yes: 'rosa', no: 'olga', was: 'lea' },
    'group.office': { yes: 'dora', no: 'otto', was: 'lea' },
    'group.office_at_work': { yes: 'olga', no: 'dora', was: 'lea' },
    'post.reader': { yes: 'amal', no: 'otto', was: 'lea' },
    'post.answerer': { yes: 'amal', no: 'noor', was: 'lea' },
    'post.author': { yes: 'rosa', no: 'ines', was: 'lea' },
    'calendar_entry.reader': { yes: 'amal', no: 'otto', was: 'lea' },
    'calendar_entry.speaker': { yes: 'rosa', no: 'amal', was: 'lea' },
    'calendar_entry.office': { yes: 'dora', no: 'rosa', was: 'lea' },
    'calendar_feed.holder': { yes: 'amal', no: 'bilal', was: 'it never ends' },
    'post.office': { yes: 'dora', no: 'rosa', was: 'lea' },
    'post.office_at_work': { yes: 'olga', no: 'dora', was: 'lea' },
    'post_comment.author': { yes: 'amal', no: 'rosa', was: 'it never ends' },
    'post_comment.asker': { yes: 'rosa', no: 'otto', was: 'it never ends' },
    'post_comment.office_at_work': { yes: 'olga', no: 'dora', was: 'lea' },
    'file.of_post': { yes: 'amal', no: 'otto', was: 'lea' },
    'conversation.partner': { yes: 'amal', no: 'rosa', was: 'lea' },
    'conversation.writer': { yes: 'amal', no: 'rosa', was: 'lea' },
    'conversation.overseer': { yes: 'ines', no: 'olga', was: 'it never ends' },
    'conversation.school': { yes: 'olga', no: 'amal', was: 'lea' },
    'conversation.office': { yes: 'olga', no: 'amal', was: 'lea' },
    'message.author': { yes: 'amal', no: 'olga', was: 'it never ends' },
    'message.partner': { yes: 'olga', no: 'rosa', was: 'lea' },
    'message_report.decider': { yes: 'ines', no: 'ada', was: 'it never ends' },
    'person.overseer': { yes: 'ines', no: 'olga', was: 'it never ends' },
    'notice.reader': { yes: 'amal', no: 'otto', was: 'lea' },
    'notice.author': { yes: 'rosa', no: 'ines', was: 'lea' },
    'notice.office': { yes: 'dora', no: 'rosa', was: 'lea' },
    'notice.office_at_work': { yes: 'olga', no: 'dora', was: 'lea' },
    'year_plan.office': { yes: 'olga', no: 'dora', was: 'lea' },
    'hand_over.office': { yes: 'olga', no: 'dora', was: 'lea' },
    'hand_over.successor': { yes: 'otto', no: 'rosa', was: 'lea' },
    'join_request.asker': { yes: 'amal', no: 'rosa', was: 'it never ends' },
  }

  /** What holds when Noor has two guardians who decide, and when she is of age: tried last, for it ends what others hold. */
  const ofGrownNoor = ['delegation.joint', 'guardianship.pupil', 'person.image_self']

  /** A file of Noor's, of the class and of a post. */
  const fileOfAll = async ({ world, people: { rosa, noor }, class6B }: Stage, postId: string) => {
    const { body } = await uploads(world, rosa, Buffer.from('Une lecture'))
    await attaches(world, rosa, body.id, 'person', noor.id)
    await attaches(world, rosa, body.id, 'class', class6B)
    await attaches(world, rosa, body.id, 'post', postId)
    return body.id
  }

  /** Whoever may do nothing about these does not see them either. */
  const seenByFew = [
    'withholding',
    'curiosityCase',
    'readQuestion',
    'guardianship',
    'guardianshipChange',
    'delegation',
    'samePerson',
    'personMerge',
    'yearPlan',
    'handOver',
    'teachingGroup',
  ]

  const holds = async (relation: string, name: CastName, targets: Record<string, string>) => {
    const { on } = relations[relation]!
    const id = targets[on]
    const [before = '', after = ''] = question({ on, allow: [relation] }, relations).split('$1')
    const asked =
      on === 'school'
        ? sql<{ allowed: boolean }>`${sql.raw(before)}`
        : sql<{ allowed: boolean }>`${sql.raw(before)}${id}${sql.raw(after)}`
    const actor = actorOf(stage, name as Exclude<CastName, 'visitor'>)
    const purpose = relation === 'conversation.overseer' ? 'safeguarding' : actor.purpose // whoever looks into it has one reason only
    const { rows } = await as(stage.world.installation.db, { ...actor, purpose, schoolId: stage.world.schoolId }, (tx) =>
      asked.execute(tx),
    )
    return rows[0]?.allowed ?? (seenByFew.includes(on) ? false : undefined)
  }

  test('every relation has someone for whom it holds, someone for whom it does not, someone for whom it did', () => {
    expect([...Object.keys(people), ...ofGrownNoor].sort()).toEqual(Object.keys(relations).sort())
  })

  test('relations hold for whom they should, and end when they end', async () => {
    const run = await exampleOf(stage, { ...readClass, name: 'roster.import.read' })
    const idIn = async (name: string) => (await exampleOf(stage, { ...readClass, name })).params!['id']!
    const { owner } = stage.world
    const ready: Record<string, () => Promise<unknown>> = {
      'class.slip_teacher': () => stage.people.olga.ask(changeSlipSettings, { body: { days: 14, teachersPrint: true } }),
      // The head may read along, by the table of the school.
      'conversation.overseer': () =>
        owner.query(
          `insert into writing_rule (school_id, line, school_may, family_may, read_by, reports_to, days, version, set_at)
            values ($1, 'office_guardian', 'begin', 'begin', '{head}', 'head', 3, 1, now())`,
          [stage.world.schoolId],
        ),
      // Lent by somebody else who decided about Noor, too.
      'delegation.joint': () => owner.query('update delegation set lent_by = $1', [stage.people.lea.id]),
      'guardianship.pupil': () => owner.query("update person set born_on = '1990-01-01' where id = $1", [stage.people.noor.id]),
    }
    const post = await idIn('post.edit')
    const conversation = await idIn('conversation.close')
    const { rows: said } = await owner.query<{ id: string }>('select id from message where conversation_id = $1', [conversation])
    const targets: Record<string, string> = {
      post,
      notice: await idIn('notice.read'),
      postComment: await idIn('post.comment.withdraw'),
      calendarEntry: await idIn('calendar.change'),
      calendarFeed: await idIn('calendar.feed.end'),
      person: stage.people.noor.id,
      class: stage.class6B,
      joinRequest: (await stage.request('waiting')).id,
      rosterRun: run.params!['id']!,
      file: await fileOfAll(stage, post),
      withholding: await idIn('read.withholding.end'),
      curiosityCase: await idIn('access.case.close'),
      readQuestion: await idIn('read.question.answer'),
      grantRequest: await idIn('role.grant.decide'),
      personRole: await idIn('role.end'),
      accessReview: await idIn('role.review.decide'),
      supportAccess: await idIn('support.access.decide'),
      guardianship: await idIn('guardianship.grant'),
      guardianshipChange: await idIn('guardianship.change.decide'),
      delegation: await idIn('guardianship.delegation.object'),
      samePerson: await idIn('person.same.decide'),
      personMerge: await idIn('person.unmerge'),
      emergencyContact: await idIn('family.contact.change'),
      pickUpAdult: await idIn('family.fetching.change'),
      yearPlan: await idIn('year.plan.read'),
      handOver: await idIn('hand_over.see'),
      teachingGroup: await idIn('group.change'),
      conversation,
      message: said[0]!.id,
      messageReport: await idIn('message.report.decide'),
    }
    await stage.world.owner.query(
      'insert into slip_setting values ($1, 14, true, now(), null) on conflict (school_id) do update set teachers_print = true',
      [stage.world.schoolId],
    )
    for (const [relation, { yes, no, was }] of Object.entries(people)) {
      await ready[relation]?.()
      expect([await holds(relation, yes, targets), await holds(relation, no, targets)], relation).toEqual([true, false])
      if (was !== 'it never ends') expect(await holds(relation, was, targets), `${relation}, last term`).toBe(false)
    }
    const [joint, pupil, image] = ofGrownNoor as [string, string, string]
    const grown = async () => [await holds(pupil, 'noor', targets), await holds(image, 'noor', targets)]
    expect([await holds(joint, 'otto', targets), ...(await grown())]).toEqual([false, false, false])
    await guard(stage.world, stage.people.otto, stage.people.noor)
    expect([await holds(joint, 'otto', targets), await holds(joint, 'amal', targets)]).toEqual([true, false])
    await stage.world.owner.query("update person set born_on = '2000-01-01' where id = $1", [stage.people.noor.id])
    expect([await holds(joint, 'otto', targets), ...(await grown())]).toEqual([false, true, true])
    expect(await holds('class.family', 'bilal', targets), 'without contact').toBe(false)
    expect(await holds('person.guardian', 'bilal', targets), 'without contact').toBe(false)
  })
})
