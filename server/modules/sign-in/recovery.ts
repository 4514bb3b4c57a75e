import { randomBytes } from 'node:crypto'
import { digestOf } from '#kernel/session.ts'
import { base32 } from './totp.ts'

const HOW_MANY = 10

/** As people type it: without blanks and hyphens, in either case. */
export const tidyCode = (code: string): string => code.toUpperCase().replace(/[^A-Z2-7]/g, '')
/** Whether it can be a recovery code at all; the others are an authenticator's. */
export const isRecoveryCode = (code: string): boolean => tidyCode(code).length === 16
export const recoveryDigest = (code: string): Buffer => digestOf(`recovery ${tidyCode(code)}`)

/** Ten codes of 80 random bits, in four groups of four. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: HOW_MANY }, () => (base32(randomBytes(10)).match(/.{4}/g) ?? []).join('-'))
