import { randomInt } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { Locale } from '#contract/locales.ts'
import type { Names } from '#contract/people.ts'
import type { PersonRole } from '#contract/roles.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import type { Unit } from '#kernel/job.ts'
import { schoolYearOn } from '#kernel/school.ts'
import { schools } from '#kernel/schools.ts'
import { asSchool } from '#kernel/system.ts'
import { signAtMachine } from '#modules/assurance/index.ts'
import { sign as signRecord } from '#modules/assurance/signing.ts'
import { enrol, openClass } from '#modules/classes/index.ts'
import { issue } from '#modules/classes/keys.ts'
import { changeDpo } from '#modules/notifications/ruling.ts'
import { addPerson, insertGuardianship } from '#modules/people/index.ts'
import { insertSchool } from '#modules/schools/index.ts'
import { hashPassword, makeAccount } from '#modules/sign-in/index.ts'
import { classLabels, type Family, families, staff } from './names.ts'
import { announceThings } from './notices.ts'
import { sayThings } from './posts.ts'

/** Who can sign in to the invented school, and as what. */
export type DemoAccount = { role: PersonRole; name: string; username: string; password: string; locale: Locale }

const signs = 'abcdefghjkmnpqrstuvwxyz23456789'
const word = () => Array.from({ length: 5 }, () => signs[randomInt(signs.length)]).join('')
const newPassword = () => [word(), word(), word(), word()].join('-')

/** Passwords are hashed before a transaction begins; each account has its own. */
const passwords = (count: number) =>
  Promise.all(
    Array.from({ length: count }, async () => {
      const password = newPassword()
      return { password, hash: await hashPassword(password) }
    }),
  )
type Password = Awaited<ReturnType<typeof passwords>>[number]

type Someone = { names: Names; role: PersonRole; locale: Locale }

const signIn = async (
  installation: Installation,
  schoolId: string,
  { names, role, locale }: Someone,
  { password, hash }: Password,
) => {
  const accountId = uuidv7()
  const { id, username } = await asSchool(
    installation,
    schoolId,
    'administration',
    'demo.person',
    async ({ tx, vault, emit, now }) => {
      await makeAccount(tx, vault, emit, { id: accountId, locale, passwordHash: hash, invented: true, now })
      return addPerson({ tx, vault, emit, now }, { schoolId, names, role, reason: 'office', by: null, accountId })
    },
    accountId,
  )
  return { id, account: { role, name: names.display, username, password, locale } satisfies DemoAccount }
}

const namesOf = (family: string, given: string, kana?: string): Names =>
  kana
    ? { display: `${family} ${given}`, sort: kana, family, given, kana, order: 'family_first' }
    : { display: `${given} ${family}`, sort: `${family} ${given}`, family, given, order: 'given_first' }

const link = (
  { tx, emit, now }: Unit,
  schoolId: string,
  pupilId: string,
  guardianId: string,
  relation: 'mother' | 'father' | 'guardian',
  preset: 'equal' | 'information',
  by: string,
) =>
  insertGuardianship(tx, {
    schoolId,
    pupilId,
    guardianId,
    relation,
    source: 'office',
    preset,
    verifiedBy: by,
    verifiedWay: 'school_list',
    verifiedAt: now,
    joinRequestId: null,
    now,
  }).then((guardianshipId) =>
    emit('guardianship.created', { guardianshipId, guardianId, relation, verified: 'school_list' }, { subject: pupilId }),
  )

type Made = { accounts: DemoAccount[]; pupils: [string[], string[]] }

const addFamily = async (
  installation: Installation,
  schoolId: string,
  office: string,
  { family, kana, locale, children, adults, separated }: Family,
  made: Made,
) => {
  const ready = await passwords(children.length + adults.length)
  const add = async (someone: Someone) => {
    const { id, account } = await signIn(installation, schoolId, someone, ready.pop()!)
    made.accounts.push(account)
    return id
  }
  const pupils: string[] = []
  for (const child of children) {
    const id = await add({ names: namesOf(family, child.given, child.kana && `${kana} ${child.kana}`), role: 'pupil', locale })
    made.pupils[child.in].push(id)
    pupils.push(id)
  }
  for (const adult of adults) {
    const id = await add({
      names: namesOf(adult.family ?? family, adult.given, adult.kana && `${kana} ${adult.kana}`),
      role: 'guardian',
      locale,
    })
    await asSchool(installation, schoolId, 'administration', 'demo.guardianship', async (unit) => {
      for (const pupil of pupils)
        await link(
          unit,
          schoolId,
          pupil,
          id,
          adult.relation,
          separated && adult.relation === 'father' ? 'information' : 'equal',
          office,
        )
    })
  }
}

const openSchool = (installation: Installation, schoolId: string) =>
  asSchool(installation, schoolId, 'administration', 'demo.school', async ({ tx, emit, now }) => {
    const first = now.getUTCMonth() >= 7 ? now.getUTCFullYear() : now.getUTCFullYear() - 1
    await insertSchool(tx, {
      schoolId,
      name: 'Demo',
      slug: 'demo',
      profile: 'EU-FR',
      kind: 'public',
      locale: 'fr',
      timeZone: 'Europe/Paris',
      yearFrom: `${first}-09-01`,
      yearTo: `${first + 1}-08-31`,
      now,
    })
    emit('school.created', { schoolId })
  })

const openClasses = (
  installation: Installation,
  schoolId: string,
  teachers: readonly (readonly [string, readonly (0 | 1)[]])[],
  pupils: Made['pupils'],
) =>
  asSchool(installation, schoolId, 'administration', 'demo.class', async (unit) => {
    const opened: { classId: string; teacherId: string }[] = []
    const year = await schoolYearOn(unit.tx, schoolId, unit.now)
    for (const [at, label] of classLabels.entries()) {
      const classId = await openClass(unit, { schoolId, label, year })
      const teaching = teachers.flatMap(([id, teaches]) => (teaches.some((which) => which === at) ? [id] : []))
      await enrol(unit, { schoolId, classId, role: 'teacher', people: teaching, fromOn: year.fromOn, by: null })
      await enrol(unit, { schoolId, classId, role: 'pupil', people: pupils[at]!, fromOn: year.fromOn, by: null })
      opened.push({ classId, teacherId: teaching[0]! })
    }
    return opened
  })

/** The first teacher of each class has made its key, by the same action as on the page. */
const makeKeys = async (
  installation: Installation,
  schoolId: string,
  opened: readonly { classId: string; teacherId: string }[],
) => {
  for (const { classId, teacherId } of opened) {
    const teacher = { schoolId, personId: teacherId, accountId: null, session: null, requestId: uuidv7() }
    await issue.perform(installation, teacher, { params: { id: classId }, query: {}, body: {} })
  }
}

/** The head has said where the data protection officer is reached, by the same action as on the screen. */
const nameOfficer = async (installation: Installation, schoolId: string, head: string) => {
  const actor = { schoolId, personId: head, accountId: null, session: null, requestId: uuidv7() }
  await changeDpo.perform(installation, actor, { params: {}, query: {}, body: { dpoAddress: 'dpo@demo.example' } })
}

/** The head and whoever runs the machine have signed for something: samples, for everybody here is invented. */
const signSamples = async (installation: Installation, schoolId: string, head: string) => {
  const untilOn = new Date(installation.clock.now().getTime() + 180 * 86_400_000).toISOString().slice(0, 10)
  const actor = { schoolId, personId: head, accountId: null, session: null, requestId: uuidv7() }
  const body = { check: 'C-55.pledged', untilOn, done: 12, ofAll: 12 }
  await signRecord.perform(installation, actor, { params: {}, query: {}, body })
  await signAtMachine(installation, 'C-54.trained', { untilOn, done: 2, ofAll: 2 })
}

/** Makes the invented school, once; answers where it is written who can sign in. */
export const makeDemo = async (installation: Installation, data: string): Promise<string> => {
  const file = path.join(data, 'demo-accounts.json')
  if ((await schools(installation)).some(({ slug }) => slug === 'demo')) return file
  const schoolId = uuidv7()
  await openSchool(installation, schoolId)
  const made: Made = { accounts: [], pupils: [[], []] }
  const teachers: [string, readonly (0 | 1)[]][] = []
  const ready = await passwords(staff.length)
  let office = ''
  for (const { display, sort, role, locale, teaches } of staff) {
    const names: Names = { display, sort, order: locale === 'ja' ? 'family_first' : 'given_first' }
    const { id, account } = await signIn(installation, schoolId, { names, role, locale }, ready.pop()!)
    made.accounts.push(account)
    if (teaches) teachers.push([id, teaches])
    if (role === 'office') office = id
    if (role === 'head') {
      await nameOfficer(installation, schoolId, id)
      await signSamples(installation, schoolId, id)
    }
  }
  for (const family of families) await addFamily(installation, schoolId, office, family, made)
  await makeKeys(installation, schoolId, await openClasses(installation, schoolId, teachers, made.pupils))
  const [[teacher], [ofBoth]] = [teachers[0] ?? [''], teachers.find(([, teaches]) => teaches.length > 1) ?? ['']]
  await sayThings(installation, schoolId, { teacher, ofBoth, office })
  await announceThings(installation, schoolId, office)
  fs.writeFileSync(file, `${JSON.stringify(made.accounts, null, 2)}\n`, { mode: 0o600 })
  return file
}
