import { uuidv7 } from '#kernel/ids.ts'
import { asSchool } from '#kernel/system.ts'
import { disputeTable } from '#modules/rights/sealed.ts'
import { snapshot } from '#vault/owners.ts'
import type { Stage } from './cast.ts'
import type { Example } from './examples.ts'
import { guard, withoutAccount } from './world.ts'

/** A pupil with two guardians, of whom nobody else on the stage looks for. */
const withGuardians = async (stage: Stage): Promise<string> => {
  const { world } = stage
  const child = await stage.unregistered()
  for (const name of ['Hana Nouvelle', 'Marc Nouvelle'])
    await guard(world, await withoutAccount(world, { name, role: 'guardian' }), child)
  return child.id
}

/** A pupil whose guardians are in dispute, entered by somebody who has left. */
export const disputed = async (stage: Stage): Promise<string> => {
  const { installation, schoolId, owner } = stage.world
  const [id, pupilId] = [uuidv7(), await withGuardians(stage)]
  const [sealed] = await asSchool(installation, schoolId, 'safeguarding', 'rights.arrange', ({ tx, vault }) =>
    vault.seal(tx, schoolId, disputeTable.table, [{ id, owners: snapshot(id), content: { reason: 'Une procédure' } }]),
  )
  await owner.query(
    `insert into family_dispute (school_id, id, pupil_id, begun_on, until_on, begun_at, begun_by, sealed)
     values ($1, $2, $3, current_date, current_date + 30, now(), $4, $5)`,
    [schoolId, id, pupilId, stage.people.lea.id, sealed],
  )
  return pupilId
}

/** A copy that waits for the head, asked for by somebody who has left. */
const step = async ({ world: { schoolId, owner }, people }: Stage): Promise<string> => {
  const [id, request] = [uuidv7(), uuidv7()]
  await owner.query(
    `insert into rights_request (school_id, id, kind, person_id, asked_by, asked_at, profile, due_on, link_until, closed_at, outcome, sealed)
     values ($1, $2, 'access', $3, $3, now(), 'EU-FR', current_date + 30, now() + interval '1 day', now(), 'granted', '')`,
    [schoolId, request, people.lea.id],
  )
  await owner.query(
    'insert into head_step (school_id, id, request_id, person_id, asked_by, asked_at, due_on) values ($1, $2, $3, $4, $4, now(), current_date + 30)',
    [schoolId, id, request, people.lea.id],
  )
  return id
}

/** Guardians in dispute, and what waits for the head: of each endpoint a question that makes sense. */
export const disputeExamples: Readonly<Record<string, Example>> = {
  'family.dispute.read': async (stage) => ({ params: { id: await disputed(stage) } }),
  'family.dispute.begin': async (stage) => ({
    params: { id: await withGuardians(stage) },
    body: { reason: 'Une procédure', until: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10) },
  }),
  'family.dispute.end': async (stage) => ({ params: { id: await disputed(stage) } }),
  'rights.step.list': () => ({}),
  'rights.step.decide': async (stage) => ({
    params: { id: await step(stage) },
    body: { verdict: 'approved', answer: 'Entendu' },
  }),
}
