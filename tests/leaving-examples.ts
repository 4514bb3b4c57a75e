import { uuidv7 } from '#kernel/ids.ts'
import { asSchool } from '#kernel/system.ts'
import { conversationTable } from '#modules/conversations/index.ts'
import { person } from '#vault/owners.ts'
import type { Stage } from './cast.ts'
import { disputed } from './dispute-examples.ts'
import type { Example } from './examples.ts'

/** A pupil of 6B who has left, and what of them is to come next. */
export const formerPupil = async (
  stage: Stage,
  state: 'alumni_locked' | 'guidance' | 'archived' = 'guidance',
): Promise<string> => {
  const id = await stage.newcomer()
  const { owner, schoolId } = stage.world
  await owner.query('delete from person_state where person_id = $1', [id])
  for (const [nth, one] of (state === 'alumni_locked' ? [state] : ['alumni_locked', state]).entries())
    await owner.query(
      `insert into person_state (school_id, id, person_id, state, reason, from_at) values ($1, $2, $3, $4, 'retention', now() - make_interval(mins => $5))`,
      [schoolId, uuidv7(), id, one, 3 - nth],
    )
  return id
}

const stepOf = async (stage: Stage, isDeferred: boolean): Promise<string> => {
  const personId = await formerPupil(stage)
  const id = uuidv7()
  await stage.world.owner.query(
    `insert into leaving_step (school_id, id, person_id, step, due_on, announced_on, deferred_until, why, deferred_at)
     values ($1, $2, $3, 'archived', current_date + 1, current_date, $4, $5, $6)`,
    [
      ...[stage.world.schoolId, id, personId],
      ...(isDeferred ? [new Date(Date.now() + 30 * 86_400_000), 'dispute', new Date()] : [null, null, null]),
    ],
  )
  return id
}

const clocks = async ({ world }: Stage) => {
  const { rows } = await world.owner.query<{ version: number }>('select version from leaving_clock where school_id = $1', [
    world.schoolId,
  ])
  return { guidanceMonths: 6, archiveMonths: 6, why: 'shorter', version: rows[0]?.version ?? 0 }
}

/** Whoever has left, and whose deletion takes what their guardians share while they are in dispute. */
const waitingStep = async (stage: Stage): Promise<string> => {
  const { installation, owner, schoolId } = stage.world
  const [personId, id, conversation] = [await disputed(stage), uuidv7(), uuidv7()]
  const [sealed] = await asSchool(installation, schoolId, 'family_communication', 'leaving.arrange', ({ tx, vault }) =>
    vault.seal(tx, schoolId, conversationTable.table, [
      { id: conversation, owners: person(personId), content: { topic: 'Sport' } },
    ]),
  )
  await owner.query(
    `insert into conversation (school_id, id, school_year_id, line, pupil_id, begun_side, begun_at, last_at, state, sealed)
     select $1, $2, id, 'office_guardian', $3, 'school', now(), now(), 'open', $4 from school_year where school_id = $1 limit 1`,
    [schoolId, conversation, personId, sealed],
  )
  await owner.query(
    `insert into conversation_member (school_id, conversation_id, person_id, id)
     select school_id, $2, guardian_id, gen_random_uuid() from guardianship where school_id = $1 and pupil_id = $3`,
    [schoolId, conversation, personId],
  )
  await owner.query(
    `insert into leaving_step (school_id, id, person_id, step, due_on, announced_on) values ($1, $2, $3, 'erased', current_date + 1, current_date)`,
    [schoolId, id, personId],
  )
  return id
}

/** Questions about those who have left that make sense. */
export const leavingExamples: Readonly<Record<string, Example>> = {
  'leaving.read': () => ({}),
  'leaving.step.defer': async (stage) => ({ params: { id: await stepOf(stage, false) }, body: { why: 'dispute' } }),
  'leaving.step.resume': async (stage) => ({ params: { id: await stepOf(stage, true) } }),
  'leaving.step.agree': async (stage) => ({ params: { id: await waitingStep(stage) } }),
  'leaving.clocks.set': async (stage) => ({ body: await clocks(stage) }),
  'guidance.list': () => ({ query: { why: 'advice' } }),
  'guidance.read': async (stage) => ({ params: { id: await formerPupil(stage) }, query: { why: 'advice' } }),
}
