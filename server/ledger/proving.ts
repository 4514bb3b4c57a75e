import type pg from 'pg'
import { sha256 } from './bytes.ts'
import { leaf } from './leaf.ts'
import { prove } from './proof-file.ts'

type Place = {
  epoch: number
  index: string
  id: string
  school_id: string
  event: number
  class: number
  purpose: number
  subject_kind: number
} & Record<'actor_commitment' | 'subject_commitment' | 'sealed_stub' | 'sealed_detail', Buffer> &
  Record<'stub_hash' | 'detail_hash', Buffer | null>

const placeOf = async (asker: pg.Pool, factId: string): Promise<Place | undefined> => {
  const { rows } = await asker.query<Place>(
    `select f.id, f.school_id, f.event, f.class, f.purpose, f.subject_kind, f.actor_commitment, f.subject_commitment, f.sealed_stub, f.sealed_detail,
       f.stub_hash, f.detail_hash, b.epoch,
       b.first_index + (select count(*) from ledger.fact o where (o.xid, o.eid) > (b.from_xid, b.from_eid) and (o.xid, o.eid) < (f.xid, f.eid) and o.eid > l.after_eid) as index
     from ledger.fact f
       join ledger.batch b on (f.xid, f.eid) > (b.from_xid, b.from_eid) and (f.xid, f.eid) <= (b.to_xid, b.to_eid)
       join ledger.log l on l.epoch = b.epoch and f.eid > l.after_eid
     where f.id = $1 order by b.epoch desc limit 1`,
    [factId],
  )
  return rows[0]
}

/** The proof that a fact is in the log, with the fact's leaf beside it: whoever has both needs nothing of ours. */
export const proveFact = async (asker: pg.Pool, factId: string): Promise<{ proof: string; index: number } | undefined> => {
  const place = await placeOf(asker, factId)
  if (!place) return undefined
  const bytes = leaf(
    {
      ...{ id: place.id, schoolId: place.school_id, event: place.event, class: place.class },
      ...{ purpose: place.purpose, subjectKind: place.subject_kind },
    },
    place.actor_commitment,
    place.subject_commitment,
    place.detail_hash ?? sha256(place.sealed_detail),
    place.stub_hash ?? sha256(place.sealed_stub),
  )
  const index = Number(place.index)
  return { proof: await prove(asker, { epoch: place.epoch, index, extra: bytes }), index }
}
