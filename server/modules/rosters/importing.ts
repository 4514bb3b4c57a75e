import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import { rosterProblem } from '#contract/roster-problems.ts'
import {
  applyImport,
  type Fields,
  importCounts,
  listImports,
  readImport,
  readImportProgress,
  stageImport,
} from '#contract/rosters.ts'
import { action, type Preparing, preparedAction } from '#kernel/action.ts'
import { as } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { authorize } from '#kernel/permissions.ts'
import { snapshot } from '#vault/owners.ts'
import { compare, countsOf, differencesOf, readBefore } from './comparing.ts'
import { described } from './describing.ts'
import * as queries from './importing.queries.ts'
import { isPacked } from './list/reading.ts'
import { packageTable, runTable } from './sealed.ts'

const bytesOf = (body: { package: unknown }): Buffer => {
  const upload = body.package
  if (typeof upload === 'object' && upload !== null && 'bytes' in upload && Buffer.isBuffer(upload.bytes)) return upload.bytes
  return refuse('unsupported_type')
}

const usualSource = 'roster'
const usualList = 'list'

/** Before the transaction, since reading a large package takes seconds: who may not import is told so first. */
const compareFirst = async ({
  installation,
  actor,
  body,
  now,
}: Preparing<unknown, { package: unknown; source?: string | undefined; fields?: Fields | undefined }>) => {
  const bytes = bytesOf(body)
  const { source: code = isPacked(bytes) ? usualSource : usualList, fields = 'all' } = body
  const { db, vault, permissions, relations } = installation
  const schoolId = actor.schoolId ?? refuse('not_found')
  const before = await as(db, actor, async (tx) => {
    await authorize(tx, permissions[stageImport.name] ?? refuse('not_allowed'), relations, {})
    const known = await queries.sourceByCode(tx, schoolId, code)
    return readBefore(tx, vault, schoolId, known?.id, now)
  })
  let made = 0
  const comparison = await compare(bytes, before, fields, () => `${++made}`) // a preview makes nothing: a number does for an id
  if (!comparison.roster) return refuse('roster.refused', { problems: comparison.problems })
  const { roster, plan, problems } = comparison
  const differences = await as(db, actor, (tx) => differencesOf(tx, vault, schoolId, plan, before.locale))
  return {
    bytes,
    code,
    differences,
    problems,
    counts: countsOf(plan),
    fields,
    format: isPacked(bytes) ? roster.version : ('list' as const),
  }
}

export const stage = preparedAction(stageImport, compareFirst, async ({ tx, actor, vault, ready, now, emit }) => {
  const schoolId = actor.schoolId ?? refuse('not_found')
  const { bytes, fields, code, counts, differences, problems, format } = ready
  const id = uuidv7()
  const by = actor.personId ?? nobody
  const source = (await queries.sourceFor(tx, schoolId, { id: uuidv7(), code, by, now })) ?? refuse('unavailable')
  const owners = snapshot(id)
  const [sealed] = await vault.seal(tx, schoolId, runTable.table, [{ id, owners, content: { differences } }])
  const [zip] = await vault.seal(tx, schoolId, packageTable.table, [
    { id, owners, content: { zip: bytes.toString('base64'), fields } },
  ])
  await queries.insertRun(tx, {
    schoolId,
    id,
    sourceId: source.id,
    format,
    undoesRunId: null,
    packageDigest: createHash('sha256').update(bytes).digest(),
    ...counts,
    problems,
    sealed: sealed ?? refuse('internal'),
    madeAt: now,
    madeBy: by,
  })
  await queries.insertPackage(tx, schoolId, id, zip ?? refuse('internal'))
  emit('roster.import_staged', { importId: id })
  const run = (await queries.runById(tx, schoolId, id)) ?? refuse('not_found')
  return { ...described(run), problems, differences }
})

export const read = action(readImport, async ({ tx, actor, vault, params, emit }) => {
  const schoolId = actor.schoolId ?? refuse('not_found')
  const run = (await queries.runById(tx, schoolId, params.id)) ?? refuse('not_found')
  const [content] = await vault.open(tx, schoolId, runTable, [run])
  emit('roster.import_read', { importId: run.id })
  return { ...described(run), problems: z.array(rosterProblem).parse(run.problems), differences: content?.differences ?? [] }
})

export const readProgress = action(readImportProgress, async ({ tx, actor, params }) =>
  described((await queries.runById(tx, actor.schoolId ?? refuse('not_found'), params.id)) ?? refuse('not_found')),
)

export const list = action(listImports, async ({ tx, actor }) => {
  const runs = await queries.runs(tx, actor.schoolId ?? refuse('not_found'))
  return { imports: runs.map(described) }
})

export const apply = action(applyImport, async ({ tx, actor, params, body, now, emit, later }) => {
  const schoolId = actor.schoolId ?? refuse('not_found')
  const run = (await queries.runById(tx, schoolId, params.id)) ?? refuse('not_found')
  if (run.asksAgain && body.leaving !== true)
    refuse('roster.many_leaving', { leaving: importCounts.parse(run.counts).person.leaving, known: run.known })
  const { id } = (await queries.confirm(tx, schoolId, run.id, actor.personId ?? nobody, now)) ?? refuse('roster.not_waiting')
  await later('roster.import.carry_out', { importId: id })
  emit('roster.import_confirmed', { importId: id })
  return described({ ...run, state: 'applying' })
})
