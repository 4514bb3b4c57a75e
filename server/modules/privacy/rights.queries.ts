import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'
import type { DeviceLeft } from './devices-left.ts'
import type { Stay } from './staying.ts'

type Erasure = {
  schoolId: string
  id: string
  codeDigest: Buffer
  madeAt: Date
  madeBy: string | null
  deleted: number
  detached: number
  kept: number
  keys: number
  keptUntil: string | null
  stays: Stay[]
  week: number
  verifiedAt: Date
}

/** The certificate of an erasure: that it happened and how much, without whom. */
export const insertErasure = (tx: Tx, { stays, ...erasure }: Erasure) =>
  tx
    .insertInto('erasure')
    .values({ ...erasure, stays: JSON.stringify(stays) })
    .execute()

/** Notes the devices that may still keep a copy of somebody who was erased. */
export const insertDevices = async (tx: Tx, schoolId: string, erasureId: string, devices: readonly DeviceLeft[]) => {
  if (devices.length === 0) return
  const rows = devices.map((device) => ({ schoolId, erasureId, calledAt: null, ...device }))
  // Of an account at two schools the first erasure has noted the device already.
  await tx
    .insertInto('erasedDevice')
    .values(rows)
    .onConflict((known) => known.doNothing())
    .execute()
}

/** What no device shows any more needs no token to be known by. */
export const forgetDevices = async (tx: Tx, today: string): Promise<void> => {
  await sql`update erased_device set token_digest = null
    where school_id = app.school_id() and token_digest is not null and until_on < ${today}::date`.execute(tx)
}

/** How many devices were noted, how many of them have not called and may still show something, and until when at the latest. */
export const devicesWith = async (tx: Tx, codeDigest: Buffer, at: Date) =>
  (
    await sql<{
      devices: number
      waiting: number
      untilOn: string | null
    }>`select * from app.devices_with(${codeDigest}, ${at})`.execute(tx)
  ).rows[0] ?? { devices: 0, waiting: 0, untilOn: null }

type Certificate = Pick<Erasure, 'madeAt' | 'deleted' | 'detached' | 'kept' | 'keys' | 'keptUntil' | 'stays'> & {
  school: string
  weekMadeAt: Date
  weekBurnedAt: Date | null
}
/** The erasure of a code, in whichever school it was, and how its week of the ring stands. */
export const erasureWith = async (tx: Tx, codeDigest: Buffer): Promise<Certificate | undefined> =>
  (await sql<Certificate>`select * from app.erasure_with(${codeDigest})`.execute(tx)).rows[0]

type Entry = {
  schoolId: string
  id: string
  personId: string
  rule: 'jp_register'
  yearToOn: string
  sealed: Buffer
  madeAt: Date
}
/** What a law orders to be kept of rows that go; of each once. */
export const insertEntries = (tx: Tx, entries: readonly Entry[]) =>
  tx
    .insertInto('registerEntry')
    .values([...entries])
    .onConflict((row) => row.doNothing())
    .execute()
