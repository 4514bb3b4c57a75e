import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'
import type { SupplierNotice } from './suppliers.queries.ts'

export type Objection = {
  id: string
  noticeId: string
  madeBy: string
  madeAt: Date
  withdrawnAt: Date | null
  sealed: Buffer
}

/** A notice with what was announced of the company before and after it, and whether its day has come. */
export type NoticeInOrder = SupplierNotice & {
  next: SupplierNotice['change'] | null
  isAhead: boolean
  wasWay: SupplierNotice['way']
  wasEntity: string | null
  wasAddress: string | null
  wasCountry: string | null
}

/** Everything that was announced of companies, each beside what was said of the same one before and after; the newest first. */
export const noticesInOrder = async (tx: Tx): Promise<NoticeInOrder[]> => {
  const { rows } = await sql<NoticeInOrder>`
    select n.*, n.from_on > current_date as is_ahead, lead(n.change) over known as next, lag(n.way) over known as was_way,
      lag(n.entity) over known as was_entity, lag(n.address) over known as was_address, lag(n.country) over known as was_country
    from directory.supplier_notice n window known as (partition by n.host order by n.announced_at, n.id)
    order by n.announced_at desc, n.id desc`.execute(tx)
  return rows
}

/** Everything that the school objected to, the newest last. */
export const objectionsOf = (tx: Tx, schoolId: string): Promise<Objection[]> =>
  tx
    .selectFrom('supplierObjection')
    .select(['id', 'noticeId', 'madeBy', 'madeAt', 'withdrawnAt', 'sealed'])
    .where('schoolId', '=', schoolId)
    .orderBy('madeAt')
    .orderBy('id')
    .execute()

export type NewObjection = Omit<Objection, 'withdrawnAt'> & { schoolId: string }

export const insertObjection = (tx: Tx, row: NewObjection) =>
  tx
    .insertInto('supplierObjection')
    .values({ ...row, withdrawnAt: null, withdrawnBy: null })
    .execute()

type Withdrawal = { schoolId: string; noticeId: string; at: Date; by: string }
/** Takes back what stands; nothing where nothing does. */
export const withdrawObjection = (tx: Tx, { schoolId, noticeId, at, by }: Withdrawal) =>
  tx
    .updateTable('supplierObjection')
    .set({ withdrawnAt: at, withdrawnBy: by })
    .where('schoolId', '=', schoolId)
    .where('noticeId', '=', noticeId)
    .where('withdrawnAt', 'is', null)
    .returning('id')
    .executeTakeFirst()

/** How many objections of a school stand, and to how many of them something left for the company all the same since its day. */
export const objectionsPassedOver = async (tx: Tx, schoolId: string): Promise<{ standing: number; passedOver: number }> => {
  const { rows } = await sql<{ standing: number; passedOver: number }>`
    select count(*)::int as standing, count(*) filter (where exists (select from directory.egress_day e
      where e.recipient = n.host and e.sent > 0 and e.day >= n.from_on and e.day >= (o.made_at at time zone 'UTC')::date))::int as passed_over
    from public.supplier_objection o join directory.supplier_notice n on n.id = o.notice_id
    where o.school_id = ${schoolId} and o.withdrawn_at is null`.execute(tx)
  return rows[0] ?? { standing: -1, passedOver: -1 }
}
