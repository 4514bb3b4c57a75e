import { nobody, uuidv7 } from '#kernel/ids.ts'
import { schoolYearOn } from '#kernel/school.ts'
import { asSchool } from '#kernel/system.ts'
import { enrol, openClass } from '#modules/classes/index.ts'
import { addPerson, insertGuardianship, insertMembership, namesFrom } from '#modules/people/index.ts'
import { beginSession, makeAccount } from '#modules/sign-in/index.ts'
import type { School } from './import.ts'

type Hands = Parameters<Parameters<typeof asSchool>[4]>[0]
type Role = Parameters<typeof addPerson>[1]['role']

const given = 'Åsa Élodie Björn Zoë Örjan Ingrid Gaëlle Ylva Noémie Ärla Tove Margaux Östen Agnès Wilhelm Céleste'.split(' ')
const family = 'Lindström Ménard Åkesson Öberg Gagnon Ängström Bélanger Sjöberg Wallin Vigneault Ødegård Çelik Nyström'.split(' ')
const second = 'Holm Roy Dahl Côté Ek Masson Berg Fortin Löf Girard Ström Bédard'.split(' ')

/** A name made of what many are called: 2,496 of them before one comes again. */
const nameAt = (nth: number) => {
  const at = (list: readonly string[], by: number) => list[Math.floor(nth / by) % list.length]!
  return `${at(given, 1)} ${at(family, given.length)}-${at(second, given.length * family.length)}`
}

/** Runs as the school itself, in one transaction. */
export const arrange = <T>({ installation, schoolId }: School, run: (hands: Hands) => Promise<T>): Promise<T> =>
  asSchool(installation, schoolId, 'administration', 'school.arrange', run)

/** Adds people of one role, and answers with their ids. */
export const addPeople = async (hands: Hands, { schoolId }: School, role: Role, count: number, from = 0): Promise<string[]> => {
  const some = Array.from({ length: count }, async (_, nth) => {
    const names = namesFrom(nameAt(from + nth), 'sv')
    return (await addPerson(hands, { schoolId, names, role, reason: 'office', by: null })).id
  })
  return Promise.all(some)
}

const link = (hands: Hands, { schoolId }: School, pupilId: string, guardianId: string) =>
  insertGuardianship(hands.tx, {
    schoolId,
    pupilId,
    guardianId,
    relation: 'parent',
    source: 'office',
    verifiedBy: nobody,
    verifiedWay: 'school_list',
    verifiedAt: hands.now,
    joinRequestId: null,
    now: hands.now,
  })

/** Opens a class of so many pupils, a guardian for each. */
export const addClass = async (hands: Hands, school: School, label: string, size: number, teachers: readonly string[] = []) => {
  const { schoolId } = school
  const year = await schoolYearOn(hands.tx, schoolId, hands.now)
  const classId = await openClass(hands, { schoolId, label, year })
  const from = Number.parseInt(label, 36) * size * 2
  const pupils = await addPeople(hands, school, 'pupil', size, from)
  const guardians = await addPeople(hands, school, 'guardian', size, from + size)
  const place = { schoolId, classId, fromOn: year.fromOn, by: null }
  await enrol(hands, { ...place, role: 'pupil', people: pupils })
  if (teachers.length) await enrol(hands, { ...place, role: 'teacher', people: teachers })
  for (const [nth, pupil] of pupils.entries()) await link(hands, school, pupil, guardians[nth]!)
  return { classId, pupils, guardians }
}

/** Opens classes that nobody is in. */
export const addEmptyClasses = async (hands: Hands, { schoolId }: School, count: number): Promise<void> => {
  const year = await schoolYearOn(hands.tx, schoolId, hands.now)
  for (let nth = 1; nth <= count; nth++) await openClass(hands, { schoolId, label: `Atelier ${nth}`, year })
}

/** Gives a person an account and a session; the token. */
export const signIn = ({ installation, schoolId }: School, personId: string): Promise<string> => {
  const accountId = uuidv7()
  const begin = async ({ tx, vault, emit, now }: Hands) => {
    await makeAccount(tx, vault, emit, { id: accountId, locale: 'sv', passwordHash: '', now })
    await insertMembership(tx, accountId, schoolId, personId, now)
    return (await beginSession(tx, { accountId, schoolId, personId, sharedDevice: false, now })).token
  }
  return asSchool(installation, schoolId, 'administration', 'person.arrange', begin, accountId)
}
