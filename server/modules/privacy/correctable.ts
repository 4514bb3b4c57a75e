import type { Locale } from '#contract/locales.ts'
import type { Tx } from '#kernel/db.ts'
import { askerIn } from './asker.ts'
import { isShown } from './exporting.ts'
import { partOf } from './seeing.ts'
import { type Ground, walk, whomOf } from './walking.ts'

type Whose = { schoolId: string; personId: string; locale: Locale | undefined }

/** Every kind of value of somebody that may be wrong, by what the readers of a record are told of it; never what stands in it. */
export const correctable = async (tx: Tx, ground: Ground, { schoolId, personId, locale }: Whose) => {
  const asker = await askerIn(tx, locale)
  const held = (await walk(tx, ground, await whomOf(tx, schoolId, personId, false))).filter(isShown)
  const parts = [...Map.groupBy(held, ({ table }) => table)].map(([table, some]) => partOf(asker, table, some))
  const all = parts
    .filter(({ isTechnical }) => !isTechnical)
    .flatMap(({ fields }) => fields.map(({ field, category }) => ({ field, label: category })))
  return all.filter(({ label }, nth) => all.findIndex((one) => one.label === label) === nth)
}
