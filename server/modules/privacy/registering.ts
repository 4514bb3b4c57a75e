import { dayAfter } from '#contract/rights-clocks.ts'
import type { Profile } from '#contract/roles.ts'
import type { Tx } from '#kernel/db.ts'
import { type PersonalTable, personalTables, sealedIn } from '#kernel/personal-data.ts'
import type { Statutory } from '#kernel/retention.ts'
import { schoolOf, schoolYearOn } from '#kernel/school.ts'
import type { StatutoryRule } from '#kernel/vocabulary.ts'
import type { Vault } from '#vault/vault.ts'
import { anchorSql, lastOf } from './planning.ts'
import { insertEntries } from './rights.queries.ts'
import { REGISTER, registerTable } from './sealed.ts'
import { ask, asPrivacy } from './statements.queries.ts'
import type { Ground, Row } from './walking.ts'

/** A row that goes. */
export type Going = { table: PersonalTable; row: Row }
type Ruled = Going & { statutory: Statutory }

/** The rows of these of which a law orders something to be kept. */
export const ruledAmong = (profile: Profile, going: readonly Going[]): Ruled[] =>
  going.flatMap((one) => {
    const { retention } = one.table
    const statutory = 'keep' in retention ? retention.statutory?.[profile] : undefined
    return statutory && one.row[statutory.of.column] === statutory.of.is ? [{ ...one, statutory }] : []
  })

/** Since which day of the school the time of each row runs. */
const anchorsOf = async (
  tx: Tx,
  { catalogue }: Ground,
  table: PersonalTable,
  rows: readonly Row[],
): Promise<Map<string, string>> => {
  const reckoned = anchorSql(catalogue, table)
  if (!reckoned) return new Map()
  const text = `select t0.id, (${reckoned.value})::date::text as since from ${reckoned.from} where t0.id = any ($1::uuid[])`
  const found = await asPrivacy(tx, () => ask<{ id: string; since: string }>(tx, text, [rows.map(({ id }) => id)]))
  return new Map(found.map(({ id, since }) => [id, since]))
}

const anchored = async (tx: Tx, ground: Ground, ruled: readonly Ruled[]) => {
  const all: (Ruled & { since: string })[] = []
  for (const [table, some] of Map.groupBy(ruled, (one) => one.table)) {
    const since = await anchorsOf(
      tx,
      ground,
      table,
      some.map(({ row }) => row),
    )
    all.push(...some.flatMap((one) => (since.has(`${one.row['id']}`) ? [{ ...one, since: since.get(`${one.row['id']}`)! }] : [])))
  }
  return all
}

/** What laws would keep of rows that go: how many entries by which rule, and the last day of them. */
export const wouldKeep = async (
  tx: Tx,
  ground: Ground,
  profile: Profile,
  going: readonly Going[],
): Promise<{ rule: StatutoryRule; rows: number; until: string }[]> => {
  const ruled = await anchored(tx, ground, ruledAmong(profile, going))
  return [...Map.groupBy(ruled, ({ statutory }) => statutory.rule)].map(([rule, some]) => ({
    rule,
    rows: some.length,
    until: lastOf(some.map(({ since, statutory }) => dayAfter(since, statutory.keep))),
  }))
}

const clearValues = ({ columns }: PersonalTable, row: Row, wanted: (category: string) => boolean) =>
  Object.fromEntries(
    Object.entries(columns).flatMap(([name, column]) =>
      column.kind === 'personal' && wanted(column.category) && row[name] !== null ? [[name, row[name]]] : [],
    ),
  )
const isIdentity = (category: string) => category === 'identity.name' || category === 'identity.official'

/** Who each of these people is, as the map says what identifies: names and official identity, nothing else. */
const identitiesOf = async (tx: Tx, vault: Vault, { map }: Ground, schoolId: string, ids: readonly string[]) => {
  const table = personalTables(map).find((one) => one.table === 'public.person')
  const sealed = table && sealedIn(table)
  if (!table || !sealed) return new Map<string, Row>()
  const rows = await asPrivacy(tx, () =>
    ask<Row & { id: string; sealed: Buffer }>(tx, `select * from ${table.table} where school_id = $1 and id = any ($2::uuid[])`, [
      schoolId,
      ids,
    ]),
  )
  const contents = await vault.openSurviving(tx, schoolId, sealed.column.of, rows)
  return new Map(
    rows.map((row, nth) => {
      const names = Object.entries((contents[nth] ?? {}) as Row).filter(([field]) => {
        const about = sealed.column.fields[field]
        return about?.kind === 'personal' && isIdentity(about.category)
      })
      return [row.id, { ...Object.fromEntries(names), ...clearValues(table, row, isIdentity) }]
    }),
  )
}

const personIn = ({ table: { columns }, row }: Going): string =>
  `${row[Object.entries(columns).find(([, column]) => column.kind === 'link' && column.role === 'self')?.[0] ?? '']}`

/** Before rows go: writes down what a law orders to be kept of them, under the key of the register's year, which no erasure touches. */
export const register = async (
  tx: Tx,
  vault: Vault,
  ground: Ground,
  schoolId: string,
  going: readonly Going[],
  now: Date,
): Promise<number> => {
  const { profile } = await schoolOf(tx)
  const ruled = await anchored(tx, ground, ruledAmong(profile, going))
  if (ruled.length === 0) return 0
  const identities = await identitiesOf(tx, vault, ground, schoolId, [...new Set(ruled.map(personIn))])
  for (const [yearToOn, some] of Map.groupBy(ruled, ({ since }) => since)) {
    const { fromOn } = await schoolYearOn(tx, schoolId, yearToOn)
    const owners = await vault.epoch(tx, schoolId, REGISTER, fromOn)
    const rows = some.map((one) => {
      const identity = identities.get(personIn(one)) ?? {}
      const record = clearValues(one.table, one.row, () => true)
      return { id: `${one.row['id']}`, owners, content: { identity, record } }
    })
    const sealed = await vault.seal(tx, schoolId, registerTable.table, rows)
    await insertEntries(
      tx,
      some.map((one, nth) => ({
        ...{ schoolId, id: rows[nth]!.id, personId: personIn(one), rule: one.statutory.rule },
        ...{ yearToOn, sealed: sealed[nth]!, madeAt: now },
      })),
    )
  }
  return ruled.length
}
