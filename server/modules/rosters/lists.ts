import { refuse } from '#kernel/errors.ts'
import type { ListAsked, ListedRow, Lists } from '#kernel/lists.ts'
import * as queries from './importing.queries.ts'
import { runTable } from './sealed.ts'

/** Lines of a preview, by their place in it; whom a line is about was written down with it. */
const differences = async ({ tx, vault, schoolId, rows, of }: ListAsked): Promise<ListedRow[]> => {
  const run = (await queries.runById(tx, schoolId, of)) ?? refuse('not_found')
  const [content] = await vault.open(tx, schoolId, runTable, [run])
  return rows.flatMap((place) => {
    const line = content?.differences[Number(place)]
    return line ? [{ id: place, people: line.about ? [line.about] : [] }] : []
  })
}

export const rosterLists: Lists = {
  /** What is wrong with a file: it was not taken in, and may not even be read; nobody of the school is meant yet. */
  import: { shownBy: 'roster.import.list', by: 'place', rows: async ({ rows }) => rows.map((id) => ({ id, people: [] })) },
  differences: { shownBy: 'roster.import.read', by: 'place', rows: differences },
}
