import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import { purposes } from '#contract/purposes.ts'
import { profiles, schoolKinds } from '#contract/roles.ts'
import { type DataMap, personalTables } from '#kernel/personal-data.ts'
import { type Category, categories, grounds, origins, recipients, subjectRoles } from '#kernel/vocabulary.ts'
import { valuesOf } from './gate.ts'
import { bare, keptOf } from './why.ts'

const isCategory = (name: string): name is Category => Object.hasOwn(categories, name)
const category = z.string().check(z.refine(isCategory))

/** What is said of one table about people: codes and nothing else, so that it can be said in every language, and held against what was. */
const holding = z.object({
  table: z.string(),
  purposes: z.array(z.enum(purposes)),
  ground: z.enum(grounds),
  subjects: z.array(z.enum(subjectRoles)),
  categories: z.array(category),
  origins: z.array(z.enum(origins)),
  recipients: z.array(z.enum(recipients)),
  kept: z.string(),
})
/** Everything that the record, the notice and the map of flows are printed from. */
export const paperContent = z.object({ profile: z.enum(profiles), kind: z.enum(schoolKinds), holdings: z.array(holding) })
export type Holding = z.output<typeof holding>
export type PaperContent = z.output<typeof paperContent>

const inOrder = <T extends string>(all: readonly T[]): T[] => [...new Set(all)].sort()

/** What a school of this law and kind holds, by the data map. Nothing in it is typed by anybody. */
export const contentOf = (map: DataMap, { profile, kind }: Pick<PaperContent, 'profile' | 'kind'>): PaperContent => ({
  ...{ profile, kind },
  holdings: personalTables(map)
    .map((table): Holding => {
      const values = valuesOf(table)
      return {
        table: bare(table.table),
        purposes: inOrder(table.purposes),
        ground: table.basis[kind],
        subjects: subjectRoles.filter((role) => role in table.subjects),
        categories: inOrder(values.map(({ about }) => about.category)),
        origins: inOrder(values.map(({ about }) => about.origin)),
        recipients: inOrder(table.recipients),
        kept: keptOf(table, profile),
      }
    })
    .sort((a, b) => (a.table < b.table ? -1 : 1)),
})

/** By what two contents are the same. */
export const digestOfPaper = (content: PaperContent): Buffer => createHash('sha256').update(JSON.stringify(content)).digest()

const lists = ['purposes', 'subjects', 'categories', 'origins', 'recipients'] as const
export type Changed = { what: (typeof lists)[number] | 'ground' | 'kept' | 'profile' | 'kind'; more: string[]; less: string[] }
/** What became of one table; without a name: of the school itself. */
export type Difference = { table: string | undefined; how: 'new' | 'gone' | 'changed'; changed: Changed[] }

const without = (all: readonly string[], some: readonly string[]) => all.filter((one) => !some.includes(one))
const single = (what: Changed['what'], before: string, now: string): Changed[] =>
  before === now ? [] : [{ what, more: [now], less: [before] }]

const changedIn = (before: Holding, now: Holding): Changed[] => [
  ...lists.flatMap((what): Changed[] => {
    const [more, less] = [without(now[what], before[what]), without(before[what], now[what])]
    return more.length + less.length > 0 ? [{ what, more, less }] : []
  }),
  ...single('ground', before.ground, now.ground),
  ...single('kept', before.kept, now.kept),
]

/** What is otherwise than it was, table by table. */
export const differences = (before: PaperContent, now: PaperContent): Difference[] => {
  const school = [...single('profile', before.profile, now.profile), ...single('kind', before.kind, now.kind)]
  const names = inOrder([...before.holdings, ...now.holdings].map(({ table }) => table))
  const tables = names.flatMap((table): Difference[] => {
    const [old, next] = [before, now].map(({ holdings }) => holdings.find((one) => one.table === table))
    if (!old || !next) return [{ table, how: old ? 'gone' : 'new', changed: [] }]
    const changed = changedIn(old, next)
    return changed.length > 0 ? [{ table, how: 'changed', changed }] : []
  })
  return [...(school.length > 0 ? [{ table: undefined, how: 'changed' as const, changed: school }] : []), ...tables]
}
