import type pg from 'pg'
import type { Tx } from '#kernel/db.ts'
import { account, type Owner, person } from '#vault/owners.ts'
import { dayText, monday, uuidBytes } from './bytes.ts'
import { addressKey } from './keys.ts'
import type { Asker } from './log.queries.ts'
import { epochsOfYear, type OpenedFact, openFact, type SealedFact, subjectKindOf } from './opening.ts'
import { openAddress } from './parts.ts'
import type { AuditKeys } from './record.ts'
import { anySnapshotKey } from './snapshots.ts'

/** Where a reader is: the number of the log, and the next entry in it. */
export type Position = { epoch: number; index: number }
/** A fact as streams and jobs get it. `isErased`: whom it is about is no more, and with it what it said. */
export type Told = OpenedFact & { schoolId: string; index: number; purpose: number; isErased: boolean }

/** Runs something inside one school's transaction as the school itself. */
export type InSchool = <T>(schoolId: string, run: (tx: Tx) => Promise<T>) => Promise<T>

type Row = SealedFact & { schoolId: string; day: number; address: Buffer | null; index: number }

const camel = ({ school_id, subject_kind, year_day, sealed_stub, sealed_detail, index, ...rest }: Record<string, unknown>): Row =>
  ({
    ...rest,
    schoolId: school_id,
    subjectKind: subject_kind,
    yearDay: year_day,
    sealedStub: sealed_stub,
    sealedDetail: sealed_detail,
    index: Number(index),
  }) as Row

const rowsFrom = async (pool: Asker, { epoch, index }: Position, most: number): Promise<Row[]> => {
  const { rows } = await pool.query({
    name: 'ledger outbox',
    text: `select f.* from (select * from ledger.batch where epoch = $1 and first_index + leaves > $2 order by first_index limit 4) b
      join ledger.log l on l.epoch = b.epoch cross join lateral (
        select f.id, f.school_id, f.event, f.class, f.purpose, f.subject_kind, f.day, f.year_day, f.address, nullif(f.sealed_stub, '') as sealed_stub, nullif(f.sealed_detail, '') as sealed_detail,
          b.first_index - 1 + row_number() over (order by f.xid, f.eid) as index
        from ledger.fact f where (f.xid, f.eid) > (b.from_xid, b.from_eid) and (f.xid, f.eid) <= (b.to_xid, b.to_eid) and f.eid > l.after_eid) f
      where f.index >= $2 order by f.index limit $3`,
    values: [epoch, index, most],
  })
  return rows.map(camel)
}

/** Who the owners are whose keys open a fact: the two of an own read, or the subject. */
const ownersOf = (row: Row, outbox: Buffer): Owner[] => {
  if (!row.address) return []
  const ids = openAddress(addressKey(row.schoolId, outbox), uuidBytes(row.id), row.address)
  const kind = subjectKindOf(row.subjectKind)
  const subject = (id: string): Owner => (kind === 'account' ? account(id) : kind === 'snapshot' ? { kind, id } : person(id))
  return ids.length === 2 ? [person(ids[0]!), subject(ids[1]!)] : [subject(ids[0]!)]
}

const keyOf = async (tx: Tx, keys: AuditKeys, schoolId: string, owner: Owner): Promise<Buffer | undefined> =>
  owner.kind === 'snapshot' ? anySnapshotKey(tx, keys, schoolId, owner.id) : (await keys.survivingKeys(tx, schoolId, [owner]))[0]

/** Asks for each year's and week's keys once, however many facts there are. */
const asking = (tx: Tx, keys: AuditKeys, schoolId: string) => {
  const years = new Map<number, ReturnType<typeof epochsOfYear>>()
  const weeks = new Map<string, Promise<Buffer | undefined>>()
  const year = (yearDay: number) => {
    const known = years.get(yearDay) ?? epochsOfYear(tx, keys, schoolId, yearDay)
    years.set(yearDay, known)
    return known
  }
  const outbox = async (from: string) =>
    (await keys.survivingKeys(tx, schoolId, [await keys.epoch(tx, schoolId, 'audit-outbox', from)]))[0]
  const week = (day: number) => {
    const from = monday(dayText(day))
    const known = weeks.get(from) ?? outbox(from)
    weeks.set(from, known)
    return known
  }
  return { year, week }
}

const tell = async (tx: Tx, keys: AuditKeys, row: Row, { year, week }: ReturnType<typeof asking>): Promise<Told> => {
  const { schoolId, index } = row
  const closed = {
    ...openFact(schoolId, { ...row, sealedStub: null, sealedDetail: null }, [], {}),
    schoolId,
    index,
    purpose: row.purpose,
    isErased: true,
  }
  const outbox = await week(row.day)
  if ((row.subjectKind !== 0 && !row.address) || (row.address && !outbox)) return closed
  const owners: Buffer[] = []
  for (const owner of outbox ? ownersOf(row, outbox) : []) {
    const key = await keyOf(tx, keys, schoolId, owner)
    if (!key) return closed
    owners.push(key)
  }
  return { ...openFact(schoolId, row, owners, await year(row.yearDay)), schoolId, index, purpose: row.purpose, isErased: false }
}

const nextOf = async (pool: Asker, { epoch, index }: Position, last: number | undefined): Promise<Position> => {
  if (last !== undefined) return { epoch, index: last + 1 }
  const { rows } = await pool.query<{ epoch: number }>('select epoch from ledger.log where epoch > $1 order by epoch limit 1', [
    epoch,
  ])
  return rows[0] ? { epoch: rows[0].epoch, index: 0 } : { epoch, index }
}

const openRows = async (keys: AuditKeys, inSchool: InSchool, rows: readonly Row[]): Promise<Told[]> => {
  const told: Told[] = []
  for (const [schoolId, some] of Map.groupBy(rows, (row) => row.schoolId))
    told.push(
      ...(await inSchool(schoolId, async (tx) => {
        const facts: Told[] = []
        const asked = asking(tx, keys, schoolId)
        for (const row of some) facts.push(await tell(tx, keys, row, asked))
        return facts
      })),
    )
  return told.sort((a, b) => a.index - b.index)
}

/** The next facts in the order of the log, opened, and where to go on from. Nothing is told before it is in the tree. */
export const tellFrom = async (
  pool: Asker,
  keys: AuditKeys,
  inSchool: InSchool,
  from: Position,
  most = 500,
): Promise<{ facts: Told[]; next: Position }> => {
  const facts = await openRows(keys, inSchool, await rowsFrom(pool, from, most))
  return { facts, next: await nextOf(pool, from, facts.at(-1)?.index) }
}

/** A fact as somebody sees it who looks for few: in which school, which one; opened where that was wished. */
export type Seen = { schoolId: string; index: number; code: number; told: Told | undefined }

/** The same for whoever opens only some of them: the others are seen as what stands in clear. */
export const seeFrom = async (
  pool: Asker,
  keys: AuditKeys,
  inSchool: InSchool,
  from: Position,
  isOpened: (code: number, schoolId: string) => boolean,
  most = 500,
): Promise<{ facts: Seen[]; next: Position }> => {
  const rows = await rowsFrom(pool, from, most)
  const wanted = rows.filter(({ event, schoolId }) => isOpened(event, schoolId))
  const opened = new Map((await openRows(keys, inSchool, wanted)).map((told) => [told.index, told]))
  const facts = rows.map(({ schoolId, index, event }) => ({ schoolId, index, code: event, told: opened.get(index) }))
  return { facts, next: await nextOf(pool, from, rows.at(-1)?.index) }
}

/** Where a named reader had come to; a new one begins with the oldest entry that is left. */
export const positionOf = async (pool: pg.Pool, name: string): Promise<Position> => {
  const { rows } = await pool.query<{ epoch: number; position: string }>(
    `select epoch, position from ledger.consumer where name = $1
     union all (select epoch, minimum_index from ledger.log where not exists (select from ledger.consumer where name = $1) order by epoch limit 1)`,
    [name],
  )
  return rows[0] ? { epoch: rows[0].epoch, index: Number(rows[0].position) } : { epoch: 1, index: 0 }
}

/** Keeps how far a named reader has come; it may be told some facts twice after a crash, and none never. */
export const keepPosition = (pool: pg.Pool, name: string, { epoch, index }: Position) =>
  pool.query(
    'insert into ledger.consumer (name, epoch, position) values ($1, $2, $3) on conflict (name) do update set epoch = excluded.epoch, position = excluded.position',
    [name, epoch, index],
  )
