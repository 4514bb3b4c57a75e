import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import { addPushDevice, confirmPushDevice, endPushDevice, mostPushDevices } from '#contract/notifications.ts'
import { action, preparedAction } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { job, type Working } from '#kernel/job.ts'
import { digestOf, newToken } from '#kernel/session.ts'
import { person } from '#vault/owners.ts'
import * as queries from './devices.queries.ts'
import { pushDeviceTable } from './sealed.ts'

const wrongKeys = { fields: [{ in: 'body', field: 'p256dh', problem: 'invalid_format' }] }

export const add = preparedAction(
  addPushDevice,
  async ({ installation: { push }, body }) => {
    if (!push) return refuse('push.off')
    if (!push.allows(body.endpoint)) refuse('push.unknown_service')
    if (!push.takes(body)) refuse('invalid_input', wrongKeys)
    return createHash('sha256').update(body.endpoint).digest()
  },
  async ({ tx, actor, vault, body, ready: endpointDigest, now, emit, later }) => {
    const { schoolId, personId } = actor
    if (!schoolId || !personId) return refuse('not_found')
    const [session, known, own] = await Promise.all([
      queries.sessionAtHand(tx, actor.session ?? refuse('not_signed_in')),
      queries.knownDevice(tx, endpointDigest),
      queries.ownDevices(tx),
    ])
    if (!session) return refuse('session_ended')
    if (session.sharedDevice) refuse('push.shared_device')
    if (!known && own.length >= mostPushDevices) refuse('push.too_many')
    const id = known?.id ?? uuidv7()
    const [sealed = refuse('internal')] = await vault.seal(tx, schoolId, pushDeviceTable.table, [
      { id, owners: person(personId), content: body },
    ])
    if (known) await queries.takeUpDevice(tx, id, { sessionId: session.id, sealed })
    else await queries.insertDevice(tx, { schoolId, id, personId, sessionId: session.id, endpointDigest, madeAt: now, sealed })
    emit('push.device_added', { deviceId: id }, { subject: personId })
    const isConfirmed = (known?.confirmedAt ?? null) !== null
    if (!isConfirmed) await later('push.test', { deviceId: id })
    return { id, isConfirmed }
  },
)

export const confirm = action(confirmPushDevice, async ({ tx, actor, params, body, now, emit }) => {
  const personId = actor.personId ?? refuse('not_found')
  const confirmed = (await queries.confirmDevice(tx, params.id, personId, digestOf(body.code), now)) ?? refuse('push.wrong_code')
  emit('push.device_confirmed', { deviceId: confirmed.id }, { subject: personId })
  return {}
})

export const end = action(endPushDevice, async ({ tx, actor, params, emit }) => {
  const ended = (await queries.removeOwnDevice(tx, params.id, actor.personId ?? refuse('not_found'))) ?? refuse('not_found')
  emit('push.device_ended', { deviceId: ended.id, why: 'ended' }, { subject: ended.personId })
  return {}
})

const ofDevice = z.object({ deviceId: z.uuid() })

/** Sends to a device; one that takes nothing any more is forgotten. */
const sendTo = async (
  { payload: { deviceId }, installation, schoolId, unit }: Working<{ deviceId: string }>,
  message: object,
) => {
  const found = await unit(async ({ tx, vault }) => {
    const target = await queries.target(tx, deviceId)
    const [to] = target ? await vault.open(tx, schoolId, pushDeviceTable, [target]) : []
    return target && to ? { to, locale: target.locale } : undefined
  })
  if (!found || !installation.push) return
  const outcome = await installation.push.send(found.to, { ...message, locale: found.locale })
  if (outcome === 'refused') installation.log.warn({ job: 'push' }, 'a push service refuses our messages')
  if (outcome !== 'gone') return
  await unit(async ({ tx, emit }) => {
    const ended = await queries.removeDevice(tx, deviceId)
    if (ended) emit('push.device_ended', { deviceId, why: 'gone' }, { subject: ended.personId })
  })
}

/** Sends a code that only this device sees. It is made here, so that no job row ever holds one; a retry makes a new one. */
export const test = job('push.test', 'self', ofDevice, async (working) => {
  const code = newToken()
  const { deviceId } = working.payload
  await working.unit(({ tx }) => queries.setTest(tx, deviceId, digestOf(code)))
  await sendTo(working, { say: 'test', device: deviceId, code })
})

/** Tells a device that there is something new; what, stands behind the sign-in. */
export const send = job('push.send', 'family_communication', ofDevice, (working) => sendTo(working, { say: 'news' }))

/** Forgets the devices whose session is over. */
export const sweep = job(
  'push.sweep',
  'self',
  z.object({}),
  async ({ unit }) => {
    await unit(async ({ tx, emit }) => {
      for (const { id, personId } of await queries.devicesOver(tx)) {
        await queries.removeDevice(tx, id)
        emit('push.device_ended', { deviceId: id, why: 'session' }, { subject: personId })
      }
    })
  },
  { isDaily: true },
)
