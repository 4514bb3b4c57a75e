import { CompiledQuery } from 'kysely'
import { type EventName, type EventPayload, events } from '#contract/events.ts'
import { factClasses, purposeCodes, roleBits, type SubjectKind, subjectKinds } from '#contract/ledger.ts'
import type { Purpose } from '#contract/purposes.ts'
import type { PersonRole } from '#contract/roles.ts'
import type { Tx } from '#kernel/db.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { type Owner, person } from '#vault/owners.ts'
import { unhurried } from '#vault/pace.ts'
import type { Vault } from '#vault/vault.ts'
import { dayNumber, uuidBytes } from './bytes.ts'
import { type Epochs, epochKeys, epochKeysAtHand } from './epochs.ts'
import { addressKey, dayTag, rememberedKeys, subKeys } from './keys.ts'
import { actorCommitment, leafHead, subjectCommitment } from './leaf.ts'
import { encodeDetail, encodeStub, sealAddress, sealPart } from './parts.ts'

/** What the ledger asks of the vault: keys (the same Buffer while the vault remembers it: see `rememberedKeys`) and epochs. */
export type AuditKeys = Pick<Vault, 'rawKeys' | 'survivingKeys' | 'epoch'> & Partial<Pick<Vault, 'keysAtHand'>>

/** What all facts of one action share. */
export type FactContext = {
  /** Null: a fact of the directory, where no school applies. */
  schoolId: string | null
  /** The school's day, and the first day of its school year (of the calendar year, for the directory). */
  day: string
  yearFrom: string
  actor: { personId: string | null; accountId: string | null; roles: readonly PersonRole[] }
  purpose: Purpose
  requestId: string
  now: Date
}

/** Whom a fact is about. A snapshot stands for everyone who was in an audience at one moment (`snapshots.ts`). */
export type Subject = { kind: 'person' | 'account'; id: string } | { kind: 'snapshot'; id: string; root: Buffer; key: Buffer }

/**
 * One thing that happened. `on: 'actor'`: a guardian's own read, found by the guardian and not in the child's file. `on` an owner: that
 * owner's key makes the tag, the subject's is needed to open it, and no address leads to it.
 */
export type Fact<N extends EventName = EventName> = N extends EventName
  ? { event: N; payload: EventPayload<N>; subject?: Subject; audienceId?: string; on?: 'actor' | Owner }
  : never

/** Whose keys a fact is sealed under, its tag's owner first. Without a subject it is the school's own business: the epochs' alone. */
const ownersOf = ({ actor }: FactContext, { event, subject, on }: Fact): Owner[] => {
  if (typeof on === 'object') return subject ? [on, subject] : [on]
  if (on !== 'actor') return subject ? [subject] : []
  if (!actor.personId) throw new Error(`${event} is to be on its actor's own tag, but nobody acts`)
  const own = person(actor.personId)
  return subject && subject.id !== own.id ? [own, subject] : [own]
}

const actorOf = ({ actor }: FactContext) => actor.personId ?? actor.accountId ?? nobody
const subjectBytes = (subject: Subject | undefined) =>
  subject?.kind === 'snapshot' ? subject.root : uuidBytes(subject?.id ?? nobody)

type Sealing = { id: string; key: Buffer }
type Row = [
  Buffer,
  Buffer,
  number,
  number,
  number,
  number,
  number,
  number,
  Buffer,
  Buffer,
  Buffer | null,
  Buffer | null,
  Buffer,
  Buffer,
]

const sealed = (
  id: string,
  schoolId: string,
  context: FactContext,
  fact: Fact,
  owners: readonly Sealing[],
  epochs: Epochs,
): Row => {
  const row = events[fact.event]
  const kind: SubjectKind = fact.subject?.kind ?? 'none'
  const head = {
    id,
    schoolId,
    event: row.code,
    class: factClasses[row.class],
    purpose: purposeCodes[context.purpose],
    subjectKind: subjectKinds[kind],
  }
  const headBytes = leafHead(head)
  const keys = rememberedKeys(
    schoolId,
    owners.map(({ key }) => key),
    epochs,
  )
  const idBytes = headBytes.subarray(28)
  const own = subKeys(keys, idBytes)
  const actor = actorOf(context)
  const { roles, accountId } = context.actor
  const stub = encodeStub({
    actor,
    roles: roles.reduce((mask, role) => mask | (1 << roleBits[role]), 0),
    subject: fact.subject?.id ?? nobody,
  })
  const detail = encodeDetail({
    requestId: context.requestId,
    accountId,
    audienceId: fact.audienceId ?? null,
    payload: fact.payload,
  })
  return [
    headBytes.subarray(12, 28),
    idBytes,
    head.event,
    head.class,
    head.purpose,
    head.subjectKind,
    dayNumber(context.day),
    dayNumber(context.yearFrom),
    actorCommitment(own.actorSalt, uuidBytes(actor)),
    subjectCommitment(own.subjectSalt, subjectBytes(fact.subject)),
    owners.length ? dayTag(keys, context.day) : null,
    owners.length && typeof fact.on !== 'object'
      ? sealAddress(
          addressKey(schoolId, epochs.outbox),
          idBytes,
          owners.map(({ id }) => id),
        )
      : null,
    sealPart(own.stub, headBytes, stub),
    sealPart(own.detail, headBytes, detail),
  ]
}

const columns =
  'school_id, id, event, class, purpose, subject_kind, day, year_day, actor_commitment, subject_commitment, tag, address, sealed_stub, sealed_detail'
const width = 14
const most = 200
const statements = new Map<number, string>()

const statement = (rows: number) => {
  const known = statements.get(rows)
  if (known) return known
  const row = (n: number) => `(${Array.from({ length: width }, (_, i) => `$${n * width + i + 1}`).join(', ')})`
  const made = `insert into ledger.fact (${columns}) values ${Array.from({ length: rows }, (_, n) => row(n)).join(', ')}`
  statements.set(rows, made)
  return made
}

/** Writes what happened, inside the transaction in which it happened: one insert, and the ids of the facts. All else is the sequencer's. */
export const record = async (tx: Tx, keys: AuditKeys, context: FactContext, facts: readonly Fact[]): Promise<string[]> => {
  if (!facts.length) return []
  const schoolId = context.schoolId ?? nobody
  const owners = facts.map((fact) => ownersOf(context, fact))
  const asked = owners.flat().filter(({ kind }) => kind !== 'snapshot')
  const when = { schoolId, yearFrom: context.yearFrom, day: context.day, requestId: context.requestId }
  const { epochs, others } = epochKeysAtHand(keys, when, asked) ?? (await epochKeys(tx, keys, when, asked))
  const found = new Map(asked.map(({ id }, nth) => [id, others[nth]!]))
  const sealing = (owner: Owner & { key?: Buffer }): Sealing => ({ id: owner.id, key: owner.key ?? found.get(owner.id)! })
  const ids = facts.map(() => uuidv7(context.now.getTime()))
  const rows: Row[] = []
  const pace = unhurried() // ten thousand facts are a second of work, and nothing is written yet
  for (const [nth, fact] of facts.entries()) {
    if (pace.isTime()) await pace.rest()
    rows.push(sealed(ids[nth]!, schoolId, context, fact, owners[nth]!.map(sealing), epochs))
  }
  for (let from = 0; from < rows.length; from += most) {
    const some = rows.slice(from, from + most)
    await tx.executeQuery(CompiledQuery.raw(statement(some.length), some.flat()))
  }
  return ids
}
