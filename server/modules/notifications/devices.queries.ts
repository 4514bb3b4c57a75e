import { sql } from 'kysely'
import type { Locale } from '#contract/locales.ts'
import type { browsers, deviceKinds, systems } from '#contract/sessions.ts'
import type { Tx } from '#kernel/db.ts'

/** The session in hand. */
export const sessionAtHand = (tx: Tx, digest: Buffer) =>
  tx.selectFrom('directory.session').select(['id', 'sharedDevice']).where('tokenDigest', '=', digest).executeTakeFirst()

type Listed = {
  id: string
  sessionId: string
  device: (typeof deviceKinds)[number] | null
  system: (typeof systems)[number] | null
  browser: (typeof browsers)[number] | null
  madeAt: Date
  confirmedAt: Date | null
}

/** One's own devices that live, the newest first. */
export const ownDevices = (tx: Tx) =>
  sql<Listed>`
    select d.id, d.session_id, s.device, s.system, s.browser, d.made_at, d.confirmed_at
    from push_device d join directory.session s on s.id = d.session_id
    where d.school_id = app.school_id() and d.person_id = app.person_id() and not app.is_over(s) order by d.made_at desc`
    .execute(tx)
    .then(({ rows }) => rows)

type NewDevice = {
  schoolId: string
  id: string
  personId: string
  sessionId: string
  endpointDigest: Buffer
  madeAt: Date
  sealed: Buffer
}

/** The device behind an address that one has given before. */
export const knownDevice = (tx: Tx, endpointDigest: Buffer) =>
  tx
    .selectFrom('pushDevice')
    .select(['id', 'confirmedAt'])
    .where('personId', '=', sql<string>`app.person_id()`)
    .where('endpointDigest', '=', endpointDigest)
    .executeTakeFirst()

export const insertDevice = (tx: Tx, device: NewDevice) => tx.insertInto('pushDevice').values(device).execute()

/** Goes on with a device in the session at hand. */
export const takeUpDevice = (tx: Tx, id: string, { sessionId, sealed }: Pick<NewDevice, 'sessionId' | 'sealed'>) =>
  tx.updateTable('pushDevice').set({ sessionId, sealed }).where('id', '=', id).execute()

/** One's own, with the code of its last test; false: it was another code, or there is no such device. */
export const confirmDevice = (tx: Tx, id: string, personId: string, testDigest: Buffer, at: Date) =>
  tx
    .updateTable('pushDevice')
    .set({ confirmedAt: at, testDigest: null })
    .where('id', '=', id)
    .where('personId', '=', personId)
    .where('testDigest', '=', testDigest)
    .returning('id')
    .executeTakeFirst()

/** One's own, whatever a policy would let through. */
export const removeOwnDevice = (tx: Tx, id: string, personId: string) =>
  tx
    .deleteFrom('pushDevice')
    .where('id', '=', id)
    .where('personId', '=', personId)
    .returning(['id', 'personId'])
    .executeTakeFirst()

export const removeDevice = (tx: Tx, id: string) =>
  tx.deleteFrom('pushDevice').where('id', '=', id).returning(['id', 'personId']).executeTakeFirst()

export const setTest = (tx: Tx, id: string, testDigest: Buffer) =>
  tx.updateTable('pushDevice').set({ testDigest }).where('id', '=', id).execute()

export type Target = { id: string; personId: string; sealed: Buffer; locale: Locale }

/** Where to send to, as long as its session lives and its person may be told anything. */
export const target = (tx: Tx, id: string) =>
  sql<Target>`select * from app.push_target(${id}::uuid)`.execute(tx).then(({ rows }) => rows[0])

/** Devices whose session is over. */
export const devicesOver = (tx: Tx) =>
  sql<{ id: string; personId: string }>`select * from app.push_devices_over()`.execute(tx).then(({ rows }) => rows)
