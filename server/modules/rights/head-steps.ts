import { decideHeadStep, type HeadStep, listHeadSteps, type ThreadsTold } from '#contract/disputes.ts'
import { isGroundFor, refusalArticle } from '#contract/refusal-grounds.ts'
import { clockOf, standingOf } from '#contract/rights-clocks.ts'
import { action } from '#kernel/action.ts'
import { schoolDay } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody } from '#kernel/ids.ts'
import { schoolOf } from '#kernel/school.ts'
import { snapshot } from '#vault/owners.ts'
import type { Vault } from '#vault/vault.ts'
import { closeWith } from './deciding.ts'
import * as queries from './disputes.queries.ts'
import { holdRequest } from './requests.queries.ts'
import { headStepTable } from './sealed.ts'
import { namesOf, numberOf } from './showing.ts'

const YEAR_MS = 366 * 86_400_000

const groundOf = ({ ground, profile, kind }: queries.HeadStepRow, today: string): ThreadsTold['ground'] => {
  if (!ground) return null
  const refused = refusalArticle(profile, kind, ground)
  return { name: ground, article: refused.article, standing: standingOf(refused, today) }
}

/** What whoever asked is told of what waits: nothing once there is nothing to wait for. */
export const threadsToldOf = async (
  tx: Tx,
  vault: Vault,
  { schoolId, requests, today }: { schoolId: string; requests: readonly string[]; today: string },
): Promise<Map<string, ThreadsTold>> => {
  const stands = ({ waits, verdict, kind, needs }: queries.HeadStepRow) =>
    waits || verdict === 'approved' || (verdict === 'refused' && (kind === 'erasure' || needs))
  const rows = [...(await queries.stepsOf(tx, schoolId, requests)).values()].filter(stands)
  const decided = rows.flatMap(({ id, sealed }) => (sealed ? [{ id, sealed }] : []))
  const said = await vault.openSurviving(tx, schoolId, headStepTable, decided)
  const answers = new Map(decided.map(({ id }, nth) => [id, said[nth]?.answer ?? null]))
  return new Map(
    rows.map((row) => [
      row.requestId,
      { state: row.verdict ?? 'waits', dueOn: row.dueOn, ground: groundOf(row, today), answer: answers.get(row.id) ?? null },
    ]),
  )
}

export const list = action(listHeadSteps, async ({ tx, actor, vault, now, emit }) => {
  const schoolId = actor.schoolId!
  const [all, { timeZone }] = await Promise.all([queries.steps(tx, schoolId, new Date(now.getTime() - YEAR_MS)), schoolOf(tx)])
  const rows = all.filter(({ waits, verdict }) => waits || verdict)
  const people = rows.flatMap(({ personId, askedBy }) => [personId, askedBy])
  const named = await namesOf(tx, vault, schoolId, people)
  const today = schoolDay(now, timeZone)
  emit('rights.head_steps_read', { results: rows.length })
  const steps = rows.map((row): HeadStep => {
    const { id, requestId, requestedAt, kind, profile, personId, askedBy, askedAt, dueOn, threads, decidedAt, verdict } = row
    const clock = clockOf(profile, kind)
    const decided = decidedAt && verdict ? { at: decidedAt.toISOString(), verdict, ground: groundOf(row, today) } : null
    return {
      ...{ id, number: numberOf(requestId, requestedAt), kind, about: named(personId), asker: named(askedBy) },
      ...{ askedAt: askedAt.toISOString(), dueOn, article: clock.article, standing: standingOf(clock, today) },
      ...{ profile, threads, decided, decider: row.decider, can: { decide: row.waits && row.decides } },
    }
  })
  return { today, steps }
})

export const decide = action(decideHeadStep, async ({ params: { id }, body, ...hands }) => {
  const { tx, actor, vault, now, emit } = hands
  const [schoolId, by] = [actor.schoolId!, actor.personId ?? nobody]
  const { verdict, ground, answer } = body
  if ((verdict === 'refused') !== (ground !== undefined)) refuse('rights.needs_ground')
  const { requestId, askedBy, kind, profile } = (await queries.holdStep(tx, schoolId, id)) ?? refuse('rights.already_closed')
  if (ground && !isGroundFor(profile, kind, ground)) refuse('rights.needs_ground')
  const [sealed] = await vault.seal(tx, schoolId, headStepTable.table, [{ id, owners: snapshot(id), content: { answer } }])
  await queries.decideStep(tx, { schoolId, id, at: now, by, verdict, ground: ground ?? null, sealed: sealed! })
  emit('rights.head_decided', { requestId, stepId: id, verdict }, { subject: askedBy })
  const open = verdict === 'refused' ? await holdRequest(tx, schoolId, requestId) : undefined
  if (open) await closeWith(hands, open, { outcome: 'refused', ground, answer })
  return { id }
})
