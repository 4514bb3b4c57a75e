import { type RestrictablePart, restrictableParts } from '#contract/restricting.ts'
import { type DataMap, type PersonalTable, personalTables } from '#kernel/personal-data.ts'
import type { Category, SubjectRole } from '#kernel/vocabulary.ts'
import type { Catalogue } from './catalogue.ts'
import { valuesOf } from './gate.ts'
import { type Way, waysOf } from './ways.ts'

/** Whose the data of a row is; who wrote, received or did something stands in the data of others. */
const concerned: ReadonlySet<string> = new Set<SubjectRole>(['self', 'about', 'depicted'])
const bare = (table: string) => table.split('.')[1] ?? table

/** The tables whose rows restriction reaches: all about people that do not say why not. */
export const restrictable = (map: DataMap): PersonalTable[] =>
  personalTables(map).filter(({ restrict, room, table }) => typeof restrict === 'string' && !room && table.startsWith('public.'))

const categoriesOf: Readonly<Record<RestrictablePart, readonly Category[]>> = {
  record: ['identity.name', 'identity.contact', 'identity.official'],
  family: ['family.link'],
  messages: ['communication.content'],
  pictures: ['image', 'voice'],
}

/** What parts of a person's data come to: the tables that hold anything of theirs. */
export const tablesOf = (map: DataMap, parts: readonly RestrictablePart[]): string[] => {
  const wanted = new Set(restrictableParts.filter((part) => parts.includes(part)).flatMap((part) => categoriesOf[part]))
  const some = restrictable(map).filter((table) => valuesOf(table).some(({ about: { category } }) => wanted.has(category)))
  return some.map(({ table }) => bare(table)).sort()
}

const named = ({ table, role }: Way, nth: number) => `app.limited_${bare(table.table)}_${role}_${nth + 1}()`
const overOthers = ({ table, resolved: { joins, column } }: Way, name: string) => {
  const [first, ...rest] = joins
  const joined = rest.map(
    (join, at) =>
      ` join ${join.table} t${at + 2} on t${at + 2}.school_id = t1.school_id and t${at + 2}.${join.by} = t${at + 1}.${join.column}`,
  )
  return `create or replace function ${name} returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.${first!.by} from ${first!.table} t1${joined.join('')} where t1.school_id = app.school_id() and t${joins.length}.${column} in (select app.limited('${bare(table.table)}'))
$$;`
}

const policiesOf = (table: PersonalTable, ways: readonly Way[]): string[] => {
  const isTheirs = ways.map((way, nth) => {
    const those = way.resolved.joins.length ? named(way, nth) : `app.limited('${bare(table.table)}')`
    return `${way.first} = any (array(select ${those}))`
  })
  const free = table.restrict === 'freeze' ? '(select app.may_pass_over())' : '(select app.is_unlimited())'
  const allowed = `${free} or (${isTheirs.join(' or ')}) is not true`
  const on = `on ${table.table} as restrictive for`
  return [
    ...(table.restrict === 'hide'
      ? [
          `create policy "restricted: not served" ${on} select to preau_app using ((select app.may_pass_over()) or (${isTheirs.join(' or ')}) is not true);`,
        ]
      : []),
    // The school's own work passes over what is restricted; a person is told.
    `create policy "restricted: not changed" ${on} update to preau_app using (${free} or not (select app.is_system()) or (${isTheirs.join(' or ')}) is not true) with check (${allowed});`,
    ...(table.restrict === 'freeze'
      ? []
      : [`create policy "restricted: not added" ${on} insert to preau_app with check (${allowed});`]),
  ]
}

/** The walls around what is restricted: not served, not changed, nothing added. */
export const printRestrictions = (map: DataMap, catalogue: Catalogue): string[] =>
  restrictable(map).flatMap((table) => {
    const ways = waysOf(catalogue, table).filter(({ role, resolved }) => concerned.has(role) && resolved.to === 'person')
    if (ways.length === 0) return []
    const over = ways.flatMap((way, nth) => (way.resolved.joins.length ? [overOthers(way, named(way, nth))] : []))
    return ['', ...over, ...policiesOf(table, ways)]
  })
