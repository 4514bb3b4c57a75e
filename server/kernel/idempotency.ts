import { createHash, randomBytes } from 'node:crypto'
import type { Endpoint } from '#contract/endpoint.ts'
import { sealedTable } from '#vault/tables.ts'
import type { Answer, Asked } from './action.ts'
import type { Actor, Tx } from './db.ts'
import { refuse } from './errors.ts'
import type { Installation } from './installation.ts'

/** Of a request that may hold a name, a digest alone would say which to whoever guesses: the salt is sealed with the answer. */
const requestDigest = (salt: string, endpoint: Endpoint, asked: Asked) =>
  createHash('sha256')
    .update(salt)
    .update(JSON.stringify([endpoint.name, asked.params ?? {}, asked.body ?? {}]))
    .digest()

/**
 * Whether this request is one whose answer is kept: a person of a school who sent a key. Visitors are not remembered, nor is an answer with
 * a secret that is shown once, nor one to a draft, which is the same however often it is kept.
 */
const keptFor = (actor: Actor, { once, prints, zips, drafts }: Endpoint, asked: Asked) =>
  !once && !prints && !zips && !drafts && actor.schoolId && actor.personId && asked.idempotencyKey
    ? { schoolId: actor.schoolId, personId: actor.personId, key: asked.idempotencyKey }
    : undefined

const answers = sealedTable<{ salt: string; output: object }>('idempotency', { exempt: true })

/** The answer to the same request sent before, if it was: sent twice, done once. */
export const answered = async (
  installation: Installation,
  tx: Tx,
  actor: Actor,
  endpoint: Endpoint,
  asked: Asked,
): Promise<Answer | undefined> => {
  const kept = keptFor(actor, endpoint, asked)
  if (!kept) return undefined
  const row = await tx
    .selectFrom('idempotency')
    .select(['requestDigest', 'status', 'sealed'])
    .where('schoolId', '=', kept.schoolId)
    .where('personId', '=', kept.personId)
    .where('key', '=', kept.key)
    .executeTakeFirst()
  if (!row?.sealed) return undefined
  const [content] = await installation.vault.open(tx, kept.schoolId, answers, [{ id: kept.key, sealed: row.sealed }])
  const { salt, output } = content ?? refuse('idempotency_mismatch')
  if (!row.requestDigest.equals(requestDigest(salt, endpoint, asked))) refuse('idempotency_mismatch')
  return { status: row.status, output }
}

/** Keeps an answer for seven days, sealed under the person's key, in the transaction of its effect. */
export const keep = async (
  installation: Installation,
  tx: Tx,
  actor: Actor,
  endpoint: Endpoint,
  asked: Asked,
  answer: Answer,
  now: Date,
): Promise<void> => {
  const kept = keptFor(actor, endpoint, asked)
  if (!kept) return
  const owners = { kind: 'person', id: kept.personId } as const
  const salt = randomBytes(16).toString('base64url')
  const [sealed] = await installation.vault.seal(tx, kept.schoolId, answers.table, [
    { id: kept.key, owners, content: { salt, output: answer.output } },
  ])
  await tx
    .insertInto('idempotency')
    .values({
      ...kept,
      endpoint: endpoint.name,
      requestDigest: requestDigest(salt, endpoint, asked),
      status: answer.status,
      sealed: sealed ?? null,
      madeAt: now,
    })
    .execute()
}
