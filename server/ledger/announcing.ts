import type pg from 'pg'
import { dayText, monday, uuidBytes } from './bytes.ts'
import { addressKey } from './keys.ts'
import type { InSchool, Position } from './outbox.ts'
import { openAddress } from './parts.ts'
import type { AuditKeys } from './record.ts'

/** What a stream needs of a fact: which event, its id, and whose files it concerns. Nothing of it is opened but the address. */
export type Announced = { schoolId: string; id: string; event: number; index: number; owners: string[] }

type Row = { id: string; school_id: string; event: number; day: number; address: Buffer | null }

/** One behind the other without a gap, the first of them where the reader is. */
const rowsFrom = async (pool: pg.Pool, { epoch, index }: Position, most: number): Promise<Row[]> => {
  const { rows } = await pool.query<Row>({
    name: 'ledger announcing',
    text: `with b as materialized (select * from ledger.batch where epoch = $1 and first_index + leaves > $2 order by first_index limit 4)
      select f.id, f.school_id, f.event, f.day, f.address from b join ledger.log l on l.epoch = b.epoch
        join ledger.fact f on (f.xid, f.eid) > (b.from_xid, b.from_eid) and (f.xid, f.eid) <= (b.to_xid, b.to_eid) and f.eid > l.after_eid
      order by f.xid, f.eid offset $2::bigint - (select min(first_index) from b) limit $3`,
    values: [epoch, index, most],
  })
  return rows
}

type Week = { school_id: string; day: number }
const weekOf = ({ school_id, day }: Week) => `${school_id}/${day}`

const outboxOf = (keys: AuditKeys, inSchool: InSchool, { school_id, day }: Week): Promise<Buffer | undefined> =>
  inSchool(school_id, async (tx) => {
    const epoch = await keys.epoch(tx, school_id, 'audit-outbox', monday(dayText(day)))
    return (await keys.survivingKeys(tx, school_id, [epoch]))[0]
  })

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
  for (const row of rows) if (!outboxes.has(weekOf(row))) outboxes.set(weekOf(row), await outboxOf(keys, inSchool, row))
  const facts = rows.map((row, nth): Announced => {
    const { id, school_id: schoolId, event, address } = row
    const outbox = outboxes.get(weekOf(row))
    const owners = address && outbox ? openAddress(addressKey(schoolId, outbox), uuidBytes(id), address) : []
    return { schoolId, id, event, index: from.index + nth, owners }
  })
  return { facts, next: { epoch: from.epoch, index: from.index + facts.length } }
}
