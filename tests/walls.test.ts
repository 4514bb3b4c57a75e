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
import { type CastName, countRows, raiseCurtain, type Stage } from './cast.ts'
import { exampleOf } from './examples.ts'
import { attaches, uploads } from './files.ts'
import { holders } from './holders.ts'
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
    for (const [nth, { name, endpoint, code }] of refusals.entries()) {
      await countRows(stage, nth, 200)
      if (!code?.startsWith('404')) continue
      const { status, text } = await (await asks(name))(endpoint, await exampleOf(stage, endpoint))
      const isHarmless = endpoint.method === 'GET' && !text.includes('Noor') // a list, or an export, of nothing
      if (status < 400 && !isHarmless) done.push(`${name} ${endpoint.name}`)
    }
    expect(done).toEqual([])
  }, 300_000)

  test('still hides other classes, their keys, their requests and their people', async () => {
    await stage.request('waiting')
    const otto = await asks('otto')
    expect((await otto(listJoinRequests)).body).toEqual({ requests: [] })
    expect((await otto(listClasses)).body['classes']).toMatchObject([{ label: '7A' }])
    expect((await otto(readClass, { params: { id: stage.class6B } })).status).toBe(404)
    const amal = await asks('amal')
    // What the examples above made her guardian of is hers: here she is Noor's mother again, and no more.
    await stage.world.owner.query('delete from guardianship where guardian_id = $1 and pupil_id <> $2', [
      stage.people.amal.id,
      stage.people.noor.id,
    ])
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
    for (const [nth, { name, endpoint }] of refusals.entries()) {
      await countRows(stage, nth, 200)
      const { status, body } = await (await stage.as(name))(endpoint, await exampleOf(stage, endpoint))
      if (!['not_allowed', 'not_found', 'guardianship.own_signature'].includes(body.code ?? ''))
        done.push(`${name} ${endpoint.name} ${status} ${body.code}`)
    }
    expect(done).toEqual([])
  }, 300_000)

  test('says "not allowed" to the teacher of another class, for whom 6B exists now', async () => {
    const otto = await stage.as('otto')
    expect((await otto(readClass, { params: { id: stage.class6B } })).body.code).toBe('not_allowed')
    expect((await otto(readClassKey, { params: { id: stage.class6B } })).body.code).toBe('not_allowed')
  })

  /** What holds when Noor has two guardians who decide, and when she is of age: tried last, for it ends what others hold. */
  const ofGrownNoor = ['delegation.joint', 'guardianship.pupil', 'person.image_self']

  /** A file of Noor's, of the class and of a post. */
  const fileOfAll = async ({ world, people: { rosa, noor }, class6B }: Stage, postId: string, noticeId: string) => {
    const { body } = await uploads(world, rosa, Buffer.from('Une lecture'))
    await attaches(world, rosa, body.id, 'person', noor.id)
    await attaches(world, rosa, body.id, 'class', class6B)
    await attaches(world, rosa, body.id, 'post', postId)
    await attaches(world, rosa, body.id, 'notice', noticeId)
    return body.id
  }

  /** Whoever may do nothing about these does not see them either. */
  const seenByFew = [
    'withholding',
    'curiosityCase',
    'readQuestion',
    'rightsRequest',
    'restriction',
    'legalHold',
    'headStep',
    'correctionRecipient',
    'judicialOrder',
    'leavingStep',
    'announcedSweep',
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
    expect([...Object.keys(holders), ...ofGrownNoor].sort()).toEqual(Object.keys(relations).sort())
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
      // Of somebody who never had an account.
      'rights_request.handed': async () => {
        const { id } = await stage.unregistered()
        const text =
          "update rights_request set kind = 'access', by_hand = true, field = null, purpose = null, asked_by = $2, person_id = $2 where id = $1"
        return owner.query(text, [targets['rightsRequest'], id])
      },
      'guardianship.pupil': () => owner.query("update person set born_on = '1990-01-01' where id = $1", [stage.people.noor.id]),
    }
    const [post, notice] = [await idIn('post.edit'), await idIn('notice.read')]
    const conversation = await idIn('conversation.close')
    const { rows: said } = await owner.query<{ id: string }>('select id from message where conversation_id = $1', [conversation])
    const targets: Record<string, string> = {
      post,
      notice,
      postComment: await idIn('post.comment.withdraw'),
      calendarEntry: await idIn('calendar.change'),
      calendarFeed: await idIn('calendar.feed.end'),
      person: stage.people.noor.id,
      class: stage.class6B,
      joinRequest: (await stage.request('waiting')).id,
      rosterRun: run.params!['id']!,
      file: await fileOfAll(stage, post, notice),
      withholding: await idIn('read.withholding.end'),
      curiosityCase: await idIn('access.case.close'),
      readQuestion: await idIn('read.question.answer'),
      rightsRequest: await idIn('rights.withdraw'),
      restriction: await idIn('rights.restriction.end'),
      legalHold: await idIn('hold.release'),
      headStep: await idIn('rights.step.decide'),
      judicialOrder: await idIn('order.hand'),
      correctionRecipient: await idIn('correction.done'),
      leavingStep: await idIn('leaving.step.defer'),
      announcedSweep: await idIn('retention.hold'),
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
    for (const [relation, { yes, no, was }] of Object.entries(holders)) {
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
