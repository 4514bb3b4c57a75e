import type { Locale } from '#contract/locales.ts'
import type { Tx } from '#kernel/db.ts'
import { type PersonalTable, personalTables } from '#kernel/personal-data.ts'
import type { Vault } from '#vault/vault.ts'
import { askerIn } from './asker.ts'
import { shownTables } from './exporting.ts'
import { valuesOf } from './gate.ts'
import { saidPlainly } from './sheet.ts'
import { contentsOf, type Ground, walk, whomOf } from './walking.ts'
import { meaningOf, tableName } from './why.ts'

const marked = (table: PersonalTable) => valuesOf(table).filter(({ about }) => about.guidance === true)
type Part = { name: string; rows: { what: string; value: string }[][] }

/** What of somebody's own rows, and of the classes they were in, the map marks as needed for guidance, in words, and nothing else. */
export const guidanceOf = async (
  { tx, vault }: { tx: Tx; vault: Vault },
  { map, catalogue }: Ground,
  { schoolId, personId, locale }: { schoolId: string; personId: string; locale: Locale | undefined },
): Promise<Part[]> => {
  const tables = personalTables(map).filter((table) => marked(table).length > 0)
  const asker = await askerIn(tx, locale)
  const whom = await whomOf(tx, schoolId, personId, false)
  const held = (await walk(tx, { map: { ...map, tables }, catalogue }, whom)).filter(
    ({ roles }) => roles.has('self') || roles.has('member'),
  )
  const parts: Part[] = []
  for (const [table, some] of Map.groupBy(held, (one) => one.table)) {
    const values = new Map(marked(table).map(({ name, about }) => [name.replace(/^sealed\./, ''), about]))
    const [shown] = shownTables(some, await contentsOf(tx, vault, schoolId, some), whom)
    const rows = (shown?.rows ?? []).map(({ values: row }) =>
      Object.entries(row).flatMap(([field, value]) => {
        const about = values.get(field)
        if (!about || value === null || value === '') return []
        return [{ what: meaningOf(asker, table, field, about).category, value: saidPlainly(asker, value) }]
      }),
    )
    parts.push({ name: tableName(asker.t, table), rows: rows.filter((row) => row.length > 0) })
  }
  return parts.filter(({ rows }) => rows.length > 0)
}
