import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

type Words = { id: string; personId: string; secretHash: string }

export const insertWords = (
  tx: Tx,
  { schoolId, batchId, madeAt, endsOn }: { schoolId: string; batchId: string; madeAt: Date; endsOn: string },
  rows: readonly Words[],
) =>
  tx
    .insertInto('pupilWords')
    .values(
      rows.map((row) => ({
        ...{ ...row, schoolId, batchId, madeAt, endsOn },
        ...{ usedAt: null, voidedAt: null, voidWhy: null },
      })),
    )
    .execute()

/** Ends the words that these pupils have; says whose could still have been used. */
export const voidWords = (tx: Tx, schoolId: string, people: readonly string[], at: Date, why: 'new_one' | 'lost') =>
  tx
    .updateTable('pupilWords')
    .set({ voidedAt: at, voidWhy: why })
    .where('schoolId', '=', schoolId)
    .where(sql<boolean>`person_id = any (${people}::uuid[])`)
    .where('voidedAt', 'is', null)
    .returning(['id', 'personId'])
    .execute()

export const noteUse = (tx: Tx, schoolId: string, id: string, usedAt: Date) =>
  tx
    .updateTable('pupilWords')
    .set({ usedAt })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('voidedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()

type Found = {
  personId: string
  accountId: string | null
  wordsId: string
  secretHash: string
  id: string
  classId: string
  sealed: Buffer
}

/** The words behind a user name, once for each class that the pupil is in; `id` is that of the class's code. */
export const doorsFor = (tx: Tx, schoolId: string, digests: readonly Buffer[]) =>
  sql<Found>`select person_id, account_id, words_id, secret_hash, door_id as id, class_id, sealed
    from app.pupil_door_for(${schoolId}, ${digests}::bytea[])`
    .execute(tx)
    .then(({ rows }) => rows)

/** Pictures of a pupil of the class of a device. */
export const picturesFor = (tx: Tx, schoolId: string, classId: string, personId: string) =>
  sql<{
    id: string
    rowDigest: Buffer
    accountId: string
  }>`select * from app.pupil_pictures_for(${schoolId}, ${classId}, ${personId})`
    .execute(tx)
    .then(({ rows }) => rows[0])

export const insertPictures = (
  tx: Tx,
  row: { schoolId: string; id: string; personId: string; rowDigest: Buffer; madeAt: Date },
) =>
  tx
    .insertInto('pupilPictures')
    .values({ ...row, wrong: 0, endedAt: null })
    .execute()
export const endPictures = (tx: Tx, schoolId: string, people: readonly string[], endedAt: Date) =>
  tx
    .updateTable('pupilPictures')
    .set({ endedAt })
    .where('schoolId', '=', schoolId)
    .where(sql<boolean>`person_id = any (${people}::uuid[])`)
    .where('endedAt', 'is', null)
    .returning(['id', 'personId'])
    .execute()

/** One more wrong row; the last one that may be wrong ends the pictures. */
export const countWrongRow = (tx: Tx, schoolId: string, id: string, most: number, now: Date) =>
  tx
    .updateTable('pupilPictures')
    .set((row) => ({
      wrong: row('wrong', '+', 1),
      endedAt: sql<Date | null>`case when wrong + 1 >= ${most} then ${now}::timestamptz end`,
    }))
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .returning('endedAt')
    .executeTakeFirst()
export const clearWrongRows = (tx: Tx, schoolId: string, id: string) =>
  tx.updateTable('pupilPictures').set({ wrong: 0 }).where('schoolId', '=', schoolId).where('id', '=', id).execute()

/** Whether the one who asks is a pupil of a class now. */
export const isPupilOf = (tx: Tx, classId: string) =>
  sql<{
    is: boolean
  }>`select ${classId}::uuid = any (array(select app.my_classes('pupil'))) as is`
    .execute(tx)
    .then(({ rows }) => rows[0]?.is === true)
