import type { Objectable } from '#contract/objecting.ts'
import { askHuman, askRight, demandRight } from '#contract/rights.ts'
import { COOLING_DAYS, LINK_DAYS, type RightKind, strictest } from '#contract/rights-clocks.ts'
import { type Preparing, preparedAction } from '#kernel/action.ts'
import { schoolDay } from '#kernel/clock.ts'
import { type Actor, as, type Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import type { Emit } from '#kernel/facts.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { schoolOf } from '#kernel/school.ts'
import { beginTry, triesAt } from '#kernel/throttle.ts'
import { certificateCode } from '#modules/privacy/index.ts'
import { snapshot } from '#vault/owners.ts'
import type { Vault } from '#vault/vault.ts'
import { askHeadFor } from './asking-head.ts'
import * as queries from './requests.queries.ts'
import { requestTable } from './sealed.ts'
import { numberOf } from './showing.ts'

const DAY_MS = 86_400_000
/** So many requests a day somebody makes without waiting; after that each waits longer, and none is refused. */
const FREE_REQUESTS = 20

const slowDown = async ({ installation, actor }: Preparing<unknown, unknown>) => {
  const tries = { ...triesAt(installation.vault, 'rights', actor.personId ?? nobody), free: FREE_REQUESTS }
  await as(installation.db, actor, (tx) => beginTry(tx, [tries]))
}

type Wish = {
  kind: RightKind
  personId: string
  field?: string | undefined
  words?: string | undefined
  purpose?: Objectable | undefined
  codeDigest?: Buffer
}
type Hands = { tx: Tx; vault: Vault; actor: Actor; now: Date; emit: Emit }

/** Copies are ready the moment they are asked for: they are made while they are fetched. */
const isCopy = (kind: RightKind) => kind === 'access' || kind === 'portability'

/** The same once more: one request, whose clock does not begin anew. */
const again = async (hands: Hands, row: queries.Request) => {
  await askHeadFor(hands, [row.id])
  hands.emit('rights.asked_again', { requestId: row.id, kind: row.kind }, { subject: row.personId, own: true })
  return { row, isAgain: true }
}

/** Takes a request in: a case with a clock, or the one that is open already. */
export const take = async (hands: Hands, { kind, personId, field, words, purpose, codeDigest }: Wish) => {
  const { tx, vault, actor, now, emit } = hands
  const [schoolId, askedBy, id] = [actor.schoolId!, actor.personId ?? nobody, uuidv7()]
  const same = { schoolId, askedBy, personId, kind, field: field ?? null, purpose: purpose ?? null, now }
  const known = kind === 'human' || (kind === 'rectification' && !field) ? undefined : await queries.sameRequest(tx, same)
  if (known) return again(hands, known)
  const [school, own] = await Promise.all([schoolOf(tx), queries.profileOf(tx, schoolId, personId)])
  const { profile, dueOn } = strictest(kind, [school.profile, ...(own ? [own] : [])], schoolDay(now, school.timeZone))
  const content = words ? { words } : {}
  const [sealed] = await vault.seal(tx, schoolId, requestTable.table, [{ id, owners: snapshot(id), content }])
  const row = {
    ...{ schoolId, id, kind, personId, askedBy, askedAt: now, profile, dueOn, field: field ?? null, sealed: sealed! },
    purpose: purpose ?? null,
    coolsUntil: kind === 'erasure' ? new Date(now.getTime() + COOLING_DAYS * DAY_MS) : null,
    linkUntil: isCopy(kind) ? new Date(now.getTime() + LINK_DAYS * DAY_MS) : null,
    codeDigest: codeDigest ?? null,
    ...(isCopy(kind) ? { closedAt: now, outcome: 'granted' as const } : { closedAt: null, outcome: null }),
  }
  if (!(await queries.insertRequest(tx, row)))
    return again(hands, (await queries.sameRequest(tx, same)) ?? refuse('version_conflict'))
  emit('rights.requested', { requestId: id, kind }, { subject: personId, own: true })
  await askHeadFor(hands, [id])
  return { row, isAgain: false }
}

type Taken = Awaited<ReturnType<typeof take>>
const told = ({ row, isAgain }: Taken) => ({
  ...{ id: row.id, number: numberOf(row.id, row.askedAt), dueOn: row.dueOn, isAgain },
  linkUntil: row.linkUntil?.toISOString() ?? null,
})

export const ask = preparedAction(askRight, slowDown, async ({ params, body, ...hands }) => {
  const { kind, field, words } = body
  if (kind === 'rectification' && !words) refuse('rights.nothing_said')
  return told(await take(hands, { kind, personId: params.id, field: kind === 'rectification' ? field : undefined, words }))
})

export const demand = preparedAction(demandRight, slowDown, async ({ params, body, ...hands }) => {
  const { kind, words } = body
  const purpose = kind === 'objection' ? body.purpose : undefined
  if (kind === 'objection' && !words) refuse('rights.nothing_said')
  const made = kind === 'erasure' ? certificateCode() : undefined
  const taken = await take(hands, { kind, personId: params.id, words, purpose, ...(made ? { codeDigest: made.digest } : {}) })
  return {
    ...told(taken),
    coolsUntil: taken.row.coolsUntil?.toISOString() ?? null,
    code: taken.isAgain ? null : (made?.code ?? null),
  }
})

export const askSomebody = preparedAction(askHuman, slowDown, async ({ params, body, ...hands }) =>
  told(await take(hands, { kind: 'human', personId: params.id, words: body.words })),
)
