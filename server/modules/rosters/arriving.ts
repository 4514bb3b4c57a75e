import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import { type RosterProblem, rosterProblem } from '#contract/roster-problems.ts'
import { stageImport } from '#contract/rosters.ts'
import { Refusal, refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import type { Unit } from '#kernel/job.ts'
import { asSchool } from '#kernel/system.ts'
import { personTable } from '#modules/people/index.ts'
import { snapshot } from '#vault/owners.ts'
import { officeOf } from './arriving.queries.ts'
import { systemIn } from './commanding.ts'
import { noCounts } from './comparing.ts'
import * as queries from './importing.queries.ts'
import { apply, stage } from './importing.ts'
import { formOf } from './list/sources.ts'
import { arrivedMail } from './mails.ts'
import { runTable } from './sealed.ts'
import { upload } from './upload.ts'

/** What became of a file that arrived by itself. */
export type Outcome = 'applying' | 'waiting' | 'refused' | 'same'

const mailsFor = async ({ tx, vault }: Unit, schoolId: string, origin: string, outcome: 'waiting' | 'refused') => {
  const told = await officeOf(tx, schoolId)
  const contents = await vault.openSurviving(tx, schoolId, personTable, told)
  return told.flatMap(({ locale, school, slug }, nth) => {
    const to = contents[nth]?.email
    return to ? [arrivedMail({ to, locale, school, outcome, link: `${origin}/s/${slug}/import` })] : []
  })
}

/** A file that was refused is not kept: what was wrong with it is, without a word of what stood in it. */
const keepProblems = async (hands: Unit, schoolId: string, bytes: Buffer, problems: readonly RosterProblem[]) => {
  const { tx, vault, now, emit } = hands
  const id = uuidv7()
  const form = formOf(bytes)
  const code = form === 'package' ? 'roster' : 'list'
  const source = (await queries.sourceFor(tx, schoolId, { id: uuidv7(), code, by: nobody, now })) ?? refuse('unavailable')
  const [sealed] = await vault.seal(tx, schoolId, runTable.table, [{ id, owners: snapshot(id), content: { differences: [] } }])
  await queries.insertRefused(tx, {
    ...{ schoolId, id, sourceId: source.id, format: form === 'package' ? '1.2' : 'list', undoesRunId: null, problems },
    packageDigest: createHash('sha256').update(bytes).digest(),
    counts: noCounts(),
    ...{ asksAgain: false, touched: 0, known: 0, sealed: sealed ?? refuse('internal'), madeAt: now, madeBy: nobody },
  })
  emit('roster.import_refused', { importId: id, problems: problems.length })
}

const problemsOf = (error: unknown) =>
  error instanceof Refusal && error.code === 'roster.refused'
    ? z.array(rosterProblem).parse(error.details?.['problems'])
    : undefined

const previewed = async (installation: Installation, schoolId: string, bytes: Buffer) => {
  const asked = { params: {}, query: {}, body: { package: upload(bytes) } }
  return stageImport.output.parse((await stage.perform(installation, systemIn(schoolId), asked)).output)
}

const tell = async (
  installation: Installation,
  schoolId: string,
  outcome: 'waiting' | 'refused',
  keep?: (hands: Unit) => Promise<void>,
) => {
  const mails = await asSchool(installation, schoolId, 'enrolment', 'roster.import.arrive', async (hands) => {
    await keep?.(hands)
    return mailsFor(hands, schoolId, installation.origin, outcome)
  })
  for (const mail of mails) await installation.post.send(mail)
  return outcome
}

/**
 * Stages a file that arrived by itself, as the school. It is applied where it is not the first of its source, nothing in it is wrong, and no
 * more than one in twenty leave; otherwise it waits for the office, which is told.
 */
export const arrive = async (installation: Installation, schoolId: string, bytes: Buffer): Promise<Outcome> => {
  try {
    const { id, known, touched, asksAgain } = await previewed(installation, schoolId, bytes)
    if (touched === 0) return 'same'
    if (known === 0 || asksAgain) return await tell(installation, schoolId, 'waiting')
    await apply.perform(installation, systemIn(schoolId), { params: { id }, query: {}, body: {} })
    return 'applying'
  } catch (error) {
    const problems = problemsOf(error)
    if (!problems) throw error
    return tell(installation, schoolId, 'refused', (hands) => keepProblems(hands, schoolId, bytes, problems))
  }
}
