import { lookAtDevice, startByWords } from '#contract/activation-pupils.ts'
import { tidyWords } from '#contract/activation-words.ts'
import { tidyClassKey } from '#contract/class-key.ts'
import { action, type Context, type Preparing, preparedAction } from '#kernel/action.ts'
import { as } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { schoolOf } from '#kernel/school.ts'
import { digestOf } from '#kernel/session.ts'
import { beginTry, endTry, type Tries, triesAt, triesFrom } from '#kernel/throttle.ts'
import { classTable } from '#modules/classes/index.ts'
import { collatorOf, insertMembership, personTable, protectedIdentityTable } from '#modules/people/index.ts'
import { beginSession, isPassword, letIn, makeAccount } from '#modules/sign-in/index.ts'
import { normalised } from '#vault/blind.ts'
import * as activation from './activation.queries.ts'
import * as doors from './door.queries.ts'
import { shortKana, shortName } from './naming.ts'
import { classDoorTable } from './sealed.ts'
import * as queries from './words.queries.ts'

/** One answer for a code, a name, words or pictures that are not right: whoever guesses learns nothing of any of them. */
export const stayOut = () =>
  refuse('class_door.refused', undefined, { fact: { name: 'session.refused', payload: { why: 'wrong' }, about: {} } })

// Thirty children mistype in one lesson what no guesser gets far with.
const FREE_AT_ONE_CLASS = 60
const atClass = (tries: Tries): Tries => ({ ...tries, free: FREE_AT_ONE_CLASS })

type Door = Preparing<unknown, { classCode: string; username: string; words: string; device?: string | undefined }>

const checkWords = async ({ installation, actor, body, address }: Door) => {
  const { db, vault } = installation
  const schoolId = actor.schoolId ?? nobody
  const code = tidyClassKey(body.classCode)
  const at = triesAt(vault, 'pupil', schoolId, normalised(body.username))
  const ofClass = atClass(triesAt(vault, 'class', schoolId, code))
  const from = triesFrom(vault, 'session', address)
  const found = await as(db, actor, async (tx) => {
    // A device of the class waits for nobody else behind the address of the school.
    const isOurs = body.device !== undefined && (await doors.deviceFor(tx, schoolId, digestOf(body.device))) !== undefined
    await beginTry(tx, isOurs ? [at, ofClass] : [at, ofClass, from])
    const rows = await queries.doorsFor(tx, schoolId, vault.lookUp('username', schoolId, body.username))
    const codes = await vault.open(tx, schoolId, classDoorTable, rows)
    return rows.find((_, nth) => codes[nth]?.code === code)
  })
  // Without a row it takes as long: something is compared all the same.
  const isRight = await isPassword(found?.secretHash, tidyWords(body.words))
  if (!found || !isRight) return stayOut()
  await as(db, actor, async (tx) => {
    await endTry(tx, at, from)
    await activation.forgive(tx, ofClass.digest)
  })
  return found
}

type Beginning = Pick<
  Context<unknown, unknown, unknown, unknown>,
  'tx' | 'actor' | 'now' | 'agent' | 'over' | 'device' | 'become' | 'emit' | 'changeSession'
>

/** Begins the session of a young pupil, as the pupil. */
export const begin = async (
  { tx, now, agent, over, device, become, emit, changeSession }: Beginning,
  who: { accountId: string; schoolId: string; personId: string },
  sharedDevice: boolean,
  way: 'words' | 'pictures',
) => {
  await become(who)
  changeSession(await beginSession(tx, { ...who, sharedDevice, now, agent, over, device }))
  emit('session.started', { accountId: who.accountId, way }, { subject: who.personId })
}

export const byWords = preparedAction(
  startByWords,
  (preparing) => letIn(() => checkWords(preparing)),
  async (context) => {
    const { tx, actor, vault, ready, body, now, become, emit } = context
    const schoolId = actor.schoolId ?? nobody
    const { personId, classId } = ready
    const accountId = ready.accountId ?? uuidv7()
    const device = body.device ? await doors.deviceFor(tx, schoolId, digestOf(body.device)) : undefined
    await become({ schoolId, personId: nobody, accountId })
    if (!(await queries.noteUse(tx, schoolId, ready.wordsId, now))) stayOut()
    if (!ready.accountId) {
      const { locale } = await schoolOf(tx)
      await makeAccount(tx, vault, emit, { id: accountId, locale, passwordHash: '', now }) // which is no password's hash
      await insertMembership(tx, accountId, schoolId, personId, now)
    }
    const hasPictures = (await doors.pupilsOf(tx, classId)).some((pupil) => pupil.id === personId && pupil.hasPictures)
    await begin(context, { accountId, schoolId, personId }, body.sharedDevice || device !== undefined, 'words')
    return { accountId, mayChoosePictures: device?.classId === classId && !hasPictures }
  },
)

export const look = action(lookAtDevice, async ({ tx, actor, vault, body, become, emit }) => {
  const schoolId = actor.schoolId ?? nobody
  const device = (await doors.deviceFor(tx, schoolId, digestOf(body.device))) ?? refuse('class_device.unknown')
  await become({ schoolId, personId: nobody })
  const [found, rows, { locale }] = await Promise.all([
    doors.classWithYear(tx, schoolId, device.classId),
    doors.pupilsWithPictures(tx, device.classId),
    schoolOf(tx),
  ])
  const hidden = rows.flatMap(({ aliasId, alias }) => (aliasId && alias ? [{ id: aliasId, sealed: alias }] : []))
  const [[label], people, aliases] = await Promise.all([
    vault.open(tx, schoolId, classTable, found ? [found] : []),
    vault.open(tx, schoolId, personTable, rows),
    vault.open(tx, schoolId, protectedIdentityTable, hidden),
  ])
  const aliasOf = new Map(hidden.map(({ id }, nth) => [id, aliases[nth]?.alias]))
  const { compare } = collatorOf(locale)
  const pupils = rows.map(({ id, aliasId }, nth) => {
    const names = people[nth]?.names
    if (aliasId || !names) return { id, alias: aliasOf.get(aliasId ?? '') ?? '' }
    return { id, alias: shortName(names), kana: shortKana(names) }
  })
  emit('class.device_opened', { classId: device.classId, deviceId: device.id })
  return { label: label?.label ?? '', pupils: pupils.sort((a, b) => compare(a.alias, b.alias)) }
})
