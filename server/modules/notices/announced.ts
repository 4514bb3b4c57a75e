import type { Unit } from '#kernel/job.ts'
import { announcedRows } from './announced.queries.ts'
import { noticeTextTable } from './sealed.ts'

/** What an operator announced, in each language, word for word as it was sent: what a school put right in its own copy is the school's. */
export const announcedTexts = async (
  { tx, vault }: Pick<Unit, 'tx' | 'vault'>,
  schoolId: string,
  noticeId: string,
): Promise<{ language: string; title: string; body: string }[]> => {
  const rows = await announcedRows(tx, schoolId, noticeId)
  const contents = await vault.openSurviving(tx, schoolId, noticeTextTable, rows)
  return rows.flatMap(({ language }, nth) => {
    const said = contents[nth]
    return said ? [{ language, title: said.title, body: said.text }] : []
  })
}
