import { sealedTable } from '#vault/tables.ts'

/** Class life of a school year, as what is posted: it goes with the year. */
export const classLife = 'class_life'

export type EntryContent = { title: string; place: string | null; note: string | null }
export const calendarEntryTable = sealedTable<EntryContent>('calendar_entry', { kept: true })
export const calendarVersionTable = sealedTable<EntryContent>('calendar_version')
