import type pg from 'pg'

/** Whose facts, of which class, and before when: the end of the readable span for details, of the legal span for stubs. */
export type Spans = { schoolId: string; class: number; detailBefore: Date; stubBefore: Date }

/**
 * Cuts off what has outlived its span, some facts at a time, and leaves the hashes that the leaves need. The epoch's key goes at the end
 * of the span as well, and with it every copy; this gives the room back.
 */
export const cutEnded = async (
  pool: pg.Pool,
  { schoolId, class: of, detailBefore, stubBefore }: Spans,
  most = 5000,
): Promise<number> => {
  const { rowCount } = await pool.query(
    `update ledger.fact f set
       detail_hash = coalesce(f.detail_hash, sha256(f.sealed_detail)), sealed_detail = '',
       stub_hash = case when f.id < ledger.first_id($4) then coalesce(f.stub_hash, sha256(f.sealed_stub)) else f.stub_hash end,
       sealed_stub = case when f.id < ledger.first_id($4) then '' else f.sealed_stub end
     where (f.school_id, f.id) in (
       select school_id, id from ledger.fact where school_id = $1 and class = $2 and id < ledger.first_id(greatest($3::timestamptz, $4::timestamptz))
         and ((detail_hash is null and id < ledger.first_id($3)) or (stub_hash is null and id < ledger.first_id($4))) order by id limit $5)`,
    [schoolId, of, detailBefore, stubBefore, most],
  )
  return rowCount ?? 0
}
