import { createHmac, hkdfSync, randomInt } from 'node:crypto'
import { mostSlipDays } from '#contract/activation.ts'
import { activationDigits, checkDigit } from '#contract/activation-code.ts'
import type { Tx } from '#kernel/db.ts'
import { nobody } from '#kernel/ids.ts'
import type { Vault } from '#vault/vault.ts'

const DAY = 86_400_000

/** Codes of a month are digested with a key of that month, which the burns carry on as long as they live, and which is destroyed after them. */
const codeEpoch = 'activation'

/** A code by chance, with its check digit. */
export const newCode = (): string => {
  const digits = Array.from({ length: activationDigits - 1 }, () => `${randomInt(10)}`).join('')
  return digits + checkDigit(digits)
}

const monthOf = (day: Date) => `${day.toISOString().slice(0, 7)}-01`

const keyOf = async (tx: Tx, vault: Vault, month: string) => {
  const raw = await vault.rawKey(tx, nobody, await vault.epoch(tx, nobody, codeEpoch, month))
  return Buffer.from(hkdfSync('sha256', raw, Buffer.alloc(0), 'preau/v1/activation', 32))
}

const digestUnder = (key: Buffer, code: string) => createHmac('sha256', key).update(code).digest()

/** The digests under which codes made now are kept. */
export const digestsToKeep = async (tx: Tx, vault: Vault, now: Date, codes: readonly string[]): Promise<Buffer[]> => {
  const key = await keyOf(tx, vault, monthOf(now))
  return codes.map((code) => digestUnder(key, code))
}

/** The digests that a code in hand may be kept under: this month's and, if it could be that old, the last one's. */
export const digestsToFind = async (tx: Tx, vault: Vault, now: Date, code: string): Promise<Buffer[]> => {
  const months = new Set([monthOf(now), monthOf(new Date(now.getTime() - mostSlipDays * DAY))])
  const digests: Buffer[] = []
  for (const month of months) digests.push(digestUnder(await keyOf(tx, vault, month), code))
  return digests
}
