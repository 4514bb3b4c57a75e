import type { Objectable } from '#contract/objecting.ts'
import { askHuman, askRight, demandRight } from '#contract/rights.ts'
import {
  type Arrival,
  COOLING_DAYS,
  clockOf,
  dayAfter,
  LINK_DAYS,
  type OpenedAs,
  type RightKind,
} from '#contract/rights-clocks.ts'
import { type Preparing, preparedAction } from '#kernel/action.ts'
import { type Actor, as, type Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import type { Emit } from '#kernel/facts.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import type { Later } from '#kernel/jobs.ts'
import { beginTry, triesAt } from '#kernel/throttle.ts'
import { certificateCode } from '#modules/privacy/index.ts'
import { snapshot } from '#vault/owners.ts'
import type { Vault } from '#vault/vault.ts'
import { askHeadFor } from './asking-head.ts'
import { confirmCase } from './establishing.queries.ts'
import { clockFor, mustFollow } from './preparing.ts'
import * as queries from './requests.queries.ts'
import { requestTable } from './sealed.ts'
import { askSecond } from './seconding.ts'
import { numberOf } from './showing.ts'

const DAY_MS = 86_400_000
/** So many requests a day somebody makes without waiting; after that each waits longer, and none is refused. */
const FREE_REQUESTS = 20

const slowDown = async ({ installation, actor }: Preparing<unknown, unknown>) => {
  const tries = { ...triesAt(installation.vault, 'rights', actor.personId ?? nobody), free: FREE_REQUESTS }
  await as(installation.db, actor, (tx) => beginTry(tx, [tries]))
}

/** Who asks, when it came and how, and who of the desk wrote it down. */
export type OnPaper = { askedBy: string; receivedOn: string; came: Arrival; identity: OpenedAs; policyId: string | undefined }
type Wish = {
  kind: RightKind
  personId: string
  field?: string | undefined
  words?: string | undefined
  purpose?: Objectable | undefined
  follows?: string | undefined
  /** Of a copy: somebody looks it through before it is given. */
  byHand?: boolean | undefined
  codeDigest?: Buffer
  /** What the desk writes down for somebody; otherwise it is asked by whoever acts. */
  onPaper?: OnPaper
}
type Hands = { tx: Tx; vault: Vault; actor: Actor; now: Date; emit: Emit; later: Later }

/** Copies are ready the moment they are asked for: they are made while they are fetched. */
const isCopy = (kind: RightKind) => kind === 'access' || kind === 'portability'

/** What is over the moment it is written down: a copy is made while it is fetched, and what is taken back holds no more. */
const isDoneAtOnce = (kind: RightKind, byHand: boolean) => (isCopy(kind) && !byHand) || kind === 'withdrawal'

/** Of which there may be several at once: no two questions are the same. */
const isOneOfMany = (kind: RightKind, field: string | undefined) =>
  kind === 'human' || kind === 'complaint' || kind === 'hearing' || kind === 'withdrawal' || (kind === 'rectification' && !field)

/** What the desk writes down is no request of the desk's: the school's own work asks the head about it. */
const mayWait = async (hands: Hands, id: string, onPaper: OnPaper | undefined) => {
  if (onPaper) await hands.later('rights.ask_head', {})
  else await askHeadFor(hands, [id])
}

/** What had come on paper before it was asked by a tap, or before the letter that is known: the clock runs from the first. */
const moveUp = async ({ tx, actor, now, emit }: Hands, row: queries.Request, receivedOn: string): Promise<queries.Request> => {
  const [schoolId, { id, personId, kind, profile, askedBy }] = [actor.schoolId!, row]
  await clockFor(tx, { schoolId, personId, kind, now, from: receivedOn })
  const { span, extension } = clockOf(profile, kind)
  const first = dayAfter(receivedOn, span)
  const dueOn = row.extendedAt && extension ? dayAfter(first, extension) : first
  if (!(await queries.moveUp(tx, { schoolId, id, receivedOn, dueOn }))) return row
  emit('rights.moved_up', { requestId: id, kind }, { subject: askedBy })
  return { ...row, receivedOn, dueOn }
}

/** Whoever taps the same, or complains of what became of it, says by that that the letter was theirs. */
const recognised = async ({ tx, actor, now, emit }: Hands, requestId: string): Promise<boolean> => {
  const isNew = (await confirmCase(tx, requestId, now)) !== null
  if (isNew) emit('rights.confirmed', { requestId, how: 'own' }, { subject: actor.personId ?? nobody })
  return isNew
}

/** The same once more: one request, whose clock does not begin anew. */
const again = async (hands: Hands, known: queries.Request, onPaper: OnPaper | undefined) => {
  const { tx, actor } = hands
  const isConfirmed = !onPaper && (await recognised(hands, known.id))
  const asItIs = isConfirmed ? await queries.requestWith(tx, actor.schoolId!, known.id) : known
  const row = onPaper ? await moveUp(hands, known, onPaper.receivedOn) : (asItIs ?? known)
  const { id, kind, personId, askedBy } = row
  await mayWait(hands, id, onPaper)
  if (onPaper) hands.emit('rights.taken_in', { requestId: id, kind, came: onPaper.came }, { subject: askedBy })
  else hands.emit('rights.asked_again', { requestId: id, kind }, { subject: personId, own: true })
  return { row, isAgain: true }
}

/** Takes a request in: a case with a clock, or the one that is open already. */
export const take = async (
  hands: Hands,
  { kind, personId, field, words, purpose, follows, byHand = false, codeDigest, onPaper }: Wish,
) => {
  const { tx, vault, actor, now, emit } = hands
  const [schoolId, me, id] = [actor.schoolId!, actor.personId ?? nobody, uuidv7()]
  const askedBy = onPaper?.askedBy ?? me
  const same = { schoolId, askedBy, personId, kind, field: field ?? null, purpose: purpose ?? null, byHand, now }
  if (follows) await mustFollow(tx, { schoolId, askedBy, personId, kind, follows })
  if (follows && !onPaper) await recognised(hands, follows)
  const known = isOneOfMany(kind, field) ? undefined : await queries.sameRequest(tx, same)
  if (known) return again(hands, known, onPaper)
  const { profile, dueOn } = await clockFor(tx, { schoolId, personId, kind, now, from: onPaper?.receivedOn })
  const content = words ? { words } : {}
  const [sealed] = await vault.seal(tx, schoolId, requestTable.table, [{ id, owners: snapshot(id), content }])
  const row = {
    ...{ schoolId, id, kind, personId, askedBy, askedAt: now, profile, dueOn, field: field ?? null, sealed: sealed! },
    purpose: purpose ?? null,
    ...{ follows: follows ?? null, policyId: onPaper?.policyId ?? null, closedBy: kind === 'withdrawal' ? me : null },
    ...{ came: onPaper?.came ?? ('app' as const), identity: onPaper?.identity ?? null, takenBy: onPaper ? me : null },
    knownBy: onPaper && onPaper.identity !== 'not_established' ? me : null,
    receivedOn: onPaper?.receivedOn ?? null,
    coolsUntil: kind === 'erasure' ? new Date(now.getTime() + COOLING_DAYS * DAY_MS) : null,
    linkUntil: isCopy(kind) && !byHand ? new Date(now.getTime() + LINK_DAYS * DAY_MS) : null,
    ...{ byHand, codeDigest: codeDigest ?? null },
    ...(isDoneAtOnce(kind, byHand) ? { closedAt: now, outcome: 'granted' as const } : { closedAt: null, outcome: null }),
  }
  if (!(await queries.insertRequest(tx, row)))
    return again(hands, (await queries.sameRequest(tx, same)) ?? refuse('version_conflict'), onPaper)
  if (onPaper) await takenIn(hands, { id, kind, ...onPaper })
  else emit('rights.requested', { requestId: id, kind }, { subject: personId, own: true })
  await mayWait(hands, id, onPaper)
  return { row, isAgain: false }
}

type Noted = Pick<OnPaper, 'came'> & { id: string; kind: RightKind; askedBy: string }
/** Whoever is said to ask is told; where they have no account that works, a second of the desk is. */
const takenIn = async (hands: Hands, { id, kind, askedBy, came }: Noted) => {
  hands.emit('rights.taken_in', { requestId: id, kind, came }, { subject: askedBy })
  await askSecond(hands, id)
}

type Taken = Awaited<ReturnType<typeof take>>
const told = ({ row, isAgain }: Taken) => ({
  ...{ id: row.id, number: numberOf(row.id, row.askedAt), dueOn: row.dueOn, isAgain },
  linkUntil: row.linkUntil?.toISOString() ?? null,
})

export const ask = preparedAction(askRight, slowDown, async ({ params, body, ...hands }) => {
  const { kind, field, words } = body
  if (kind === 'rectification' && !words) refuse('rights.nothing_said')
  return told(
    await take(hands, {
      kind,
      personId: params.id,
      field: kind === 'rectification' ? field : undefined,
      words,
      byHand: kind === 'access' && body.byHand,
    }),
  )
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

export const askSomebody = preparedAction(askHuman, slowDown, async ({ params, body, ...hands }) => {
  const { kind = 'human', words, follows } = body
  if (kind === 'hearing' && !follows) refuse('rights.nothing_refused')
  return told(await take(hands, { kind, personId: params.id, words, follows: kind === 'human' ? undefined : follows }))
})
