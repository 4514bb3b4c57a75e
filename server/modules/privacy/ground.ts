import type { Databases } from '#kernel/db.ts'
import type { Installation } from '#kernel/installation.ts'
import { type Catalogue, readCatalogue } from './catalogue.ts'
import type { Ground } from './walking.ts'

const known = new WeakMap<Databases, Promise<Catalogue>>()

/** The map and the catalogue of a running Préau; the database is asked once. */
export const groundOf = async ({ db, dataMap }: Pick<Installation, 'db' | 'dataMap'>): Promise<Ground> => {
  const asked = known.get(db) ?? readCatalogue(db.plain)
  known.set(db, asked)
  asked.catch(() => known.delete(db))
  return { map: dataMap, catalogue: await asked }
}
