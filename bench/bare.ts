import pg from 'pg'
import { asSchool } from '#kernel/system.ts'
import { classTable } from '#modules/classes/sealed.ts'
import { personTable } from '#modules/people/index.ts'
import { embedded } from '#server/db/connection.ts'
import type { SealedTable } from '#vault/tables.ts'
import type { School } from './import.ts'

const shown: readonly SealedTable<object>[] = [personTable, classTable]
/** The tables that a whole school laid bare has in clear. */
export const laidBare = shown.map(({ table }) => table)

type Content = { table: string; ids: string[]; texts: string[] }

/** What is in the people and classes of a school, or in other tables of it, opened. */
export const contentsOf = ({ installation, schoolId }: School, tables = shown): Promise<Content[]> =>
  asSchool(installation, schoolId, 'administration', 'bench.copy', ({ tx, vault }) =>
    Promise.all(
      tables.map(async (of) => {
        const rows = await tx
          .selectFrom(of.table as 'person' | 'class' | 'post')
          .select(['id', 'sealed'])
          .execute()
        const contents = await vault.open<object>(tx, schoolId, of, rows)
        return { table: of.table, ids: rows.map(({ id }) => id), texts: contents.map((one) => JSON.stringify(one)) }
      }),
    ),
  )

/**
 * Copies a database that nobody is connected to, people and classes as JSON in clear: what a platform without a vault would hold.
 * Policies, indexes, sessions and ids are the same.
 */
export const layBare = async (
  config: { host: string; port: number },
  database: string,
  contents: readonly Content[],
): Promise<string> => {
  const copy = `${database}_bare`
  const boss = new pg.Client(embedded(config, 'postgres').config('owner'))
  await boss.connect()
  await boss.query(`create database ${copy} template ${database}`)
  await boss.end()
  const owner = new pg.Client(embedded(config, copy).config('owner'))
  await owner.connect()
  await owner.query('set session_replication_role = replica') // the change log is not asked
  for (const { table, ids, texts } of contents) {
    await owner.query(`alter table public.${table} add bare bytea`) // as what is sealed: a feed is one statement, whose branches have one type
    await owner.query(
      `update public.${table} set bare = convert_to(c.bare, 'UTF8') from unnest($1::uuid[], $2::text[]) as c (id, bare) where c.id = ${table}.id`,
      [ids, texts],
    )
    await owner.query(`alter table public.${table} drop column sealed`)
    await owner.query(`alter table public.${table} rename bare to sealed`)
    await owner.query(`vacuum full public.${table}`)
  }
  await owner.end()
  return copy
}
