import { openAccessReview, readAccessReview } from '#contract/access-review.ts'
import { decideGrant, giveRole, suspendPerson } from '#contract/grants.ts'
import { makeHandOver } from '#contract/hand-overs.ts'
import { askSupportAccess, decideSupportAccess } from '#contract/support-access.ts'
import { asSchool } from '#kernel/system.ts'
import { personTable } from '#modules/people/index.ts'
import { dayInParis } from '#tests/days.ts'
import type { Stage } from './cast.ts'
import { type Asking, person } from './world.ts'

type Example = (stage: Stage) => Promise<Asking> | Asking

/** Somebody who works for the school since just now, as whoever: a role to give, to end, an account to shut. */
const newColleague = async ({ world }: Stage) => (await person(world, { name: 'Tove Berg', role: 'guardian' })).id
const teaching = { role: 'teacher', why: 'post' } as const

/** A teacher's role of somebody new, given by Inès. */
const roleGiven = async (stage: Stage) => {
  const id = await newColleague(stage)
  await (await stage.as('ines'))(giveRole, { params: { id }, body: teaching })
  const { rows } = await stage.world.owner.query<{ id: string }>(
    "select id from person_role where person_id = $1 and role = 'teacher'",
    [id],
  )
  return rows[0]?.id ?? ''
}
/** Somebody new would administer; who asked is gone, so that anybody may decide who may. */
const waiting = async (stage: Stage) => {
  const id = await newColleague(stage)
  const { people, world } = stage
  const asked = await people.ines.ask(giveRole, { params: { id }, body: { role: 'administrator', why: 'post' } })
  await world.owner.query('update grant_request set asked_by = null where id = $1', [asked.body['id']])
  return `${asked.body['id']}`
}
const aboutNoor: Example = ({ people }) => ({ params: { id: people.noor.id } })
const inDays = (days: number) => dayInParis(Date.now() + days * 86_400_000)

/** A pupil of no class. */
const orphan = async ({ world }: Stage) => (await person(world, { name: 'Paul Neuf', role: 'pupil' })).id

/** The review that runs, with somebody new in it. */
const reviewing = async (stage: Stage): Promise<{ id: string; items: string[] }> => {
  await roleGiven(stage)
  const { owner } = stage.world
  await owner.query('delete from access_review_item')
  await owner.query('delete from access_review')
  const ask = await stage.as('ines')
  await ask(openAccessReview)
  const { review } = readAccessReview.output.parse((await ask(readAccessReview)).body)
  const found = review?.items.filter(({ person }) => person.display === 'Tove Berg') ?? []
  return { id: review?.id ?? '', items: found.slice(0, 1).map(({ id }) => id) }
}

const usernameOf = async ({ world, people }: Stage) => {
  const { installation, schoolId, owner } = world
  const { rows } = await owner.query<{ id: string; sealed: Buffer }>('select id, sealed from person where id = $1', [
    people.noor.id,
  ])
  const [content] = await asSchool(installation, schoolId, 'support', 'support.arrange', ({ tx, vault }) =>
    vault.open(tx, schoolId, personTable, rows),
  )
  return content?.username ?? ''
}
const wanted = { reason: 'cannot_sign_in', ticket: 'T-1042', withNames: false } as const
/** Sami would help Noor; where it is open, Inès has consented. */
export const helping = async (stage: Stage, isOpen: boolean): Promise<string> => {
  await stage.world.owner.query('delete from support_access')
  const { body } = await stage.people.sami.ask(askSupportAccess, { body: { ...wanted, username: await usernameOf(stage) } })
  const id = `${body['id']}`
  if (isOpen) await (await stage.as('ines'))(decideSupportAccess, { params: { id }, body: { verdict: 'consented' } })
  return id
}

/** Rosa hands 6B over to somebody new, or has done so; to a teacher of the cast where one is named. */
const handOver = async (stage: Stage, to?: string): Promise<string> => {
  const { world, people, class6B } = stage
  await world.owner.query('delete from hand_over_item')
  await world.owner.query('delete from hand_over')
  await world.owner.query('delete from enrolment where class_id = $1 and role = $2 and person_id <> all ($3)', [
    ...[class6B, 'teacher', [people.rosa.id, people.lea.id]],
  ])
  await world.owner.query('update enrolment set until_on = null where person_id = $1', [people.rosa.id])
  const successor = to ?? (await person(world, { name: 'Tove Berg', role: 'teacher' })).id
  const body = { to: successor, role: 'teacher', why: 'changed', fromOn: inDays(30), untilOn: null, classes: [class6B] }
  const made = await (await stage.as('olga'))(makeHandOver, { params: { id: people.rosa.id }, body })
  return `${made.body['id']}`
}

export const roleExamples: Readonly<Record<string, Example>> = {
  'person.list': () => ({}),
  'school.search': () => ({ body: { words: 'noor' } }),
  'list.export': (stage) => ({ body: { list: 'class', rows: [stage.people.noor.id], of: stage.class6B } }),
  'person.access.read': aboutNoor,
  'role.grant': async (stage) => ({ params: { id: await newColleague(stage) }, body: teaching }),
  [decideGrant.name]: async (stage) => ({ params: { id: await waiting(stage) }, body: { verdict: 'granted' } }),
  'role.end': async (stage) => ({ params: { id: await roleGiven(stage) }, body: { why: 'not_needed' } }),
  'person.suspend': async (stage) => ({ params: { id: await stage.newcomer() }, body: { reason: 'security' } }),
  'person.reactivate': async (stage) => {
    const id = await stage.newcomer()
    await (await stage.as('ines'))(suspendPerson, { params: { id }, body: { reason: 'security' } })
    return { params: { id } }
  },
  'person.leave': async (stage) => ({ params: { id: await stage.newcomer() }, body: { until: inDays(30) } }),
  'role.review.read': () => ({}),
  'role.review.open': async ({ world }) => {
    await world.owner.query('update access_review set closed_at = now() where closed_at is null')
    return {}
  },
  'role.review.decide': async (stage) => {
    const { id, items } = await reviewing(stage)
    return { params: { id }, body: { items, decision: 'keep' } }
  },
  'support.access.list': () => ({}),
  'support.access.ask': async (stage) => {
    await stage.world.owner.query('delete from support_access')
    return { body: { ...wanted, username: await usernameOf(stage) } }
  },
  'support.access.decide': async (stage) => ({ params: { id: await helping(stage, false) }, body: { verdict: 'consented' } }),
  'support.access.end': async (stage) => ({ params: { id: await helping(stage, true) } }),
  'support.subject.read': async (stage) => ({ params: { id: await helping(stage, true) } }),
  'hand_over.preview': ({ people }) => ({ params: { id: people.rosa.id } }),
  'hand_over.make': async (stage) => {
    await handOver(stage)
    await stage.world.owner.query('delete from hand_over_item')
    await stage.world.owner.query('delete from hand_over')
    await stage.world.owner.query('update enrolment set until_on = null where person_id = $1', [stage.people.rosa.id])
    const { id } = await person(stage.world, { name: 'Tove Berg', role: 'teacher' })
    const body = { to: id, role: 'teacher', why: 'left', fromOn: inDays(30), untilOn: null, classes: [stage.class6B] }
    return { params: { id: stage.people.rosa.id }, body }
  },
  'hand_over.undo': async (stage) => ({ params: { id: await handOver(stage) } }),
  'hand_over.list': () => ({}),
  'hand_over.mine': () => ({}),
  'hand_over.see': async (stage) => ({ params: { id: await handOver(stage, stage.people.otto.id) } }),
  'person.orphan.list': () => ({}),
  'person.orphan.settle': async (stage) => ({ body: { people: [await orphan(stage)], what: 'leave' } }),
}
