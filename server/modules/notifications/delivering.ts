import * as z from 'zod/mini'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { job, type Unit } from '#kernel/job.ts'
import { choicesOf, type Told } from './choices.queries.ts'
import { isMailStopped, paceOf, quietFor } from './planning.ts'
import { quietEnds } from './quiet.ts'
import { wakeAt } from './telling.ts'
import * as queries from './tellings.queries.ts'

const waitsForNothing = ({ category }: queries.Taken) => category === 'urgent' || category === 'account'

/** Which mails say what was taken: what waits for nothing has one of its own, everything else goes into one. */
export const mailsFor = (
  one: Pick<Told, 'preset' | 'paces' | 'areMailsStopped' | 'stoppedKinds'>,
  taken: readonly queries.Taken[],
  hasDevice: boolean,
) => {
  const alone = taken.filter(waitsForNothing).map((each) => [each])
  const others = taken.filter((each) => !waitsForNothing(each))
  // A device that has shown that it arrives takes the place of the mail for what comes at once, and never that of a digest.
  const mailed = others.filter(({ category }) => !isMailStopped(one, category) && (paceOf(one, category) !== 'now' || !hasDevice))
  const isPushed = hasDevice && (alone.length > 0 || others.some(({ category }) => paceOf(one, category) === 'now'))
  return { mails: mailed.length > 0 ? [...alone, mailed] : alone, isPushed }
}

/** Whoever objects to companies outside finds it in the app: but for what concerns their account or cannot wait, nothing leaves for them. */
const staysInside = async ({ tx, emit }: Unit, personId: string, taken: readonly queries.Taken[]) => {
  const isObjecting = (await queries.objecting(tx, 'outside', [personId])).length > 0
  if (isObjecting && !taken.every(waitsForNothing)) emit('objection.heeded', { to: 'outside' }, { subject: personId })
  return isObjecting
}

const send = async (unit: Unit, one: Told, all: readonly queries.Taken[]) => {
  const { tx, actor, now, later } = unit
  const { personId } = one
  const isInside = await staysInside(unit, personId, all)
  const taken = isInside ? all.filter(waitsForNothing) : all
  if (taken.length === 0) return
  const schoolId = actor.schoolId ?? nobody
  const devices = isInside ? [] : await queries.devicesOf(tx, personId)
  const { mails, isPushed } = mailsFor(one, taken, devices.length > 0)
  // What waits for a device says all that there is to say: it is put there once.
  if (isPushed) for (const deviceId of devices) await later('push.send', { deviceId }, { key: `push.send:${deviceId}` })
  for (const tellings of mails) {
    const mail = { schoolId, id: uuidv7(now.getTime()), personId, madeAt: now }
    await queries.insertMail(
      tx,
      mail,
      tellings.map(({ id }) => id),
    )
    await later('notification.mail', { personId, mailId: mail.id }, { key: `notification.mail:${mail.id}` })
  }
}

/** Takes what is due for somebody, once, and says which mails and devices say so; what has come into quiet hours meanwhile waits for their end. */
export const deliver = job(
  'notification.deliver',
  'family_communication',
  z.object({ personId: z.uuid() }),
  ({ payload, unit }) =>
    unit(async (hands) => {
      const { tx, now } = hands
      const { personId } = payload
      const [one] = await choicesOf(tx, [personId])
      const free = one && (quietEnds(now, quietFor(one)) ?? now)
      if (free && free > now) await queries.putOff(tx, personId, now, free)
      await queries.dropTakenBack(tx, personId)
      const taken = await queries.takeDue(tx, personId, now)
      if (one && taken.length > 0) await send(hands, one, taken)
      const next = await queries.nextDue(tx, personId)
      if (next) await wakeAt(hands, [{ personId, at: next }])
    }),
)
