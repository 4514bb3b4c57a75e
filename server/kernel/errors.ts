import { type ErrorCode, errors } from '#contract/errors.ts'
import { type VaultCode, VaultError } from '#vault/errors.ts'
import { NotYet } from './db.ts'
import type { Emitted } from './facts.ts'
import type { Tries } from './throttle.ts'

/** What a refusal leaves behind, in a transaction of its own after the rollback: a fact, and tries that make the next one wait. */
export type Trace = { fact?: Emitted; schoolId?: string | null; wrongTries?: readonly Tries[] }

/** A foreseen answer that is not yes. `details` holds field names, versions, seconds to wait: never a person's words. */
export class Refusal extends Error {
  readonly code: ErrorCode
  readonly details: Readonly<Record<string, unknown>> | undefined
  readonly trace: Trace | undefined
  constructor(code: ErrorCode, details?: Record<string, unknown>, trace?: Trace) {
    super(code)
    this.code = code
    this.details = details
    this.trace = trace
  }
  get status(): number {
    return errors[this.code].status
  }
}

/** Ends the action with a refusal; as an expression: `found ?? refuse('not_found')`. */
export const refuse = (code: ErrorCode, details?: Record<string, unknown>, trace?: Trace): never => {
  throw new Refusal(code, details, trace)
}

/** Unique, check and exclusion constraints that are a foreseen answer, by name. */
const constraints: Readonly<Record<string, ErrorCode>> = {
  school_slug_key: 'school.slug_taken',
  guardianship_overlap: 'join_request.already_linked',
  person_role_twice: 'merge.changed_since', // taking a merge apart, when the role has been given anew
  class_key_live: 'version_conflict', // of two who renew a key at once, one is told
  activation_code_live: 'version_conflict', // or print for the same person
  class_door_live: 'version_conflict', // or open the same door
  leaver_key_live: 'version_conflict', // or make two keys for one person
  access_review_open: 'review.open_already',
  supplier_objection_open: 'supplier.settled',
}

/** Two at once: the same request sent twice, two new keys for one class, a deadlock. The next try sees the other's outcome. */
export const isWorthRepeating = (error: unknown): boolean => {
  const { code = '', constraint = '' } = (error ?? {}) as { code?: string; constraint?: string }
  return (
    constraint === 'idempotency_pkey' ||
    constraint === 'class_key_live' ||
    constraint === 'activation_code_live' ||
    constraint === 'class_door_live' ||
    constraint === 'leaver_key_live' ||
    code === '40001' ||
    code === '40P01'
  )
}

/** Where the vault refuses, why a fact says so: what is gone is gone, the rest somebody has to look at. */
const refusedBecause: Readonly<Partial<Record<VaultCode, 'tampered' | 'moved' | 'missing' | 'erased'>>> = {
  'vault.erased': 'erased',
  'vault.moved': 'moved',
  'vault.wrong_key': 'tampered',
  'vault.truncated': 'tampered',
  'vault.damaged': 'tampered',
  'vault.ring_missing': 'missing',
  'vault.root_failed': 'missing',
}

const refusalOfVault = ({ code }: VaultError): Refusal => {
  if (code === 'vault.stale' || code === 'vault.ring_stale') return new Refusal('unavailable')
  if (code === 'vault.too_large') return new Refusal('too_large')
  if (code === 'vault.restricted') return new Refusal('record.restricted')
  const why = refusedBecause[code]
  const trace = why && { fact: { name: 'vault.refused', payload: { why }, about: {} } as const }
  return new Refusal(code === 'vault.erased' ? code : 'vault.damaged', undefined, trace)
}

const full = /^(ENOSPC|EDQUOT|EFBIG)$/
const away = /^(57P0[1-5]|08...|53300|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE)$/

/** Turns what the database or a library threw into the refusal it foresaw, or into undefined: then it is a bug. */
export const foreseen = (error: unknown): Refusal | undefined => {
  if (error instanceof Refusal) return error
  if (error instanceof NotYet) return new Refusal(error.first)
  if (error instanceof VaultError) return refusalOfVault(error)
  const { code = '', constraint = '', message = '' } = (error ?? {}) as { code?: string; constraint?: string; message?: string }
  const named = constraints[constraint]
  if (named) return new Refusal(named)
  if (full.test(code)) return new Refusal('storage_full')
  if (away.test(code) || /Connection terminated|not queryable|timeout exceeded when trying to connect/.test(message))
    return new Refusal('unavailable')
  if (code === '42501' && message.includes('"restricted: ')) return new Refusal('record.restricted')
  // The first wall, a moment after the second was asked: a key was revoked meanwhile, a role ended. A missing grant stays a bug.
  if (code === '42501' && message.includes('row-level security')) return new Refusal('not_allowed')
  if (/^40(?:001|P01)$/.test(code)) return new Refusal('version_conflict') // two at once, and PostgreSQL let one of them through
  if (/^22/.test(code)) return new Refusal('invalid_input') // a value that no column of its type can hold, such as NUL in a text
  return undefined
}
