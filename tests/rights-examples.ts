import type { RightKind } from '#contract/rights-clocks.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { asSchool } from '#kernel/system.ts'
import { orderTable } from '#modules/orders/sealed.ts'
import { digestOfCode } from '#modules/privacy/index.ts'
import { holdTable, requestTable } from '#modules/rights/sealed.ts'
import { snapshot } from '#vault/owners.ts'
import type { Stage } from './cast.ts'
import { smallCopy } from './copies.ts'
import { coveringExamples } from './covering-examples.ts'
import { dayInParis } from './days.ts'
import { disputeExamples } from './dispute-examples.ts'
import type { Example } from './examples.ts'
import { exitExamples } from './exit-examples.ts'
import { leavingExamples } from './leaving-examples.ts'
import { recordExamples } from './record-examples.ts'
import { retentionExamples } from './retention-examples.ts'
import { guard } from './world.ts'

type Wanted = { kind: RightKind; about: string; by: string }

/** A request that has come in: put there as it would stand, so that nobody on the stage has to wait for having asked too often. */
const request = async ({ world: { installation, schoolId, owner } }: Stage, { kind, about, by }: Wanted): Promise<string> => {
  const id = uuidv7()
  const [sealed] = await asSchool(installation, schoolId, 'legal', 'rights.arrange', ({ tx, vault }) =>
    vault.seal(tx, schoolId, requestTable.table, [{ id, owners: snapshot(id), content: { words: 'Une question' } }]),
  )
  const isErasure = kind === 'erasure'
  await owner.query(
    `insert into rights_request (school_id, id, kind, person_id, asked_by, asked_at, profile, due_on, cools_until, link_until, code_digest, closed_at, outcome, sealed)
     values ($1, $2, $3, $4, $5, now(), 'EU-FR', current_date + 30, $6, $7, $8, $9, $10, $11)`,
    [
      ...[schoolId, id, kind, about, by],
      isErasure ? new Date(Date.now() - 60_000) : null,
      kind === 'access' ? new Date(Date.now() + 86_400_000) : null,
      isErasure ? Buffer.alloc(32, id) : null,
      ...(kind === 'access' ? [new Date(), 'granted'] : [null, null]),
      sealed,
    ],
  )
  return id
}
/** Something that must stay, of a pupil of whom nobody else asks: asked for by somebody who has left. */
const hold = async (stage: Stage, isSigned: boolean): Promise<string> => {
  const { installation, schoolId, owner } = stage.world
  const [id, child] = [uuidv7(), await stage.newcomer()]
  const [sealed] = await asSchool(installation, schoolId, 'legal', 'rights.arrange', ({ tx, vault }) =>
    vault.seal(tx, schoolId, holdTable.table, [{ id, owners: snapshot(id), content: { why: 'Un litige' } }]),
  )
  await owner.query(
    `insert into legal_hold (school_id, id, person_id, ground, told, sealed, asked_by, asked_at, signed_by, signed_at, review_on)
     values ($1, $2, $3, 'dispute', true, $4, $5, now(), $6, $7, current_date + 30)`,
    [schoolId, id, child, sealed, stage.people.lea.id, ...(isSigned ? [stage.people.ines.id, new Date()] : [null, null])],
  )
  return id
}

/** A restriction that stands for one question: of a pupil whom nobody else on the stage looks for. */
const restriction = async (stage: Stage): Promise<string> => {
  const { world, people } = stage
  const [id, child] = [uuidv7(), await stage.unregistered()]
  await guard(world, people.amal, child)
  await world.owner.query(
    'insert into restriction (school_id, id, person_id, parts, tables, from_at, made_by) values ($1, $2, $3, $4, $5, now(), $6)',
    [world.schoolId, id, child.id, ['family'], ['emergency_contact'], people.dora.id],
  )
  return id
}
/** What an authority has ordered of Noor, written down by somebody who has left since. */
const order = async (stage: Stage, isSigned: boolean): Promise<string> => {
  const { installation, schoolId, owner } = stage.world
  const id = uuidv7()
  const content = { authority: 'Tribunal judiciaire', scope: 'Sa fiche' }
  const [sealed] = await asSchool(installation, schoolId, 'legal', 'rights.arrange', ({ tx, vault }) =>
    vault.seal(tx, schoolId, orderTable.table, [{ id, owners: snapshot(id), content }]),
  )
  await owner.query(
    `insert into judicial_order (school_id, id, person_id, dated_on, due_on, recorded_by, recorded_at, signed_by, signed_at, sealed)
     values ($1, $2, $3, current_date, current_date + 30, $4, now(), $5, $6, $7)`,
    [
      schoolId,
      id,
      stage.people.noor.id,
      stage.people.lea.id,
      ...(isSigned ? [stage.people.ines.id, new Date()] : [null, null]),
      sealed,
    ],
  )
  return id
}

/** A correction that was granted, and Rosa, who had taken a list away: told in the app, or not yet. */
const recipient = async (stage: Stage, how: 'app' | null): Promise<string> => {
  const { world, people } = stage
  const [id, about] = [uuidv7(), people.noor.id]
  const requestId = await request(stage, { kind: 'rectification', about, by: people.amal.id })
  await world.owner.query(
    `insert into correction_recipient (school_id, id, request_id, person_id, asked_by, kind, taken_by, last_at, found_at, told_at, told_how)
     values ($1, $2, $3, $4, $5, 'list', $6, now(), now(), $7, $8)`,
    [world.schoolId, id, requestId, about, people.amal.id, people.rosa.id, how && new Date(), how],
  )
  return id
}
const ofAmal = (kind: RightKind) => async (stage: Stage) =>
  request(stage, { kind, about: stage.people.noor.id, by: stage.people.amal.id })

/** The same on paper, written down by somebody who has left since. */
const onPaper = async (stage: Stage, by: string, identity: 'signature' | 'not_established') => {
  const id = await request(stage, { kind: 'human', about: by, by })
  await stage.world.owner.query(
    "update rights_request set came = 'letter', identity = $2, taken_by = $3, known_by = case when $2 = 'signature' then $3::uuid end where id = $1",
    [id, identity, stage.people.lea.id],
  )
  return id
}

/** The key of a request on the stage. */
const key = (id: string) => id.replaceAll('-', '')

/** The key of somebody who has left. */
const leaverKey = async ({ world, newcomer }: Stage): Promise<string> => {
  const [id, person] = [uuidv7(), await newcomer()]
  await world.owner.query(
    'insert into leaver_key (school_id, id, person_id, code_digest, made_at) values ($1, $2, $3, $4, now())',
    [world.schoolId, id, person, digestOfCode(key(id))],
  )
  return key(id)
}

/** A copy that Amal asked for, and a code for it. */
const carried = async (stage: Stage, id: string): Promise<string> => {
  const { world, people } = stage
  const requestId = await ofAmal('access')(stage)
  await world.owner.query(
    `insert into carry_token (school_id, id, request_id, person_id, asked_by, digest, drawn_at, until_at)
     values ($1, $2, $3, $4, $5, $6, now(), now() + interval '1 hour')`,
    [world.schoolId, id, requestId, people.noor.id, people.amal.id, digestOfCode(key(id))],
  )
  return requestId
}

/** What people ask about their data: of each endpoint a question that makes sense. */
export const rightsExamples: Readonly<Record<string, Example>> = {
  ...coveringExamples,
  ...disputeExamples,
  ...leavingExamples,
  ...retentionExamples,
  ...exitExamples,
  ...recordExamples,
  'my_data.read': ({ people }) => ({ params: { id: people.noor.id } }),
  'my_data.part': ({ people }) => ({ params: { id: people.noor.id, table: 'person' } }),
  'rights.mine': () => ({}),
  'rights.ask': ({ people }) => ({ params: { id: people.noor.id }, body: { kind: 'access' } }),
  'rights.demand': ({ people }) => ({ params: { id: people.noor.id }, body: { kind: 'restriction' } }),
  'rights.ask_human': ({ people }) => ({ params: { id: people.noor.id }, body: { words: 'Qui a lu ma fiche ?' } }),
  'rights.contested': async (stage) => {
    await ofAmal('rectification')(stage)
    return { params: { id: stage.people.noor.id } }
  },
  'rights.case.askers': ({ people }) => ({ params: { id: people.noor.id } }),
  'rights.case.open': ({ people }) => ({
    params: { id: people.noor.id },
    body: {
      kind: 'human',
      askedBy: people.amal.id,
      receivedOn: dayInParis(),
      words: 'Une lettre',
      came: 'letter',
      identity: 'known',
    },
  }),
  'rights.recognise': async (stage) => ({
    params: { id: await onPaper(stage, stage.people.amal.id, 'signature') },
    body: { verdict: 'mine' },
  }),
  'rights.case.establish': async (stage) => ({
    params: { id: await onPaper(stage, await stage.newcomer(), 'not_established') },
    body: { identity: 'called_back' },
  }),
  'rights.case.ask_more': async (stage) => ({
    params: { id: await onPaper(stage, await stage.newcomer(), 'not_established') },
    body: { needed: 'Votre appel', until: dayInParis(Date.now() + 5 * 86_400_000) },
  }),
  'rights.case.confirm': async (stage) => ({
    params: { id: await onPaper(stage, (await stage.unregistered()).id, 'signature') },
  }),
  'rights.case.waiting': () => ({}),
  'rights.statement.place': async (stage) => {
    const id = await ofAmal('hearing')(stage)
    await stage.world.owner.query(
      "update rights_request set closed_at = now(), outcome = 'refused', ground = 'excessive' where id = $1",
      [id],
    )
    return { params: { id }, body: { words: 'Ce que nous en disons' } }
  },
  'rights.withdraw': async (stage) => ({ params: { id: await ofAmal('human')(stage) } }),
  'rights.package': async (stage) => ({ params: { id: await ofAmal('access')(stage) } }),
  'copy_token.draw': async (stage) => ({ params: { id: await ofAmal('access')(stage) } }),
  'copy_token.revoke': async (stage) => ({ params: { id: await carried(stage, uuidv7()) } }),
  'copy_token.redeem': async (stage) => {
    const id = uuidv7()
    await carried(stage, id)
    return { body: { code: key(id) } }
  },
  'copy.fetch': ({ people }) => ({
    params: { id: people.noor.id },
    body: { from: 'https://elsewhere.example/s/ecole', code: 'ab'.repeat(16) },
  }),
  'rights.case.by_key': async (stage) => {
    const id = await request(stage, { kind: 'erasure', about: await stage.newcomer(), by: stage.people.amal.id })
    await stage.world.owner.query('update rights_request set code_digest = $2 where id = $1', [id, digestOfCode(key(id))])
    return { params: { code: key(id) } }
  },
  'leaver_key.make': ({ people }) => ({ params: { id: people.amal.id } }),
  'leaver_key.open': async (stage) => ({ body: { code: await leaverKey(stage) } }),
  'leaver_key.ask': async (stage) => ({
    body: { code: await leaverKey(stage), kind: 'human', words: 'Qui a lu ma fiche ?', answerTo: '1 rue de la Gare' },
  }),
  'rights.case.list': () => ({}),
  'rights.case.decide': async (stage) => ({
    params: { id: await ofAmal('human')(stage) },
    body: { outcome: 'granted', answer: 'Voici' },
  }),
  'rights.case.extend': async (stage) => ({ params: { id: await ofAmal('human')(stage) }, body: { answer: 'Plus tard' } }),
  'hold.list': () => ({}),
  'hold.ask': async (stage) => ({
    params: { id: await stage.newcomer() },
    body: { ground: 'dispute', why: 'Un litige', told: true, days: 30 },
  }),
  'hold.sign': async (stage) => ({ params: { id: await hold(stage, false) }, body: { verdict: 'declined' } }),
  'hold.review': async (stage) => ({ params: { id: await hold(stage, true) }, body: { days: 60 } }),
  'hold.release': async (stage) => ({ params: { id: await hold(stage, true) } }),
  'rights.restriction.list': () => ({}),
  'rights.restriction.lift': async (stage) => ({ params: { id: await restriction(stage) } }),
  'rights.restriction.end': async (stage) => ({ params: { id: await restriction(stage) } }),
  'rights.restricted_here': () => ({}),
  'copy.preview': async ({ world, people }) => ({ params: { id: people.noor.id }, file: await smallCopy(world) }),
  'copy.bring': async ({ world, people }) => ({ params: { id: people.noor.id }, file: await smallCopy(world) }),
  'copy.list': ({ people }) => ({ params: { id: people.noor.id } }),
  'order.list': () => ({}),
  'order.mine': () => ({}),
  'order.record': ({ people }) => ({
    params: { id: people.noor.id },
    body: { authority: 'Tribunal judiciaire', scope: 'Sa fiche', datedOn: '2026-01-05', dueOn: '2027-01-05' },
  }),
  'order.sign': async (stage) => ({ params: { id: await order(stage, false) }, body: { verdict: 'declined' } }),
  'order.hand': async (stage) => ({ params: { id: await order(stage, true) } }),
  'correction.recipients': () => ({}),
  'correction.mine': () => ({}),
  'correction.tell': async (stage) => ({ params: { id: await recipient(stage, null) }, body: { how: 'letter', to: 'Mairie' } }),
  'correction.done': async (stage) => ({ params: { id: await recipient(stage, 'app') } }),
  'rights.case.erase': async (stage) => {
    const id = await stage.newcomer()
    return { params: { id: await request(stage, { kind: 'erasure', about: id, by: id }) } }
  },
}

/** What the jobs of this room are given. */
export const rightsJobs: Readonly<Record<string, (stage: Stage) => Promise<Record<string, string>>>> = {
  'order.tell': async () => ({}),
  'rights.ask_head': async () => ({}),
  'rights.tell_of_lifting': async (stage) => ({ restriction: await restriction(stage) }),
  'rights.tell_of_erasure': async (stage) => {
    const erasure = uuidv7()
    await stage.world.owner.query(
      `insert into erasure (school_id, id, code_digest, made_at, deleted, detached, kept, keys, week) values ($1, $2, $3, now(), 1, 0, 0, 1, 0)`,
      [stage.world.schoolId, erasure, Buffer.alloc(32, erasure)],
    )
    return { erasure, kind: 'list', takenBy: stage.people.rosa.id, lastAt: new Date().toISOString() }
  },
  'rights.find_recipients': async (stage) => ({ request: await ofAmal('rectification')(stage) }),
}
