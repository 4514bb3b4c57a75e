import { sealedIn } from '#kernel/personal-data.ts'
import { categories } from '#kernel/vocabulary.ts'
import type { Catalogue } from './catalogue.ts'
import { columnsOf, each, type Gate, valuesOf } from './gate.ts'
import { namesSomeone, resolve } from './paths.ts'
import { anchorPath } from './planning.ts'

const dayTypes = new Set(['date', 'timestamptz'])

const sensitiveIsShown: Gate = {
  name: 'what is sensitive can be asked for',
  problems: (map) =>
    each(map, (table) =>
      valuesOf(table).flatMap(({ name, about }) => {
        const shown =
          typeof about.export === 'string'
            ? about.export !== 'none'
            : Object.values(about.export).some((showing) => showing !== 'none')
        const isSpecial = 'special' in categories[about.category]
        const isLow = about.level === 'L1' || about.level === 'L2'
        return [
          ...(!isLow && !shown
            ? [
                `${table.table}.${name} is ${about.level} and nobody gets to see it in an export. People may ask for what is most sensitive above all: export it to someone.`,
              ]
            : []),
          ...(isSpecial && isLow
            ? [
                `${table.table}.${name} is ${about.category}, which law protects specially, and is declared ${about.level}. Declare it L3 or L4.`,
              ]
            : []),
        ]
      }),
    ),
}

const isDayBeside = (catalogue: Catalogue, table: string, path: string): boolean => {
  const resolved = resolve(catalogue, table, { path }, 'value')
  if (typeof resolved === 'string' || resolved.joins.length !== 1) return false
  return dayTypes.has(catalogue.columns.get(resolved.joins[0]!.table)?.get(resolved.column)?.type ?? '')
}

const retentionRuns: Gate = {
  name: 'every retention can be reckoned',
  problems: (map, catalogue) =>
    each(map, (table) => {
      const { anchor } = table.retention
      if ('with' in anchor)
        return anchor.with === 'row' || anchor.with in table.subjects
          ? []
          : [
              `${table.table} is kept as long as its ${anchor.with}, but has no such subject. Name one of: ${Object.keys(table.subjects).join(', ')}.`,
            ]
      const resolved = resolve(catalogue, table.table, { path: anchorPath(anchor) }, 'value')
      if (typeof resolved === 'string')
        return [
          `${table.table}: its time cannot be reckoned, since ${resolved}. Name a date or instant column, or a path to one.`,
        ]
      const lost = ('yearOf' in anchor ? (anchor.orOf ?? []) : []).filter((path) => !isDayBeside(catalogue, table.table, path))
      const { table: at = table.table } = resolved.joins.at(-1) ?? {}
      const type = catalogue.columns.get(at)?.get(resolved.column)?.type ?? ''
      const { breaker } = 'keep' in table.retention ? table.retention : {}
      return [
        ...lost.map(
          (path) => `${table.table}: ${path} leads to no day of that which its rows answer. Name one, a single table away.`,
        ),
        ...(dayTypes.has(type)
          ? []
          : [`${table.table}: its time is reckoned from ${at}.${resolved.column}, which is ${type}. Name a date or an instant.`]),
        ...(breaker && !columnsOf(catalogue, table).has(breaker)
          ? [`${table.table}: its breaker ${breaker} is no column of it. Name the column of the last activity.`]
          : []),
      ]
    }),
}

const erasingWorks: Gate = {
  name: 'every erasure can be carried out',
  problems: (map, catalogue) =>
    each(map, (table) => {
      const own = sealedIn(table)?.column.owners.some(({ kind }) => kind === 'snapshot' || kind === 'file')
      return Object.entries(table.erase).flatMap(([role, how]) => {
        const links = Object.entries(table.columns).filter(([, column]) => column.kind === 'link' && column.role === role)
        if (how === 'shred' && !table.room && !own)
          return [
            `${table.table}: erasing ${role} would shred a key of the row's own, and it has none. Seal it under a snapshot or file, or say 'delete'.`,
          ]
        if (how !== 'detach') return []
        if (links.length === 0)
          return [`${table.table}: erasing ${role} would detach a link, and there is none. Declare the column link('${role}').`]
        const stuck = links.filter(
          ([name]) => namesSomeone(catalogue, table.table, name) && !columnsOf(catalogue, table).get(name)?.nullable,
        )
        return stuck.map(
          ([name]) =>
            `${table.table}.${name} cannot be emptied when ${role} is erased: it is not null and a foreign key. Allow null, or say 'delete'.`,
        )
      })
    }),
}

const sealsFit: Gate = {
  name: 'every sealed column has an owner that is there',
  problems: (map, catalogue) =>
    each(map, (table) => {
      const sealed = sealedIn(table)
      if (!sealed) return []
      const needed = [sealed.column.row, ...sealed.column.owners.flatMap((owner) => ('column' in owner ? [owner.column] : []))]
      return needed
        .filter((name) => !columnsOf(catalogue, table).has(name))
        .map(
          (name) =>
            `${table.table}.${sealed.name} is sealed for the id in ${name}, which is no column of it. Name the column that holds the owner's id.`,
        )
    }),
}

/** Rules about what is declared: that it can be shown, ends, and can be erased. */
export const gatesOfMeaning: readonly Gate[] = [sensitiveIsShown, retentionRuns, erasingWorks, sealsFit]
