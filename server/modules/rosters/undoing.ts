import { createHash } from 'node:crypto'
import { type ImportCounts, undoImport } from '#contract/rosters.ts'
import { action } from '#kernel/action.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import type { Emitted } from '#kernel/facts.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { personTable, sealedPeople } from '#modules/people/index.ts'
import { snapshot } from '#vault/owners.ts'
import type { Vault } from '#vault/vault.ts'
import { noCounts } from './comparing.ts'
import { described, undoUntil } from './describing.ts'
import * as queries from './importing.queries.ts'
import { type Difference, runTable } from './sealed.ts'
import { peopleKnown, type Touched, touchedBy, undoneBy } from './undoing.queries.ts'
import { adultDifferences } from './undone-adults.ts'

type PersonChange = 'leave' | 'return' | 'change' | 'kept'

const changeOf = ({ kind, made, state, was, isKept }: Touched): PersonChange => {
  if (isKept) return kind === 'person' || kind === 'state' ? 'kept' : 'change'
  if (kind === 'person') return made ? 'leave' : 'change'
  if (kind !== 'state') return 'change'
  if (state === 'leaving') return 'return'
  return was === 'leaving' || was === null ? 'leave' : 'change'
}

const weight = { change: 0, return: 1, leave: 2, kept: 3 } as const

/** What becomes of each person if an import is taken back. */
export const peopleIn = (rows: readonly Touched[]): Map<string, PersonChange> => {
  const people = new Map<string, PersonChange>()
  for (const row of rows) {
    if (!row.personId || (row.isKept && row.kind !== 'person' && row.kind !== 'state')) continue
    const [change, before] = [changeOf(row), people.get(row.personId)]
    if (!before || weight[change] > weight[before]) people.set(row.personId, change)
  }
  return people
}

const columns = { return: 'arriving', change: 'changing', leave: 'leaving' } as const

const countsOf = (rows: readonly Touched[], people: ReadonlyMap<string, PersonChange>): ImportCounts => {
  const counts = noCounts()
  for (const change of people.values()) if (change !== 'kept') counts.person[columns[change]] += 1
  for (const { kind, made, gone, isKept } of rows)
    if (!isKept && kind !== 'person' && kind !== 'state' && kind !== 'role')
      counts[kind][made ? 'leaving' : gone ? 'arriving' : 'changing'] += 1
  return counts
}

const most = 500

const differencesOf = async (tx: Tx, vault: Vault, schoolId: string, people: ReadonlyMap<string, PersonChange>) => {
  const shown = [...Map.groupBy(people, ([, change]) => change).values()].flatMap((some) => some.slice(0, most))
  const ids = shown.map(([id]) => id)
  const rows = await sealedPeople(tx, schoolId, ids)
  const opened = await vault.openSurviving(tx, schoolId, personTable, rows)
  const names = new Map(rows.map(({ id }, nth) => [id, opened[nth]?.names.display]))
  return shown.map(([id, change]): Difference => {
    const display = names.get(id)
    return { kind: 'person', change, ...(display && { display }) }
  })
}

/** Shows what taking an import back would change: itself an import, which waits for a yes. */
export const undo = action(undoImport, async ({ tx, actor, vault, params, now, emit }) => {
  const schoolId = actor.schoolId ?? refuse('not_found')
  const done = (await queries.runById(tx, schoolId, params.id)) ?? refuse('not_found')
  const until = undoUntil(done)
  if (done.state !== 'applied' || !until || until < now || (await undoneBy(tx, schoolId, done.id))) refuse('roster.not_undoable')
  const rows = await touchedBy(tx, schoolId, done.id)
  const people = peopleIn(rows)
  const counts = countsOf(rows, people)
  const known = await peopleKnown(tx, schoolId, done.sourceId)
  const differences = [
    ...(await differencesOf(tx, vault, schoolId, people)),
    ...(await adultDifferences(tx, vault, schoolId, done.id, rows, most)),
  ]
  const id = uuidv7()
  const [sealed] = await vault.seal(tx, schoolId, runTable.table, [{ id, owners: snapshot(id), content: { differences } }])
  await queries.insertRun(tx, {
    ...{ schoolId, id, sourceId: done.sourceId, format: 'undo', undoesRunId: done.id, counts, known, problems: [] },
    packageDigest: createHash('sha256').update(done.id).digest(),
    asksAgain: counts.person.leaving * 20 > known,
    touched: rows.filter(({ isKept }) => !isKept).length,
    sealed: sealed ?? refuse('internal'),
    madeAt: now,
    madeBy: actor.personId ?? nobody,
  })
  emit('roster.import_staged', { importId: id })
  const run = (await queries.runById(tx, schoolId, id)) ?? refuse('not_found')
  return { ...described(run), problems: [], differences }
})

const said = { leave: 'left', return: 'returned', change: 'updated' } as const

/** One fact for each person, one for each class, and one for the import. */
export const factsOfUndo = (rows: readonly Touched[], importId: string): Emitted[] => {
  const people = [...peopleIn(rows)].flatMap(([subject, change]) =>
    change === 'kept' ? [] : [{ subject, change: said[change] }],
  )
  const classes = new Set(rows.flatMap(({ classId, isKept }) => (classId && !isKept ? [classId] : [])))
  return [
    { name: 'roster.import_applied', payload: { importId, people: people.length, classes: classes.size }, about: {} },
    ...people.map(
      ({ subject, change }): Emitted => ({ name: 'roster.person_changed', payload: { importId, change }, about: { subject } }),
    ),
    ...[...classes].map(
      (classId): Emitted => ({ name: 'roster.class_changed', payload: { importId, classId, change: 'updated' }, about: {} }),
    ),
  ]
}
