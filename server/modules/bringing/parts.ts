import type { CopiedRow, Copy } from './opening.ts'

/** The tables of this room, as a copy made here shows them: what was brought before is brought on, not wrapped once more. */
const [PART, FILE] = ['public.brought_part', 'public.brought_file']

export type Part = { name: string; rows: readonly unknown[] }

const unwrapped = ({ values }: CopiedRow): Part[] =>
  typeof values['name'] === 'string' && Array.isArray(values['rows']) ? [{ name: values['name'], rows: values['rows'] }] : []

/** What a copy brings, table by table, as it was first handed out. */
export const partsOf = ({ tables }: Copy): Part[] =>
  tables.flatMap(({ table, rows }): Part[] => {
    if (table === PART) return rows.flatMap(unwrapped)
    return table === FILE || rows.length === 0 ? [] : [{ name: table, rows }]
  })

/** Where each file lay in the copy in which it was first handed out. */
export const firstPlaces = ({ tables }: Copy): Map<string, string> => {
  const rows = tables.find(({ table }) => table === FILE)?.rows ?? []
  return new Map(
    rows.flatMap(({ values: { object, path } }) =>
      typeof path === 'string' && typeof object === 'object' && object !== null && 'file' in object
        ? [[`${object.file}`, path]]
        : [],
    ),
  )
}

/** Who stands in a copy as themselves. */
export const whoseIs = (copy: Copy): { display: string; bornOn: string | null } | null => {
  const rows = partsOf(copy).find(({ name }) => name === 'public.person')?.rows ?? []
  for (const one of rows) {
    if (typeof one !== 'object' || one === null || !('values' in one) || typeof one.values !== 'object' || !one.values) continue
    const { names, born_on: born } = one.values as { names?: unknown; born_on?: unknown }
    if (typeof names === 'object' && names !== null && 'display' in names && typeof names.display === 'string')
      return { display: names.display, bornOn: typeof born === 'string' ? born.slice(0, 10) : null }
  }
  return null
}
