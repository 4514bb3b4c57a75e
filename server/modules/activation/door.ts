import { randomInt } from 'node:crypto'
import { classCodeLength, endDevice, enrolDevice, readClassDoor, renewClassDoor } from '#contract/activation-pupils.ts'
import { checkSign, classKeySigns } from '#contract/class-key.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { schoolOf } from '#kernel/school.ts'
import { digestOf, newToken } from '#kernel/session.ts'
import { classTable, schoolLife } from '#modules/classes/index.ts'
import { collatorOf, openNames } from '#modules/people/index.ts'
import * as activation from './activation.queries.ts'
import * as queries from './door.queries.ts'
import type { Hands } from './making.ts'
import { classDoorTable } from './sealed.ts'

const newCode = () => {
  const signs = Array.from({ length: classCodeLength - 1 }, () => classKeySigns.charAt(randomInt(classKeySigns.length))).join('')
  return signs + checkSign(signs)
}

type Place = { schoolId: string; by: string; found: { id: string; fromOn: string; toOn: string } }

/** Makes the code of a class; the one before opens nothing any more. */
const makeDoor = async ({ tx, vault, emit, now }: Hands, { schoolId, by, found }: Place) => {
  await queries.endDoors(tx, schoolId, found.id, now)
  const [id, code] = [uuidv7(), newCode()]
  const owners = await vault.epoch(tx, schoolId, schoolLife, found.fromOn)
  const [sealed] = await vault.seal(tx, schoolId, classDoorTable.table, [{ id, owners, content: { code } }])
  const row = { schoolId, id, classId: found.id, madeAt: now, madeBy: by, endsOn: found.toOn }
  await queries.insertDoor(tx, { ...row, sealed: sealed ?? refuse('internal') })
  emit('class.door_renewed', { classId: found.id, doorId: id })
  return { code, madeAt: now.toISOString(), endsOn: found.toOn }
}

const shown = async ({ tx, vault }: Pick<Hands, 'tx' | 'vault'>, schoolId: string, classId: string) => {
  const door = await queries.liveDoor(tx, schoolId, classId)
  if (!door) return null
  const [content] = await vault.open(tx, schoolId, classDoorTable, [door])
  return { code: content?.code ?? refuse('vault.erased'), madeAt: door.madeAt.toISOString(), endsOn: door.endsOn }
}

/** The code of a class; made where there is none yet. */
export const doorOf = async (hands: Hands, place: Place): Promise<string> =>
  ((await shown(hands, place.schoolId, place.found.id)) ?? (await makeDoor(hands, place))).code

export const read = action(readClassDoor, async ({ tx, actor, vault, params, emit }) => {
  const schoolId = actor.schoolId ?? refuse('not_found')
  const found = (await queries.classWithYear(tx, schoolId, params.id)) ?? refuse('not_found')
  const [pupils, devices, code, { locale }] = await Promise.all([
    queries.pupilsOf(tx, found.id),
    queries.devicesOf(tx, schoolId, found.id),
    shown({ tx, vault }, schoolId, found.id),
    schoolOf(tx),
  ])
  const people = await activation.readersById(
    tx,
    pupils.map(({ id }) => id),
  )
  const [[content], names] = await Promise.all([
    vault.open(tx, schoolId, classTable, [found]),
    openNames(tx, vault, schoolId, people),
  ])
  const stateOf = new Map(pupils.map((pupil) => [pupil.id, pupil]))
  const listed = people.map(({ id }, nth) => {
    const { hasOwnPassword = false, hasWords = false, hasPictures = false } = stateOf.get(id) ?? {}
    const state = hasOwnPassword ? ('own_password' as const) : hasWords ? ('words' as const) : ('none' as const)
    return { id, state, hasPictures, sort: names[nth]?.sort ?? '', display: names[nth]?.display ?? '' }
  })
  const { compare } = collatorOf(locale)
  emit('class.list_read', { classId: found.id })
  return {
    ...{ id: found.id, label: content?.label ?? '', until: found.toOn, code, can: { change: found.mayChange } },
    pupils: listed.sort((a, b) => compare(a.sort, b.sort)),
    devices: devices.map(({ id, madeAt, endsOn }) => ({ id, madeAt: madeAt.toISOString(), endsOn })),
  }
})

export const renew = action(renewClassDoor, async ({ tx, actor, vault, params, now, emit }) => {
  const schoolId = actor.schoolId ?? refuse('not_found')
  const found = (await queries.classWithYear(tx, schoolId, params.id)) ?? refuse('not_found')
  return makeDoor({ tx, vault, emit, now }, { schoolId, by: actor.personId ?? nobody, found })
})

export const enrol = action(enrolDevice, async ({ tx, actor, params, now, emit }) => {
  const schoolId = actor.schoolId ?? refuse('not_found')
  const found = (await queries.classWithYear(tx, schoolId, params.id)) ?? refuse('not_found')
  const [id, token] = [uuidv7(), newToken()]
  const row = { schoolId, id, classId: found.id, madeAt: now, madeBy: actor.personId ?? nobody, endsOn: found.toOn }
  await queries.insertDevice(tx, { ...row, tokenDigest: digestOf(token) })
  emit('class.device_enrolled', { classId: found.id, deviceId: id })
  return { id, token, endsOn: found.toOn }
})

export const end = action(endDevice, async ({ tx, actor, params, now, emit }) => {
  const schoolId = actor.schoolId ?? refuse('not_found')
  const ended = (await queries.endDevice(tx, schoolId, params.id, params.deviceId, now)) ?? refuse('not_found')
  emit('class.device_ended', { classId: params.id, deviceId: ended.id })
  return { id: ended.id }
})
