import type pg from 'pg'

/** The newest fact that is in the tree of the newest log, of a class or of any. */
export const newestFactOf = async (asker: pg.Pool, ofClass?: number): Promise<string | undefined> => {
  const { rows } = await asker.query<{ id: string }>(
    `select f.id from ledger.fact f join ledger.log l on l.epoch = (select max(epoch) from ledger.log) and f.eid > l.after_eid
     where (f.xid, f.eid) <= (l.xid, l.eid) and ($1::int is null or f.class = $1) and exists (select from ledger.checkpoint c where c.epoch = l.epoch and c.size = l.size)
     order by f.xid desc, f.eid desc limit 1`,
    [ofClass ?? null],
  )
  return rows[0]?.id
}

/** How many facts of a class still say what should have ended by a day. */
export const readablePast = async (
  asker: pg.Pool,
  { schoolId, class: number, detailBy, stubBy }: { schoolId: string; class: number; detailBy: Date; stubBy: Date },
): Promise<number> => {
  const { rows } = await asker.query<{ count: number }>(
    `select count(*)::int as count from ledger.fact where school_id = $1 and class = $2
       and ((id < ledger.first_id($3) and detail_hash is null) or (id < ledger.first_id($4) and stub_hash is null))`,
    [schoolId, number, detailBy, stubBy],
  )
  return rows[0]?.count ?? 0
}
