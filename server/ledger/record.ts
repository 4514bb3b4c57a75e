import { CompiledQuery } from 'kysely'
import { type EventName, type EventPayload, events } from '#contract/events.ts'
import { factClasses, purposeCodes, roleBits, type SubjectKind, subjectKinds } from '#contract/ledger.ts'
import type { Purpose } from '#contract/purposes.ts'
import type { PersonRole } from '#contract/roles.ts'
import type { Tx } from '#kernel/db.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { dayNumber, uuidBytes } from './bytes.ts'
import { dayTag, rememberedKeys, subKeys } from './keys.ts'
import { actorCommitment, leafHead, subjectCommitment } from './leaf.ts'
import { encodeDetail, encodeStub, sealPart } from './parts.ts'

/** Whose key: what the ledger asks of the vault. */
export type AuditOwner = { kind: 'person' | 'account' | 'file' | 'snapshot' | 'epoch'; id: string }

/** The two functions of the vault that the ledger stands on. The same Buffer while the vault remembers a key: see `rememberedKeys`. */
export type AuditKeys = {
  rawKey: (tx: Tx, schoolId: string, owner: AuditOwner) => Promise<Buffer>
  epoch: (tx: Tx, schoolId: string, retentionClass: string, fromOn: string) => Promise<AuditOwner>
}

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

/** One thing that happened. `on: 'actor'`: a guardian's own read, found by the guardian and not in the child's file. */
export type Fact<N extends EventName = EventName> = N extends EventName
  ? { event: N; payload: EventPayload<N>; subject?: Subject; audienceId?: string; on?: 'actor' }
  : never

type Epochs = { detail: Buffer; stub: Buffer }

const epochKeys = async (tx: Tx, keys: AuditKeys, schoolId: string, yearFrom: string): Promise<Epochs> => {
  const of = async (retentionClass: string) => keys.rawKey(tx, schoolId, await keys.epoch(tx, schoolId, retentionClass, yearFrom))
  const [detail, stub] = await Promise.all([of('audit-detail'), of('audit-stub')])
  return { detail, stub }
}

const actorOf = ({ actor }: FactContext) => actor.personId ?? actor.accountId ?? nobody

/** The keys an entry is sealed under, the tag's first. Without a subject it is the school's own business: the epochs' keys alone. */
const ownersOf = async (tx: Tx, keys: AuditKeys, schoolId: string, context: FactContext, fact: Fact): Promise<Buffer[]> => {
  const key = (kind: 'person' | 'account', id: string) => keys.rawKey(tx, kind === 'account' ? nobody : schoolId, { kind, id })
  const { subject } = fact
  const subjectKey = subject && (subject.kind === 'snapshot' ? subject.key : await key(subject.kind, subject.id))
  if (fact.on !== 'actor') return subjectKey ? [subjectKey] : []
  const { personId, accountId } = context.actor
  const actorKey = personId ? await key('person', personId) : accountId ? await key('account', accountId) : undefined
  if (!actorKey) throw new Error(`${fact.event} is to be on its actor's own tag, but has no actor`)
  return subjectKey && !subjectKey.equals(actorKey) ? [actorKey, subjectKey] : [actorKey]
}

const subjectBytes = (subject: Subject | undefined) =>
  subject?.kind === 'snapshot' ? subject.root : uuidBytes(subject?.id ?? nobody)

type Row = [string, string, number, number, number, number, number, number, Buffer, Buffer, Buffer | null, Buffer, Buffer]

const sealed = (schoolId: string, context: FactContext, fact: Fact, owners: readonly Buffer[], epochs: Epochs): Row => {
  const id = uuidv7(context.now.getTime())
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
  const keys = rememberedKeys(schoolId, owners, epochs)
  const own = subKeys(keys, headBytes.subarray(28))
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
    schoolId,
    id,
    head.event,
    head.class,
    head.purpose,
    head.subjectKind,
    dayNumber(context.day),
    dayNumber(context.yearFrom),
    actorCommitment(own.actorSalt, uuidBytes(actor)),
    subjectCommitment(own.subjectSalt, subjectBytes(fact.subject)),
    owners.length ? dayTag(keys, context.day) : null,
    sealPart(own.stub, headBytes, stub),
    sealPart(own.detail, headBytes, detail),
  ]
}

const columns =
  'school_id, id, event, class, purpose, subject_kind, day, year_day, actor_commitment, subject_commitment, tag, sealed_stub, sealed_detail'
const width = 13
const most = 500
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
  const epochs = await epochKeys(tx, keys, schoolId, context.yearFrom)
  const rows: Row[] = []
  for (const fact of facts) rows.push(sealed(schoolId, context, fact, await ownersOf(tx, keys, schoolId, context, fact), epochs))
  for (let from = 0; from < rows.length; from += most) {
    const some = rows.slice(from, from + most)
    await tx.executeQuery(CompiledQuery.raw(statement(some.length), some.flat()))
  }
  return rows.map(([, id]) => id)
}
