import type * as z from 'zod/mini'
import type { Endpoint } from '#contract/endpoint.ts'
import type { Purpose } from '#contract/purposes.ts'
import { shapeOf } from '#contract/shaping.ts'
import type { Vault } from '#vault/vault.ts'
import { type Actor, as, reading, reenter, repeated, type Tx } from './db.ts'
import { foreseen, type Refusal, refuse } from './errors.ts'
import type { Emit, Emitted } from './facts.ts'
import { answered, keep } from './idempotency.ts'
import type { Installation } from './installation.ts'
import { enqueue, type Later } from './jobs.ts'
import { follow } from './notices.ts'
import { authorize } from './permissions.ts'
import { countWrongTries } from './throttle.ts'

/** What arrives, before any of it has been looked at. */
export type Asked = {
  params: unknown
  query: unknown
  body: unknown
  idempotencyKey?: string | undefined
  /** The version that the change was made to (`If-Match`). */
  version?: number | undefined
  purpose?: string | undefined
  /** The network address, for throttling only: hashed, never kept. */
  address?: string | undefined
  /** What the browser says of itself; comes down to enumerations, and is never kept as it is. */
  agent?: string | undefined
  /** The digest of the session that the request came with, whoever it belongs to: signing in anew ends it. */
  over?: Buffer | undefined
  /** The digest of the cookie that a browser is known by, whoever uses it. */
  device?: Buffer | undefined
}

/** A session that begins or ends with this answer: the HTTP layer turns it into a cookie. */
export type SessionChange = { token: string; expiresAt: Date | null } | 'ended'

/** What an action has in its hands; there is nothing else to reach for. */
export type Context<P, Q, B, R> = {
  tx: Tx
  actor: Actor
  vault: Vault
  params: P
  query: Q
  body: B
  now: Date
  version: number | undefined
  /** What `prepare` brought from outside the transaction. */
  ready: R
  origin: string
  agent: string
  over: Buffer | undefined
  device: Buffer | undefined
  emit: Emit
  later: Later
  /** A write whose answer nobody looks at travels with the facts; it is waited for before the transaction ends. */
  alongside: (write: Promise<unknown>) => void
  /** For visitors, and accounts that are nobody in a school yet: goes on as the school, account or person that a secret in hand has opened. */
  become: (who: Partial<Pick<Actor, 'schoolId' | 'accountId' | 'personId'>>) => Promise<Actor>
  changeSession: (change: SessionChange) => void
}

/** Before the transaction: what is slow (a password hash) or must outlive a refusal (a count of tries). */
export type Preparing<P, B> = {
  installation: Installation
  actor: Actor
  params: P
  body: B
  address: string
  device: Buffer | undefined
  now: Date
}

export type Answer = { status: number; output: unknown; session?: SessionChange | undefined }

/** An endpoint that has been given something to do. */
export type Action = {
  endpoint: Endpoint
  perform: (installation: Installation, actor: Omit<Actor, 'purpose' | 'action'>, asked: Asked) => Promise<Answer>
}

const parsed = <S extends z.ZodMiniType>(schema: S, value: unknown, where: string): z.output<S> => {
  const outcome = schema.safeParse(value ?? {})
  if (outcome.success) return outcome.data
  return refuse('invalid_input', {
    fields: outcome.error.issues.slice(0, 20).map(({ path, code }) => ({ in: where, field: path.join('.'), problem: code })),
  })
}

const purposeOf = (endpoint: Endpoint, wanted: string | undefined): Purpose => {
  if (wanted === undefined) return endpoint.purposes[0]
  return (
    endpoint.purposes.find((purpose) => purpose === wanted) ??
    refuse('invalid_input', { fields: [{ in: 'header', field: 'purpose', problem: 'invalid_value' }] })
  )
}

/** A refusal that must leave a trace writes it after the rollback, in a transaction of its own. */
const leaveTrace = async (installation: Installation, actor: Actor, refusal: Refusal) => {
  const { trace } = refusal
  const isWarning = refusal.code === 'not_allowed' && actor.personId !== null
  if (!trace && !isWarning) return
  const facts: Emitted[] = trace?.fact
    ? [trace.fact]
    : isWarning
      ? [{ name: 'access.refused', payload: { why: 'not_allowed' }, about: {} }]
      : []
  const schoolId = trace?.schoolId === undefined ? actor.schoolId : trace.schoolId
  await as(installation.db, { ...actor, schoolId, session: null }, async (tx) => {
    if (trace?.wrongTries) await countWrongTries(tx, trace.wrongTries)
    if (facts.length) await installation.ledger.record(tx, { ...actor, schoolId }, facts, installation.clock.now())
  })
}

/** How long somebody who has said who they are need not say it again. */
const CONFIRMED_SECONDS = 600

/** What an action is handed, and who it acts as in the end. */
const handsFor = <P, Q, B, R>(
  installation: Installation,
  tx: Tx,
  endpoint: { access: Endpoint['access']; name: string },
  first: Actor,
  asked: Asked,
  input: { params: P; query: Q; body: B; ready: R; now: Date },
) => {
  const facts: Emitted[] = []
  const writes: Promise<unknown>[] = []
  let actor = first
  let session: SessionChange | undefined
  const context: Context<P, Q, B, R> = {
    ...input,
    tx,
    actor,
    vault: installation.vault,
    version: asked.version,
    origin: installation.origin,
    agent: asked.agent ?? '',
    over: asked.over,
    device: asked.device,
    emit: (name, payload, about = {}) => void facts.push({ name, payload, about } as Emitted),
    later: (task, payload, options) => enqueue(tx, actor, task, payload, options),
    alongside: (write) => {
      write.catch(() => undefined) // not yet: it is awaited with the others
      writes.push(write)
    },
    become: async (who) => {
      if (endpoint.access === 'session')
        throw new Error(`${endpoint.name} acts as the signed-in person: it cannot become someone else`)
      actor = { ...actor, ...who }
      await Promise.all([reenter(tx, actor), installation.ledger.foresee(tx, actor, input.now)])
      return actor
    },
    changeSession: (change) => {
      session = change
    },
  }
  return { context, facts, writes, reached: () => ({ actor, session }) }
}

/** One action is one permission row, one transaction, and the facts it leaves. A write that says nothing is a bug. */
export const action = <P extends z.ZodMiniType, Q extends z.ZodMiniType, B extends z.ZodMiniType, O extends z.ZodMiniType>(
  endpoint: Endpoint<P, Q, B, O>,
  run: (context: Context<z.output<P>, z.output<Q>, z.output<B>, undefined>) => Promise<z.output<O>>,
): Action => preparedAction(endpoint, async () => undefined, run)

/** An action with something slow to do first; what `prepare` answers is `ready` in the transaction. */
export const preparedAction = <
  P extends z.ZodMiniType,
  Q extends z.ZodMiniType,
  B extends z.ZodMiniType,
  O extends z.ZodMiniType,
  R,
>(
  endpoint: Endpoint<P, Q, B, O>,
  prepare: (preparing: Preparing<z.output<P>, z.output<B>>) => Promise<R>,
  run: (context: Context<z.output<P>, z.output<Q>, z.output<B>, R>) => Promise<z.output<O>>,
): Action => {
  const perform: Action['perform'] = async (installation, who, asked) => {
    const params = parsed(endpoint.params, asked.params, 'path')
    const query = parsed(endpoint.query, asked.query, 'query')
    const body = parsed(endpoint.body, asked.body, 'body')
    const actor: Actor = {
      ...who,
      purpose: purposeOf(endpoint, asked.purpose),
      action: endpoint.name,
      confirmedWithin: endpoint.confirmed ? CONFIRMED_SECONDS : null,
      despite: endpoint.method === 'GET' ? [...(endpoint.while ?? []), 'leaving'] : (endpoint.while ?? []),
    }
    const now = installation.clock.now()
    try {
      const ready = await prepare({ installation, actor, params, body, address: asked.address ?? '', device: asked.device, now })
      const once = () =>
        (endpoint.atOnce ? reading : as)(installation.db, actor, (tx) =>
          transact(installation, tx, actor, { ...asked, params, body }, { params, query, body, ready, now }),
        )
      return await repeated(once)
    } catch (error) {
      const refusal = foreseen(error)
      if (refusal) await leaveTrace(installation, actor, refusal)
      throw error
    }
  }

  const shaped = shapeOf(endpoint.output)
  type Input = { params: z.output<P>; query: z.output<Q>; body: z.output<B>; ready: R; now: Date }
  const transact = async (installation: Installation, tx: Tx, first: Actor, asked: Asked, input: Input): Promise<Answer> => {
    const permission = installation.permissions[endpoint.name]
    if (!permission) throw new Error(`${endpoint.name} has no permission row`)
    const { context, facts, writes, reached } = handsFor(installation, tx, endpoint, first, asked, input)
    const isRead = endpoint.method === 'GET'
    const isProtecting = !isRead && ['security', 'safeguarding'].includes(first.purpose)
    const allowed = authorize(tx, permission, installation.relations, input.params as Record<string, string>, isProtecting)
    const before = isRead
      ? undefined
      : await Promise.all([allowed, answered(installation, tx, first, endpoint, asked)]).then(([, kept]) => kept)
    if (before) return before
    const running = run(context) // a read travels in one packet with its permission; a write has waited for it
    running.catch(() => undefined)
    await allowed
    const output = await running
    if (facts.length === 0 && (isRead ? endpoint.reads === 'fact' : !endpoint.drafts))
      throw new Error(`${endpoint.name} happened and said nothing`)
    const { actor, session } = reached()
    const answer = { status: 200, output: shaped(output), session }
    await Promise.all([
      ...writes,
      facts.length ? installation.ledger.record(tx, actor, facts, input.now) : undefined,
      follow(installation.notices, tx, actor, facts),
      // Who became somebody on the way (by signing in, by going to another school) asked as one who is not remembered.
      isRead || actor.personId !== first.personId ? undefined : keep(installation, tx, actor, endpoint, asked, answer, input.now),
    ])
    return answer
  }
  return { endpoint: endpoint as unknown as Endpoint, perform }
}
