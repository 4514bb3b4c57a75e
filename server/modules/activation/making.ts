import { mostSlipDays, privilegedHours, type Slip, type SlipReason } from '#contract/activation.ts'
import type { Locale } from '#contract/locales.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import type { Emit } from '#kernel/facts.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { openNames, personTable, protectedAmong } from '#modules/people/index.ts'
import type { Vault } from '#vault/vault.ts'
import * as queries from './activation.queries.ts'
import { digestsToKeep, newCode } from './codes.ts'
import { shortName } from './naming.ts'

const HOUR = 3_600_000

export type Hands = { tx: Tx; vault: Vault; emit: Emit; now: Date }
export type Batch = {
  schoolId: string
  by: string
  locale: Locale
  classId?: string
  whom: 'class' | 'staff' | 'people' | 'person' | 'helped' | 'operator'
  why: SlipReason
}

/** What is known of a reader in clear: to sort by, and to print. */
export type Named = queries.Reader & { sort: string; display: string; username: string; short: string }

/** Opens the names of readers. */
export const named = async ({ tx, vault }: Pick<Hands, 'tx' | 'vault'>, schoolId: string, readers: readonly queries.Reader[]) => {
  const [contents, shown] = await Promise.all([
    vault.open(tx, schoolId, personTable, readers),
    openNames(tx, vault, schoolId, readers),
  ])
  return readers.map((reader, nth): Named => {
    const { username } = contents[nth] ?? refuse('vault.erased')
    const names = shown[nth] ?? refuse('vault.erased')
    return { ...reader, sort: names.sort, display: names.display, username, short: shortName(names) }
  })
}

/** A code for each, good for as long as the school says, and for those who run it no longer than 72 hours. */
const codesFor = async ({ tx, vault, now }: Hands, schoolId: string, readers: readonly Named[]) => {
  const days = (await queries.settingsOf(tx, schoolId))?.days ?? mostSlipDays
  const codes = readers.map(newCode)
  const digests = await digestsToKeep(tx, vault, now, codes)
  return readers.map((reader, nth) => {
    const hours = Math.min(reader.isPrivileged ? privilegedHours : Number.POSITIVE_INFINITY, days * 24)
    const [code, digest] = [codes[nth] ?? refuse('internal'), digests[nth] ?? refuse('internal')]
    return { id: uuidv7(), personId: reader.id, reader, code, digest, until: new Date(now.getTime() + hours * HOUR) }
  })
}

/** What they had before opens nothing any more. The codes are in what this answers, and nowhere else. */
export const makeSlips = async (
  hands: Hands,
  batch: Batch,
  readers: readonly Named[],
): Promise<{ batchId: string; slips: Slip[] }> => {
  const { tx, emit, now } = hands
  const { schoolId, by, locale, classId = null, whom, why } = batch
  if (readers.length === 0) refuse('slip.nobody')
  const people = readers.map(({ id }) => id)
  const hidden = await protectedAmong(tx, people)
  const batchId = uuidv7()
  await queries.insertBatch(tx, { schoolId, id: batchId, classId, whom, why, slips: readers.length, madeAt: now, madeBy: by })
  const ended = await queries.voidCodes(tx, { schoolId, people, at: now, why: 'new_one' })
  const before = new Set(ended.map(({ personId }) => personId))
  const made = await codesFor(hands, schoolId, readers)
  await queries.insertCodes(tx, schoolId, batchId, now, made)
  emit('slip.batch_printed', { batchId, slips: readers.length, ...(classId ? { classId } : {}) })
  for (const { id, personId } of made)
    emit(
      before.has(personId) ? 'activation.reprinted' : 'activation.printed',
      { codeId: id, batchId, why },
      { subject: personId },
    )
  const slips = made.map(({ personId, reader, code, until }): Slip => {
    const isHidden = hidden.has(personId)
    const { reader: as, username, families, short } = reader
    const shown = { name: isHidden ? null : short, byHand: isHidden, locale: reader.locale ?? locale }
    return { personId, reader: as, username, families, code, until: until.toISOString(), ...shown }
  })
  return { batchId, slips }
}
