import { issueClassKey } from '#contract/classes.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { schoolYearOn } from '#kernel/school.ts'
import { digestOf, newToken } from '#kernel/session.ts'
import { asSchool } from '#kernel/system.ts'
import { enrol } from '#modules/classes/index.ts'
import * as joining from '#modules/classes/joining.queries.ts'
import { joinRequestTable } from '#modules/classes/sealed.ts'
import { insertSchool } from '#modules/schools/index.ts'
import { beginSession, hashPassword } from '#modules/sign-in/index.ts'
import { snapshot } from '#vault/owners.ts'
import { asker, classOf, guard, openWorld, type Person, person, type Someone, type World, withoutAccount } from './world.ts'

/** Who asks; `visitor` has no session. The order is the order of the columns of the matrix. */
export const cast = {
  visitor: 'nobody yet: no session',
  rosa: 'teacher of 6B',
  otto: 'teacher of 7A',
  amal: 'guardian of Noor, in 6B',
  bilal: 'separated guardian of Noor, without contact',
  noor: 'pupil of 6B',
  ines: 'head',
  olga: 'office',
  ada: 'administrator',
  dora: 'data protection officer',
  sami: 'support, which sees nobody without consent',
  lea: 'taught 6B, worked in the office and was a guardian of Noor until yesterday',
  sten: 'teacher of another school',
} as const
export type CastName = keyof typeof cast

/** How far a request has come when the curtain rises. */
type RequestState = 'asked' | 'waiting' | 'accepted'

/** A school that everybody knows: its people, two classes, and ways to put fresh things on the stage for one question. */
export type Stage = {
  world: World
  people: Record<Exclude<CastName, 'visitor'>, Person>
  class6B: string
  class7A: string
  otherSchoolId: string
  /** A new session of one of the cast, as the cookie holds it. */
  session: (name: Exclude<CastName, 'visitor'>) => Promise<string>
  /** Some of what is asked ends every other session of whoever asks: the first ones of the cast are woken, and no try is remembered. */
  wake: () => Promise<unknown>
  /** Asks as one of the cast, from a new session each time. */
  as: (name: CastName) => Promise<Person['ask']>
  /** A request to 6B, about Noor, made by Amal. */
  request: (state: RequestState) => Promise<{ id: string; token: string }>
  classKey: () => Promise<string>
  /** One more pupil of 6B, of whom nobody would be missed. */
  newcomer: () => Promise<string>
  /** The same, without an account. */
  unregistered: () => Promise<Someone>
}

/** A push service that nobody runs: what is sent there is not sent in these tests. */
export const pushOrigin = 'http://127.0.0.1:9'

export const password = 'fem ord som hänger ihop länge'

/** Another school of the same installation: Björkskolan, at `bjork`. */
export const addSchool = async ({ installation }: World) => {
  const schoolId = uuidv7()
  const school = {
    schoolId,
    name: 'Björkskolan',
    slug: 'bjork',
    profile: 'EU-SE',
    kind: 'public',
    locale: 'sv',
    timeZone: 'Europe/Stockholm',
  } as const
  await asSchool(installation, schoolId, 'administration', 'school.arrange', async ({ tx, emit, now }) => {
    const year = now.getUTCMonth() >= 7 ? now.getUTCFullYear() : now.getUTCFullYear() - 1
    await insertSchool(tx, { ...school, yearFrom: `${year}-08-01`, yearTo: `${year + 1}-07-31`, now })
    emit('school.created', { schoolId })
  })
  return schoolId
}

const addPeople = async (world: World, otherSchoolId: string): Promise<Stage['people']> => ({
  rosa: await person(world, { name: 'Rosa Roy', role: 'teacher' }),
  otto: await person(world, { name: 'Otto Lindqvist', role: 'teacher', locale: 'sv' }),
  amal: await person(world, { name: 'Amal Benali', role: 'guardian' }),
  bilal: await person(world, { name: 'Bilal Haddad', role: 'guardian' }),
  noor: await person(world, { name: 'Noor Benali', role: 'pupil' }),
  ines: await person(world, { name: 'Inès Tremblay', role: 'head' }),
  olga: await person(world, { name: 'Olga Nyström', role: 'office' }),
  ada: await person(world, { name: '安田 あだ', role: 'administrator', locale: 'ja' }),
  dora: await person(world, { name: 'Dora Lefèvre', role: 'dpo' }),
  sami: await person(world, { name: 'Sami Korhonen', role: 'support', locale: 'en' }),
  lea: await person(world, { name: 'Léa Martin', role: 'teacher' }),
  sten: await person(world, { name: 'Sten Ek', role: 'teacher', slug: 'bjork', schoolId: otherSchoolId }),
})

/** Léa's time ended yesterday; Bilal's edge is kept, and says that there is no contact. */
const endThings = async ({ owner }: World, { lea, bilal }: Stage['people']) => {
  await owner.query(
    `insert into person_role (school_id, id, person_id, role, reason, from_at) select school_id, gen_random_uuid(), person_id, 'office', reason, from_at from person_role where person_id = $1`,
    [lea.id],
  )
  await owner.query(`update guardianship set until_at = now() where guardian_id = $1`, [lea.id])
  await owner.query(`update enrolment set until_on = current_date - 1 where person_id = $1`, [lea.id])
  await owner.query(`update person_role set until_at = now() where person_id = $1`, [lea.id])
  await owner.query(`update guardianship set preset = 'no_contact' where guardian_id = $1`, [bilal.id])
}

const sessionOf = async (world: World, { id, accountId }: Person, schoolId: string) =>
  asSchool(
    world.installation,
    schoolId,
    'security',
    'session.arrange',
    async ({ tx, now }) => (await beginSession(tx, { accountId, schoolId, personId: id, sharedDevice: false, now })).token,
    accountId,
  )

const addRequest = async ({ world, people, class6B }: Stage, state: RequestState) => {
  const { installation, schoolId, owner } = world
  const [id, token] = [uuidv7(), newToken()]
  const { rows } = await owner.query<{ id: string }>(
    'select id from class_key where class_id = $1 order by issued_at desc limit 1',
    [class6B],
  )
  await asSchool(installation, schoolId, 'enrolment', 'class.join_request.make', async ({ tx, vault, now }) => {
    const content = { child: 'Noor', name: 'Amal Benali', email: `${id}@example.org` }
    const [sealed] = await vault.seal(tx, schoolId, joinRequestTable.table, [{ id, owners: snapshot(id), content }])
    const times = { madeAt: now, expiresAt: new Date(now.getTime() + 86_400_000) }
    await joining.insertRequest(tx, {
      schoolId,
      id,
      classId: class6B,
      classKeyId: rows[0]!.id,
      relation: 'mother',
      locale: 'fr',
      sealed: sealed!,
      ...times,
    })
  })
  if (state === 'asked') await owner.query('update join_request set token_digest = $2 where id = $1', [id, digestOf(token)])
  else
    await owner.query('update join_request set confirmed_at = now(), account_id = $2 where id = $1', [id, people.amal.accountId])
  if (state === 'accepted') {
    const decision = [id, people.rosa.id, people.noor.id]
    await owner.query(
      `update join_request set decided_at = now(), decided_by = $2, verdict = 'accepted', pupil_id = $3, check_way = 'school_list' where id = $1`,
      decision,
    )
  }
  return { id, token }
}

const enrolIn = ({ installation, schoolId }: World, classId: string, id: string) =>
  asSchool(installation, schoolId, 'enrolment', 'class.arrange', async (hands) => {
    const { fromOn } = await schoolYearOn(hands.tx, schoolId, hands.now)
    await enrol(hands, { schoolId, classId, role: 'pupil', people: [id], fromOn, by: null })
  })

/** Raises the curtain on a world of its own. */
export const raiseCurtain = async (): Promise<Stage> => {
  const world = await openWorld({ push: [pushOrigin] })
  const otherSchoolId = await addSchool(world)
  const people = await addPeople(world, otherSchoolId)
  const class6B = await classOf(world, '6B', [people.rosa, people.lea], [people.noor])
  const class7A = await classOf(world, '7A', [people.otto], [])
  await guard(world, people.amal, people.noor)
  await guard(world, people.bilal, people.noor)
  await guard(world, people.lea, people.noor)
  await endThings(world, people)
  await world.owner.query('update directory.account set password_hash = $1', [await hashPassword(password)])
  const stage: Stage = {
    ...{ world, people, class6B, class7A, otherSchoolId },
    session: (name) => sessionOf(world, people[name], name === 'sten' ? otherSchoolId : world.schoolId),
    as: async (name) => (name === 'visitor' ? world.visitor : asker(world.app, 'preau', await stage.session(name))),
    wake: async () => {
      await world.owner.query('delete from directory.throttle')
      const tokens = Object.values(people).map(({ token }) => digestOf(token))
      await world.owner.query('update directory.session set ended_at = null where token_digest = any ($1)', [tokens])
    },
    request: (state) => addRequest(stage, state),
    newcomer: async () => {
      const { id } = await person(world, { name: 'Paul Neuf', role: 'pupil' })
      await enrolIn(world, class6B, id)
      return id
    },
    unregistered: async () => {
      const someone = await withoutAccount(world, { name: 'Pia Nouvelle', role: 'pupil' })
      await enrolIn(world, class6B, someone.id)
      return someone
    },
    classKey: async () => {
      const reply = await people.rosa.ask(issueClassKey, { params: { id: class6B } })
      return `${reply.body['key']}`
    },
  }
  await stage.classKey()
  return stage
}

/** A long walk through everything leaves thousands of rows: the tests' PostgreSQL does not count them by itself, as a school's does, and would plan as if there were ten. */
export const countRows = async ({ world }: Stage, nth: number, every: number) => {
  if (nth % every === 0) await world.owner.query('analyze')
}
