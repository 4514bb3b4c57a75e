import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { choosePictures, leastDifferent, mostWrongRows, type Picture, startByPictures } from '#contract/activation-pupils.ts'
import { action, type Preparing, preparedAction } from '#kernel/action.ts'
import { as, type Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { digestOf } from '#kernel/session.ts'
import { asSchool } from '#kernel/system.ts'
import { beginTry, clearTries, triesAt, triesFrom } from '#kernel/throttle.ts'
import { person } from '#vault/owners.ts'
import type { Vault } from '#vault/vault.ts'
import { begin, stayOut } from './coming-in.ts'
import * as doors from './door.queries.ts'
import * as queries from './words.queries.ts'

/** So few rows of pictures are gone through in a moment by whoever has the digest and the key: without the pupil's key it says nothing. */
const digestRow = async (tx: Tx, vault: Vault, schoolId: string, personId: string, row: readonly Picture[]) => {
  const raw = await vault.rawKey(tx, schoolId, person(personId))
  const key = Buffer.from(hkdfSync('sha256', raw, Buffer.alloc(0), 'preau/v1/pictures', 32))
  return createHmac('sha256', key).update(row.join(' ')).digest()
}

export const choose = action(choosePictures, async ({ tx, actor, vault, body, now, emit }) => {
  const [schoolId, personId] = [actor.schoolId ?? refuse('not_found'), actor.personId ?? refuse('not_found')]
  const device = (await doors.deviceFor(tx, schoolId, digestOf(body.device))) ?? refuse('class_device.unknown')
  if (!(await queries.isPupilOf(tx, device.classId))) refuse('class_device.unknown')
  if (new Set(body.pictures).size < leastDifferent) refuse('pictures.too_plain')
  const rowDigest = await digestRow(tx, vault, schoolId, personId, body.pictures)
  const before = await queries.endPictures(tx, schoolId, [personId], now)
  if (before.length > 0) emit('pictures.ended', { why: 'replaced' }, { subject: personId })
  await queries.insertPictures(tx, { schoolId, id: uuidv7(), personId, rowDigest, madeAt: now })
  emit('pictures.chosen', { deviceId: device.id }, { subject: personId })
  return {}
})

type Tapping = Preparing<unknown, { device: string; personId: string; pictures: Picture[] }>

/** Counts a wrong row in a transaction of its own; the tenth ends the pictures, and the pupil needs the words again. */
const countWrong = ({ installation, actor }: Tapping, pictures: { id: string; personId: string }) =>
  asSchool(installation, actor.schoolId ?? nobody, 'security', 'pictures.count', async ({ tx, now, emit }) => {
    const counted = await queries.countWrongRow(tx, actor.schoolId ?? nobody, pictures.id, mostWrongRows, now)
    if (counted?.endedAt) emit('pictures.ended', { why: 'too_many' }, { subject: pictures.personId })
  })

const checkPictures = async (preparing: Tapping) => {
  const { installation, actor, body, address } = preparing
  const { db, vault } = installation
  const schoolId = actor.schoolId ?? nobody
  const { personId } = body
  const from = triesFrom(vault, 'session', address)
  const device = await as(db, actor, async (tx) => {
    const ours = await doors.deviceFor(tx, schoolId, digestOf(body.device))
    if (!ours) await beginTry(tx, [from]) // a device of the class waits for nobody else behind the address of the school
    return ours
  })
  if (!device) return refuse('class_device.unknown')
  const at = triesAt(vault, 'pictures', schoolId, device.id, personId)
  const [found, typed] = await as(db, actor, async (tx) => {
    await beginTry(tx, [at])
    const row = await queries.picturesFor(tx, schoolId, device.classId, personId)
    return [row, row && (await digestRow(tx, vault, schoolId, personId, body.pictures))] as const
  })
  if (!found || !typed) return stayOut()
  if (!timingSafeEqual(found.rowDigest, typed)) {
    await countWrong(preparing, { id: found.id, personId })
    return stayOut()
  }
  await as(db, actor, (tx) => clearTries(tx, at))
  return found
}

export const byPictures = preparedAction(startByPictures, checkPictures, async (context) => {
  const { tx, actor, body, ready, become } = context
  const schoolId = actor.schoolId ?? nobody
  const { personId } = body
  await become({ schoolId, personId: nobody })
  await queries.clearWrongRows(tx, schoolId, ready.id)
  await begin(context, { accountId: ready.accountId, schoolId, personId }, true, 'pictures')
  return { accountId: ready.accountId }
})
