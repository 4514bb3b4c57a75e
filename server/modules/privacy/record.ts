import type { Purpose } from '#contract/purposes.ts'
import type { Profile } from '#contract/roles.ts'
import { lawOf } from '#kernel/grounds.ts'
import { type DataMap, personalTables } from '#kernel/personal-data.ts'
import type { Category, Ground, Level, Recipient, SubjectRole } from '#kernel/vocabulary.ts'
import { valuesOf } from './gate.ts'
import { spanFor } from './planning.ts'
import type { Asker } from './why.ts'

/** One processing activity of the record that Article 30 asks for: everything in it comes from the map. */
export type Activity = {
  purpose: Purpose
  grounds: { ground: Ground; law: string }[]
  subjects: SubjectRole[]
  categories: Category[]
  levels: Level[]
  recipients: Recipient[]
  /** Per table, how long: a span, or with the person. */
  limits: { table: string; keep: string }[]
  tables: string[]
}

const unique = <T>(all: readonly T[]): T[] => [...new Set(all)].sort()

/** The record of processing of a school, one activity per purpose. Nothing in it is typed by anybody. */
export const recordOf = (map: DataMap, { profile, kind }: Pick<Asker, 'kind'> & { profile: Profile }): Activity[] => {
  const tables = personalTables(map)
  const purposes = unique(tables.flatMap((table) => table.purposes))
  return purposes.map((purpose): Activity => {
    const some = tables.filter((table) => table.purposes.includes(purpose))
    const values = some.flatMap(valuesOf)
    return {
      purpose,
      grounds: unique(some.map(({ basis }) => basis[kind])).map((ground) => ({ ground, law: lawOf[profile][ground] })),
      subjects: unique(some.flatMap(({ subjects }) => Object.keys(subjects) as SubjectRole[])),
      categories: unique(values.map(({ about }) => about.category)),
      levels: unique(values.map(({ about }) => about.level)),
      recipients: unique(some.flatMap((table) => table.recipients)),
      limits: some.map(({ table, retention }) => ({
        table,
        keep: 'keep' in retention ? spanFor(retention.keep, profile) : `with ${retention.anchor.with}`,
      })),
      tables: some.map(({ table }) => table),
    }
  })
}
