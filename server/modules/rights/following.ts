import { tellingReasonOf } from '#contract/corrections.ts'
import { listMyRights, readPackage, withdrawRight } from '#contract/rights.ts'
import { isKnownUnder, type RightKind } from '#contract/rights-clocks.ts'
import { action } from '#kernel/action.ts'
import { schoolDay } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody } from '#kernel/ids.ts'
import { schoolOf } from '#kernel/school.ts'
import { coveredIn } from '#modules/privacy/index.ts'
import type { Vault } from '#vault/vault.ts'
import { type ShownToken, tokensOf } from './carrying.queries.ts'
import { statedBy } from './following.queries.ts'
import { threadsToldOf } from './head-steps.ts'
import { heldUntil } from './holds.queries.ts'
import { leaverKeyOf } from './leaver-key.queries.ts'
import { isAnswered } from './preparing.ts'
import * as queries from './requests.queries.ts'
import { type RestrictionRow, restrictionsFrom } from './restrictions.queries.ts'
import { namesOf, numbersOf, saidIn, shownRequest } from './showing.ts'
import { toldOf } from './telling-recipients.ts'

const shownRestriction = ({ id, parts, fromAt, liftsAt }: RestrictionRow) => ({
  ...{ id, parts, fromAt: fromAt.toISOString() },
  liftsAt: liftsAt?.toISOString() ?? null,
})

const shownToken = (token: ShownToken | undefined) =>
  token ? { until: token.untilAt.toISOString(), usedAt: token.usedAt?.toISOString() ?? null } : null

/** Whether somebody has written it down in the reader’s name, and the reader has not said yet whether they asked. */
const isToRecognise = ({ came, confirmedHow, closedAt, kind, outcome }: queries.Request) =>
  came !== 'app' && !confirmedHow && (closedAt === null || (kind === 'withdrawal' && outcome === 'granted'))

type Next = 'complaint' | 'hearing' | 'statement'
/** What may follow a refusal: that another looks at it, that one is heard, and after that one's own words beside the record. */
const nextAfter = (row: queries.Request, rows: readonly queries.Request[], stated: ReadonlySet<string>): Next[] => {
  const { id, kind, profile } = row
  if (!isAnswered(row)) return []
  if (kind === 'hearing') return stated.has(id) ? [] : ['statement']
  const follows = (by: RightKind) =>
    rows.some((one) => one.follows === id && one.kind === by && one.outcome !== 'withdrawn' && one.outcome !== 'disowned')
  const mayBeHeard = kind === 'rectification' && isKnownUnder('hearing', [profile]) && !follows('hearing')
  return [...(mayBeHeard ? ['hearing' as const] : []), ...(follows('complaint') ? [] : ['complaint' as const])]
}

/** What became of what somebody asked for: what restricts, what delays, which code hands it over, and who was told. */
const becameOf = async (tx: Tx, vault: Vault, schoolId: string, rows: readonly queries.Request[], now: Date) => {
  const ids = rows.map(({ id }) => id)
  const followed = rows.flatMap(({ id, kind }) => (tellingReasonOf(kind) ? [id] : []))
  return {
    granted: await restrictionsFrom(tx, schoolId, ids, now),
    held: await heldUntil(tx, ids),
    carried: await tokensOf(tx, schoolId, ids, now),
    covered: await coveredIn(tx, schoolId, ids),
    told: await toldOf(tx, vault, schoolId, followed),
  }
}

export const mine = action(listMyRights, async ({ tx, actor, vault, now }) => {
  const schoolId = actor.schoolId!
  const [rows, { timeZone }] = await Promise.all([queries.requestsBy(tx, schoolId, actor.personId ?? nobody), schoolOf(tx)])
  const people = rows.flatMap(({ personId, knownBy }) => [personId, ...(knownBy ? [knownBy] : [])])
  const [said, named] = [await saidIn(tx, vault, schoolId, rows), await namesOf(tx, vault, schoolId, people)]
  const today = schoolDay(now, timeZone)
  const keyMadeAt = (await leaverKeyOf(tx, schoolId, actor.personId ?? nobody))?.toISOString() ?? null
  const { granted, held, carried, covered, told } = await becameOf(tx, vault, schoolId, rows, now)
  const threads = await threadsToldOf(tx, vault, { schoolId, requests: rows.map(({ id }) => id), today })
  const standing = new Map(granted.map((one) => [one.requestId, shownRestriction(one)]))
  const [stated, numbered] = [await statedBy(tx, schoolId, actor.personId ?? nobody), numbersOf(rows)]
  return {
    keyMadeAt,
    requests: rows.map((row, nth) => ({
      ...shownRequest(row, said[nth], named, today),
      waitsFor: isToRecognise(row) ? ('asker' as const) : null,
      held: held.get(row.id) ?? null,
      restriction: standing.get(row.id) ?? null,
      follows: numbered(row.follows),
      next: nextAfter(row, rows, stated),
      covered: (row.linkUntil && covered.get(row.id)) ?? null,
      carried: shownToken(carried.get(row.id)),
      told: (told.get(row.id) ?? []).map((one) => one.told),
      threads: threads.get(row.id) ?? null,
    })),
  }
})

export const takeBack = action(withdrawRight, async ({ tx, actor, params: { id }, now, emit }) => {
  const { kind, personId } = (await queries.withdraw(tx, actor.schoolId!, id, now)) ?? refuse('rights.already_closed')
  emit('rights.withdrawn', { requestId: id, kind }, { subject: personId, own: true })
  return { id }
})

export const packageOf = action(readPackage, async ({ tx, actor, params, now }) => {
  const row = (await queries.requestWith(tx, actor.schoolId!, params.id)) ?? refuse('not_found')
  if (!row.linkUntil || row.linkUntil <= now) return refuse('rights.link_over')
  const only = row.kind === 'portability' ? ('portable' as const) : null
  return { personId: row.personId, only, until: row.linkUntil.toISOString(), copy: row.byHand ? row.id : null }
})
