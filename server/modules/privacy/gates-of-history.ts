import { type PersonalTable, sealedIn } from '#kernel/personal-data.ts'
import { isCounted } from './folding.ts'
import { each, type Gate, valuesOf } from './gate.ts'
import { isMeant, resolve } from './paths.ts'

/** What says that somebody did something, and nothing of what. */
const activity: readonly string[] = ['usage.activity', 'communication.metadata']
const SHORT_MONTHS = 3

const isOnlyActivity = (table: PersonalTable): boolean => {
  const values = valuesOf(table)
  return 'self' in table.subjects && values.length > 0 && values.every(({ about }) => activity.includes(about.category))
}

/** Whether rows are still there when the year in which they were made is long over. */
const isLong = ({ retention }: PersonalTable): boolean => {
  if (!('keep' in retention)) return false
  const spans = typeof retention.keep === 'string' ? [retention.keep] : Object.values(retention.keep)
  return spans.some((span) => !span.endsWith('D') && (span.endsWith('Y') || Number(span.slice(1, -1)) > SHORT_MONTHS))
}

const historyIsCounted: Gate = {
  name: 'what somebody merely did is a number when its year is over',
  problems: (map) =>
    each(map, (table) => {
      const { retention } = table
      const isReasoned = 'history' in retention && retention.history
      return isOnlyActivity(table) && isLong(table) && !isCounted(table) && !isReasoned
        ? [
            `${table.table} says only that somebody did something, and for longer than the year in which they did. Let a number be left of it, with end: 'anonymise'; or say in history why it is kept.`,
          ]
        : []
    }),
}

const countingWorks: Gate = {
  name: 'what becomes a number counts people, for a class, and holds no words',
  problems: (map, catalogue) =>
    each(map, (table) => {
      const { retention } = table
      if (!('keep' in retention) || retention.end !== 'anonymise') return []
      const resolved = resolve(catalogue, table.table, { path: retention.by }, 'value')
      const isClass =
        typeof resolved !== 'string' &&
        resolved.joins.length > 0 &&
        isMeant(catalogue, resolved.joins.at(-1)!.table, resolved.column, ['public.class.id', 'public.audience.target_id'])
      const counts = Object.values(table.columns).some((column) => column.kind === 'link' && column.role === 'self')
      return [
        ...(isClass
          ? []
          : [`${table.table}: '${retention.by}' leads to no class, over other tables. Name the class for which a row counts.`]),
        ...(counts
          ? []
          : [`${table.table} becomes a number, and names nobody as self. So many people cannot be counted: add link('self').`]),
        ...(sealedIn(table)
          ? [`${table.table} becomes a number, and holds words. What somebody wrote is erased, not counted.`]
          : []),
      ]
    }),
}

/** Rules about what is left of past years. */
export const gatesOfHistory: readonly Gate[] = [historyIsCounted, countingWorks]
