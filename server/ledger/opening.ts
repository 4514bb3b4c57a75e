import { type EventName, events } from '#contract/events.ts'
import { subjectKinds } from '#contract/ledger.ts'
import type { Tx } from '#kernel/db.ts'
import { dayText, timeOf, uuidBytes } from './bytes.ts'
import type { Epochs } from './epochs.ts'
import { rememberedKeys, subKeys } from './keys.ts'
import { leafHead } from './leaf.ts'
import { decodeDetail, decodeStub, type OpenedDetail, openPart, type Stub } from './parts.ts'
import type { AuditKeys } from './record.ts'

/** A stored fact, as far as opening it needs. */
export type SealedFact = {
  id: string
  event: number
  class: number
  purpose: number
  subjectKind: number
  yearDay: number
  sealedStub: Buffer | null
  sealedDetail: Buffer | null
}

/** What a fact says to those who hold the keys; the detail is gone after the readable span, the stub after the legal one. */
export type OpenedFact = { id: string; event: EventName; at: Date; stub: Stub | null; detail: OpenedDetail | null }

const names = new Map<number, EventName>(Object.entries(events).map(([name, { code }]) => [code, name as EventName]))
const unknown = (code: number): never => {
  throw new Error(`no event has the code ${code}`)
}

/** The keys of the epochs that a fact was sealed under, where they are still there. */
export const epochsOfYear = async (tx: Tx, keys: AuditKeys, schoolId: string, yearDay: number): Promise<Partial<Epochs>> => {
  const from = dayText(yearDay)
  const owners = await Promise.all([keys.epoch(tx, schoolId, 'audit-detail', from), keys.epoch(tx, schoolId, 'audit-stub', from)])
  const [detail, stub] = await keys.survivingKeys(tx, schoolId, owners)
  return { ...(detail && { detail }), ...(stub && { stub }) }
}

const noKey = Buffer.alloc(32)

/** Opens a fact. Throws where a key does not fit: then the row was altered, or is not theirs. */
export const openFact = (schoolId: string, fact: SealedFact, owners: readonly Buffer[], epochs: Partial<Epochs>): OpenedFact => {
  const head = leafHead({ ...fact, schoolId })
  const event = names.get(fact.event) ?? unknown(fact.event)
  const at = new Date(timeOf(fact.id))
  if (!epochs.stub) return { id: fact.id, event, at, stub: null, detail: null }
  const own = subKeys(rememberedKeys(schoolId, owners, { stub: epochs.stub, detail: epochs.detail ?? noKey }), uuidBytes(fact.id))
  return {
    id: fact.id,
    event,
    at,
    stub: fact.sealedStub && decodeStub(openPart(own.stub, head, fact.sealedStub)),
    detail: fact.sealedDetail && epochs.detail ? decodeDetail(openPart(own.detail, head, fact.sealedDetail)) : null,
  }
}

/** The kind of a subject by its number in the leaf. */
export const subjectKindOf = (number: number): keyof typeof subjectKinds =>
  number === subjectKinds.person
    ? 'person'
    : number === subjectKinds.account
      ? 'account'
      : number === subjectKinds.snapshot
        ? 'snapshot'
        : 'none'
