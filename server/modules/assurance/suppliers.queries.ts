import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'
import type { Way } from '#kernel/egress.ts'

export const changesOfSuppliers = ['new', 'other', 'gone'] as const
/** That a company is to get something, that something else is true of it, or that it gets nothing any more. */
export type SupplierNotice = {
  id: string
  host: string
  change: (typeof changesOfSuppliers)[number]
  digest: Buffer
  announcedAt: Date
  fromOn: string
  toldAt: Date | null
  /** As it was announced; nothing of a notice from before this was kept. */
  way: Way | null
  entity: string | null
  address: string | null
  country: string | null
}

/** Everything that was ever announced of companies, in order. */
export const supplierNotices = (tx: Tx): Promise<SupplierNotice[]> =>
  tx.selectFrom('directory.supplierNotice').selectAll().orderBy('announcedAt').orderBy('id').execute()

export const insertNotices = (tx: Tx, rows: readonly SupplierNotice[]) =>
  tx.insertInto('directory.supplierNotice').values(rows).execute()

/** That every school was told. */
export const noteTold = (tx: Tx, ids: readonly string[], at: Date) =>
  tx.updateTable('directory.supplierNotice').set({ toldAt: at }).where('id', 'in', ids).where('toldAt', 'is', null).execute()

/** On how many days something left for a company that was announced and whose day had not come. */
export const leftTooEarly = async (tx: Tx): Promise<number> => {
  const { rows } = await sql<{ early: number }>`
    select count(*)::int as early from directory.egress_day e join directory.supplier_notice n on n.host = e.recipient and n.change = 'new'
    where e.sent > 0 and e.day >= (n.announced_at at time zone 'UTC')::date and e.day < n.from_on`.execute(tx)
  return rows[0]?.early ?? -1
}
