import type pg from 'pg'
import { dayText, monday, uuidBytes } from './bytes.ts'
import { addressKey } from './keys.ts'
import type { InSchool, Position } from './outbox.ts'
import { openAddress } from './parts.ts'
import type { AuditKeys } from './record.ts'

/** What a stream needs of a fact: which event, its id, and whose files it concerns. Nothing of it is opened but the address. */
export type Announced = { schoolId: string; id: string; event: number; index: number; owners: string[] }

type Row = { id: string; school_id: string; event: number; day: number; address: Buffer | null; index: string }

const rowsFrom = async (pool: pg.Pool, { epoch, index }: Position, most: number): Promise<Row[]> => {
  const { rows } = await pool.query<Row>({
    name: 'ledger announcing',
    text: `select f.* from (select * from ledger.batch where epoch = $1 and first_index + leaves > $2 order by first_index limit 4) b
      join ledger.log l on l.epoch = b.epoch cross join lateral (
        select f.id, f.school_id, f.event, f.day, f.address, b.first_index - 1 + row_number() over (order by f.xid, f.eid) as index
        from ledger.fact f where (f.xid, f.eid) > (b.from_xid, b.from_eid) and (f.xid, f.eid) <= (b.to_xid, b.to_eid) and f.eid > l.after_eid) f
      where f.index >= $2 order by f.index limit $3`,
    values: [epoch, index, most],
  })
  return rows
}

/** The next facts in the order of the log, as far as a stream must know them, and where to go on from. */
export const announceFrom = async (
  pool: pg.Pool,
  keys: AuditKeys,
  inSchool: InSchool,
  from: Position,
  most = 2000,
): Promise<{ facts: Announced[]; next: Position }> => {
  const rows = await rowsFrom(pool, from, most)
  const outboxes = new Map<string, Buffer | undefined>()
  const weekOf = ({ school_id, day }: Row) => `${school_id}/${monday(dayText(day))}`
  for (const [place, [first]] of Map.groupBy(rows, weekOf)) {
    const key = await inSchool(first!.school_id, async (tx) =>
      keys.survivingKeys(tx, first!.school_id, [
        await keys.epoch(tx, first!.school_id, 'audit-outbox', monday(dayText(first!.day))),
      ]),
    )
    outboxes.set(place, key[0])
  }
  const facts = rows.map((row): Announced => {
    const outbox = row.address ? outboxes.get(weekOf(row)) : undefined
    const owners = row.address && outbox ? openAddress(addressKey(row.school_id, outbox), uuidBytes(row.id), row.address) : []
    return { schoolId: row.school_id, id: row.id, event: row.event, index: Number(row.index), owners }
  })
  const last = facts.at(-1)
  return { facts, next: last ? { epoch: from.epoch, index: last.index + 1 } : from }
}
