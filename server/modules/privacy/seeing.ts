import { type ChildGroup, readMyData, readMyPart } from '#contract/my-data.ts'
import { isKnownUnder, rightKinds, standingOf, strictest } from '#contract/rights-clocks.ts'
import { preparedAction } from '#kernel/action.ts'
import { schoolDay } from '#kernel/clock.ts'
import { refuse } from '#kernel/errors.ts'
import { type PersonalTable, personalTables } from '#kernel/personal-data.ts'
import { schoolOf } from '#kernel/school.ts'
import type { SubjectRole } from '#kernel/vocabulary.ts'
import { openNames } from '#modules/people/index.ts'
import { askerIn } from './asker.ts'
import { showing } from './exported-files.ts'
import { isShown, shownTables } from './exporting.ts'
import { valuesOf } from './gate.ts'
import { onGround, reached } from './rights.ts'
import { saidPlainly } from './sheet.ts'
import { standOf } from './statements.queries.ts'
import { contentsOf, type Held, walk, whomOf } from './walking.ts'
import { type Asker, meaningOf, tableName, tableWhy } from './why.ts'

const bare = ({ table }: PersonalTable) => table.split('.')[1] ?? table
/** How the machine works, and what was done by whom: of interest to few, and not what people look for first. */
const isTechnical = (table: PersonalTable) =>
  valuesOf(table).every(({ about: { category } }) => category === 'audit' || category.startsWith('technical.'))

/** To which of the few things that a child is told of a table belongs: the first that one of its values is. */
const groupOf = (table: PersonalTable): ChildGroup => {
  const all = valuesOf(table).map(({ about: { category } }) => category)
  const has = (beginning: string) => all.some((category) => category.startsWith(beginning))
  if ('self' in table.subjects && has('identity.')) return 'me'
  if (has('image') || has('voice')) return 'pictures'
  if (has('support.')) return 'care'
  if (has('communication.')) return 'said'
  if (has('work.')) return 'work'
  if (has('family.')) return 'family'
  if (has('school.')) return 'school'
  return has('consent') || has('signature') ? 'agreed' : 'machine'
}

const shownFields = (table: PersonalTable, roles: ReadonlySet<SubjectRole>) =>
  valuesOf(table).filter(({ about }) => showing(about, roles) !== 'none')

/** A part of what is held of somebody, in words: how much, why, and what each value means. */
export const partOf = (asker: Asker, table: PersonalTable, some: readonly Held[]) => {
  const roles = new Set(some.flatMap((one) => [...one.roles]))
  return {
    ...{ table: bare(table), name: tableName(asker.t, table), why: tableWhy(asker.t, table) },
    ...{ rows: some.length, isTechnical: isTechnical(table), group: groupOf(table) },
    fields: shownFields(table, roles).map(({ name, about }) => meaningOf(asker, table, name.replace(/^sealed\./, ''), about)),
  }
}

export const seeing = preparedAction(readMyData, onGround, async ({ tx, actor, vault, params, query, ready, now }) => {
  const schoolId = actor.schoolId!
  const asker = await askerIn(tx, query.locale)
  const whom = await whomOf(tx, schoolId, params.id, false)
  const held = (await reached(tx, ready.ground, whom)).filter(isShown)
  const [stand, { profile, timeZone }] = await Promise.all([standOf(tx, params.id, rightKinds), schoolOf(tx)])
  const [names] = await openNames(tx, vault, schoolId, [stand])
  const parts = [...Map.groupBy(held, ({ table }) => table)].map(([table, some]) => partOf(asker, table, some))
  const today = schoolDay(now, timeZone)
  const laws = [profile, ...(stand.profile ? [stand.profile] : [])] as const
  const known = rightKinds.filter((kind) => isKnownUnder(kind, laws))
  const rights = known.map((kind) => {
    const { clock } = strictest(kind, laws, today)
    const { span, article, isLaw, verifiedOn, by } = clock
    return { kind, may: stand.may.includes(kind), span, article, isLaw, verifiedOn, by, standing: standingOf(clock, today) }
  })
  const isSelf = params.id === actor.personId
  const person = { id: params.id, display: names?.display ?? '', isSelf, isTooYoung: isSelf && stand.isTooYoung }
  return { person, parts: parts.filter(({ fields }) => fields.length > 0), rights }
})

/** As many of the newest rows of a part as a screen shows. */
const MOST_ROWS = 100

export const seeingPart = preparedAction(readMyPart, onGround, async ({ tx, actor, vault, params, query, ready, emit }) => {
  const [schoolId, { map, catalogue }] = [actor.schoolId!, ready.ground]
  const table = personalTables(map).find((one) => bare(one) === params.table) ?? refuse('not_found')
  const asker = await askerIn(tx, query.locale)
  const whom = await whomOf(tx, schoolId, params.id, false)
  const held = (await walk(tx, { map: { ...map, tables: [table] }, catalogue }, whom)).filter(isShown)
  const newest = held.slice(-MOST_ROWS).reverse()
  const [shown] = shownTables(newest, await contentsOf(tx, vault, schoolId, newest), whom)
  const values = new Map(valuesOf(table).map(({ name, about }) => [name.replace(/^sealed\./, ''), about]))
  emit('rights.part_read', {}, { subject: params.id, own: params.id !== actor.personId })
  return {
    ...{ table: params.table, name: tableName(asker.t, table), total: held.length },
    rows: (shown?.rows ?? []).map(({ values: row }) =>
      Object.entries(row).flatMap(([field, value]) => {
        const about = values.get(field)
        if (!about || value === null || value === '') return []
        const { category } = meaningOf(asker, table, field, about)
        return [{ field: `${params.table}.${field}`, what: category, value: saidPlainly(asker, value) }]
      }),
    ),
  }
})
