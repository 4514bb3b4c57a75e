import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import { rosterProblem } from '#contract/roster-problems.ts'
import { applyImport, listImports, readImport, readImportProgress, stageImport } from '#contract/rosters.ts'
import { action, type Preparing, preparedAction } from '#kernel/action.ts'
import { as } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { authorize } from '#kernel/permissions.ts'
import { snapshot } from '#vault/owners.ts'
import { compare, countsOf, readBefore } from './comparing.ts'
import { countsIn, described } from './describing.ts'
import * as queries from './importing.queries.ts'
import type { ListWishes, Meanings } from './list/columns.ts'
import { formOf } from './list/sources.ts'
import { type Meet, meetSchool } from './meeting.ts'
import { packageTable, runTable } from './sealed.ts'
import { differencesOf } from './showing.ts'

const bytesOf = (body: { package: unknown }): Buffer => {
  const upload = body.package
  if (typeof upload === 'object' && upload !== null && 'bytes' in upload && Buffer.isBuffer(upload.bytes)) return upload.bytes
  return refuse('unsupported_type')
}

const usualSource = 'roster'
const usualList = 'list'
const withoutHeadings = 'headless' // beside the marks of headings, which are longer
const mostRemembered = 500

type Body = z.output<(typeof stageImport)['body']>

const saidBefore = z.catch(z.record(z.string(), z.string()), {})

/** What is said of a list now, and what was said of an earlier one of its source. */
const wishesOf = ({ columns, headless, sheet }: Omit<Body, 'package'>, known: Meanings): ListWishes => ({
  ...{ columns: columns?.split(','), known },
  headless: headless === undefined ? known[withoutHeadings] === 'true' : headless === 'true',
  sheet: sheet === undefined ? undefined : Number(sheet),
})

/** Before the transaction, since reading a large package takes seconds: who may not import is told so first. */
const compareFirst = async ({ installation, actor, body, now }: Preparing<unknown, Body>) => {
  const bytes = bytesOf(body)
  const form = formOf(bytes)
  const { source: code = form === 'package' ? usualSource : usualList, fields = 'all' } = body
  const { db, vault, permissions, relations } = installation
  const schoolId = actor.schoolId ?? refuse('not_found')
  const { before, known } = await as(db, actor, async (tx) => {
    await authorize(tx, permissions[stageImport.name] ?? refuse('not_allowed'), relations, {})
    const source = await queries.sourceByCode(tx, schoolId, code)
    return { before: await readBefore(tx, vault, schoolId, source?.id, now), known: saidBefore.parse(source?.listColumns) }
  })
  let made = 0
  const meet: Meet = (users, pupils) => as(db, actor, (tx) => meetSchool({ tx, vault, schoolId }, users, pupils, before))
  const list = wishesOf(body, known)
  const comparison = await compare(bytes, before, { fields, list }, meet, () => `${++made}`) // a preview makes nothing: a number does for an id
  const shape = comparison.understood?.shape
  if (!comparison.roster) return refuse('roster.refused', { problems: comparison.problems, ...(shape && { shape }) })
  const { roster, plan, problems } = comparison
  const differences = await as(db, actor, (tx) => differencesOf(tx, vault, schoolId, plan, before.locale))
  return {
    ...{ bytes, code, differences, problems, fields, shape, counts: countsOf(plan) },
    said: { ...known, ...comparison.understood?.meanings, [withoutHeadings]: `${list.headless}` },
    list: { ...(list.headless && { headless: true }), ...(shape?.sheet && { sheet: shape.sheet }) },
    format: form === 'package' ? roster.version : ('list' as const),
  }
}

/** Only an answer about columns is worth remembering, and no more of them than lists have. */
const remembered = (said: Record<string, string>) => Object.fromEntries(Object.entries(said).slice(-mostRemembered))

export const stage = preparedAction(stageImport, compareFirst, async ({ tx, actor, vault, ready, body, now, emit }) => {
  const schoolId = actor.schoolId ?? refuse('not_found')
  const { bytes, fields, code, counts, differences, problems, format, said, list, shape } = ready
  const id = uuidv7()
  const by = actor.personId ?? nobody
  const source = (await queries.sourceFor(tx, schoolId, { id: uuidv7(), code, by, now })) ?? refuse('unavailable')
  const owners = snapshot(id)
  const [sealed] = await vault.seal(tx, schoolId, runTable.table, [{ id, owners, content: { differences } }])
  const [zip] = await vault.seal(tx, schoolId, packageTable.table, [
    {
      id,
      owners,
      content: { zip: bytes.toString('base64'), fields, ...(format === 'list' && { list: { ...list, known: said } }) },
    },
  ])
  if (body.columns !== undefined) await queries.rememberColumns(tx, schoolId, source.id, remembered(said))
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
  return { ...described(run), problems, differences, ...(shape && { shape }) }
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
    refuse('roster.many_leaving', { leaving: countsIn(run.counts).person.leaving, known: run.known })
  const { id } = (await queries.confirm(tx, schoolId, run.id, actor.personId ?? nobody, now)) ?? refuse('roster.not_waiting')
  await later('roster.import.carry_out', { importId: id })
  emit('roster.import_confirmed', { importId: id })
  return described({ ...run, state: 'applying' })
})
