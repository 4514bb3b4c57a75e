import { createHash } from 'node:crypto'
import { type Signer, verifies } from '#ledger/notes.ts'
import type { Evidence } from './evidence.queries.ts'

/** What comes before the first. */
export const beginning = Buffer.alloc(32)

type Unsigned = Omit<Evidence, 'digest' | 'signature'>

/** What is signed: one line of JSON in a fixed order, behind a word that nothing else begins with. */
const bytesOf = ({ number, aboutSchool, control, asks, at, validSeconds, result, source, facts, previous }: Unsigned): Buffer => {
  const sorted = Object.fromEntries(Object.entries(facts).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  const fields = [
    number,
    aboutSchool,
    control,
    asks,
    at.toISOString(),
    validSeconds,
    result,
    source,
    sorted,
    previous.toString('hex'),
  ]
  return Buffer.from(`preau/evidence/v1\n${JSON.stringify(fields)}\n`)
}

/** Binds evidence to what came before, and signs it. */
export const sealEvidence = (signer: Signer, unsigned: Unsigned): Evidence => {
  const bytes = bytesOf(unsigned)
  const digest = createHash('sha256').update(bytes).digest()
  return { ...unsigned, digest, signature: Buffer.from(signer.sign(bytes)) }
}

/** How many rows of a stretch are not what was signed, or do not follow the one before. */
export const brokenLinks = (rows: readonly Evidence[], publicKey: Uint8Array): number =>
  rows.filter((row, nth) => {
    const bytes = bytesOf(row)
    const before = rows[nth - 1]
    const isNext = !before || (row.previous.equals(before.digest) && row.number === before.number + 1)
    return (
      !isNext || !createHash('sha256').update(bytes).digest().equals(row.digest) || !verifies(row.signature, bytes, publicKey)
    )
  }).length
