import { sql } from 'kysely'
import type { RecordSigner } from '#contract/records.ts'
import type { Tx } from '#kernel/db.ts'

/** What somebody signed for, as it is kept: no word of theirs, and not who they are. */
export type SignedRow = {
  aboutSchool: string
  control: string
  asks: string
  number: number
  at: Date
  untilOn: string
  signer: RecordSigner
  done: number | null
  ofAll: number | null
  paper: Buffer | null
  statement: Buffer
  isSample: boolean
  signature: Buffer
  withdrawnAt: Date | null
}
type About = Pick<SignedRow, 'aboutSchool' | 'control' | 'asks'>

/** Everything that was ever signed of one thing, in order. */
export const recordsOf = (tx: Tx, { aboutSchool, control, asks }: About): Promise<SignedRow[]> =>
  tx
    .selectFrom('directory.signedRecord')
    .selectAll()
    .where('aboutSchool', '=', aboutSchool)
    .where('control', '=', control)
    .where('asks', '=', asks)
    .orderBy('number')
    .execute()

/** The newest of each thing that whoever is at hand may see. */
export const newestRecords = async (tx: Tx): Promise<SignedRow[]> => {
  const { rows } = await sql<SignedRow>`
    select distinct on (about_school, control, asks) * from directory.signed_record order by about_school, control, asks, number desc`.execute(
    tx,
  )
  return rows
}

/** The highest number that was ever seen of it when somebody looked: what was there and is gone is missed. */
export const highestSeen = async (tx: Tx, { aboutSchool, control, asks }: About): Promise<number> => {
  const { rows } = await sql<{ highest: number }>`
    select coalesce(max((facts->>'highest')::int), 0)::int as highest from directory.evidence
    where about_school = ${aboutSchool} and control = ${control} and asks = ${asks}`.execute(tx)
  return rows[0]?.highest ?? 0
}

/** Whether people here are invented, and whoever asks is the officer, or the head. */
export const whoSigns = async (tx: Tx): Promise<{ isSample: boolean; isOfficer: boolean; isHead: boolean }> => {
  const { rows } = await sql<{ isSample: boolean; isOfficer: boolean; isHead: boolean }>`
    select app.is_demo() as is_sample, app.is_a('dpo') as is_officer, app.is_a('head') as is_head`.execute(tx)
  return rows[0] ?? { isSample: true, isOfficer: false, isHead: false }
}

export const insertRecord = (tx: Tx, row: SignedRow) => tx.insertInto('directory.signedRecord').values(row).execute()

/** Takes the newest back, unless it was; answers its number. */
export const withdrawNewest = async (tx: Tx, { aboutSchool, control, asks }: About, at: Date): Promise<number | undefined> => {
  const { rows } = await sql<{ number: number }>`
    update directory.signed_record set withdrawn_at = ${at} where about_school = ${aboutSchool} and control = ${control} and asks = ${asks} and withdrawn_at is null
      and number = (select max(number) from directory.signed_record where about_school = ${aboutSchool} and control = ${control} and asks = ${asks})
    returning number`.execute(tx)
  return rows[0]?.number
}
