import type { CoverGround } from '#contract/covering.ts'
import { sealedTable } from '#vault/tables.ts'

/** The retention class of what a law orders to be kept. */
export const REGISTER = 'register'
/** Who someone was, and what of the row that is gone was about them. */
export const registerTable = sealedTable<{ identity: Record<string, unknown>; record: Record<string, unknown> }>('register_entry')

/** One covered place: a whole row, or signs of a text of it; `of` stands for the row as it was then. */
export type StoredPlace = {
  table: string
  id: string
  field: string | null
  from: number
  to: number
  ground: CoverGround
  of: string
}
/** What is covered in a copy, and, once it is given, all that was looked through. */
export type PreparedCopy = { places: StoredPlace[]; reviewed: string[] | null }
export const preparedCopyTable = sealedTable<PreparedCopy>('prepared_copy')
