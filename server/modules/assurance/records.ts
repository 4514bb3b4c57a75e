import { createHash } from 'node:crypto'
import type { RecordSigner } from '#contract/records.ts'
import { sentences } from '#i18n/load.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import type { Emitted } from '#kernel/facts.ts'
import { nobody } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { type Signer, verifies } from '#ledger/notes.ts'
import { alone } from './evidence.queries.ts'
import { asInstallation } from './installation.queries.ts'
import { insertRecord, newestRecords, recordsOf, type SignedRow, whoSigns, withdrawNewest } from './records.queries.ts'
import { type RecordKind, recordKinds } from './registry.ts'
import type { CheckName } from './rows.ts'

const DAY_MS = 86_400_000
export const dayOf = (at: Date, more = 0): string => new Date(at.getTime() + more * DAY_MS).toISOString().slice(0, 10)
const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest()

/** The sentence that is signed, as a digest: once it says something else, somebody has to sign anew. */
export const statementOf = (check: CheckName): Buffer => sha256(sentences('promises', 'en')[`promises.check.${check}`] ?? '')

/** The key that signs what people sign for: the ledger's, under a name of its own. */
export const recordKey = ({ published, origin }: Pick<Installation, 'published' | 'origin'>): Signer =>
  published.keyOf(`${new URL(origin).host}/records`)

/** What is signed: one line of JSON in a fixed order, behind a word that nothing else begins with. */
const bytesOf = (row: Omit<SignedRow, 'signature' | 'withdrawnAt'>): Buffer => {
  const { aboutSchool, control, asks, number, at, untilOn, signer, done, ofAll, paper, statement, isSample } = row
  const about = [aboutSchool, control, asks, number, at.toISOString(), untilOn, signer, done, ofAll]
  const fields = [...about, paper?.toString('hex') ?? null, statement.toString('hex'), isSample]
  return Buffer.from(`preau/record/v1\n${JSON.stringify(fields)}\n`)
}
export const isWhole = (row: SignedRow, publicKey: Uint8Array): boolean => verifies(row.signature, bytesOf(row), publicKey)

/** What somebody says with their signature. */
export type Said = {
  untilOn: string
  done?: number | undefined
  ofAll?: number | undefined
  paper?: string | undefined
}

/** The row of what is signed for; whatever is measured has none, and nobody can sign for it. */
export const kindOf = (check: string, reach: RecordKind['reach']): RecordKind => {
  const kind = recordKinds.get(check)
  return kind?.reach === reach ? kind : refuse('record.measured')
}

const refuseOtherwise = ({ days, counts, paper }: RecordKind, said: Said, now: Date) => {
  if (said.untilOn <= dayOf(now) || said.untilOn > dayOf(now, days)) refuse('record.days')
  const isCounted = said.done !== undefined && said.ofAll !== undefined && said.done <= said.ofAll
  if (counts ? !isCounted || said.ofAll === 0 : said.done !== undefined || said.ofAll !== undefined) refuse('record.counts')
  if (paper && !said.paper) refuse('record.paper')
}

type Signing = { kind: RecordKind; aboutSchool: string; signer: RecordSigner; said: Said; key: Signer; now: Date }
type Written = { number: number; isSample: boolean; fact: Emitted<'record.signed'> }

/** Writes down what somebody signs for, bound to the sentence and signed; nothing that was signed before is changed. */
export const writeRecord = async (tx: Tx, { kind, aboutSchool, signer, said, key, now }: Signing): Promise<Written> => {
  refuseOtherwise(kind, said, now)
  await alone(tx)
  const [control, asks] = [kind.check.slice(0, 4), kind.check.slice(5)]
  const number = ((await recordsOf(tx, { aboutSchool, control, asks })).at(-1)?.number ?? 0) + 1
  const { isSample } = await whoSigns(tx)
  const { untilOn, done = null, ofAll = null, paper } = said
  const what = { aboutSchool, control, asks, number, at: now, untilOn, signer, done, ofAll }
  const unsigned = { ...what, paper: paper ? Buffer.from(paper, 'hex') : null, statement: statementOf(kind.check), isSample }
  const bytes = bytesOf(unsigned)
  await insertRecord(tx, { ...unsigned, signature: Buffer.from(key.sign(bytes)), withdrawnAt: null })
  const payload = { control, asks, number, untilOn, isSample, digest: sha256(bytes).toString('hex') }
  return { number, isSample, fact: { name: 'record.signed', payload, about: {} } }
}

/** Takes back what was signed last. */
export const takeBack = async (tx: Tx, kind: RecordKind, aboutSchool: string, now: Date) => {
  const [control, asks] = [kind.check.slice(0, 4), kind.check.slice(5)]
  const number = (await withdrawNewest(tx, { aboutSchool, control, asks }, now)) ?? refuse('record.none')
  const fact: Emitted<'record.withdrawn'> = { name: 'record.withdrawn', payload: { control, asks, number }, about: {} }
  return { number, fact }
}

/** Whoever runs the machine signs for it, at the machine: who has its keys needs no other proof of who they are. */
export const signAtMachine = (installation: Installation, check: string, said: Said): Promise<Written> =>
  asInstallation(installation, async (tx, actor) => {
    const now = installation.clock.now()
    const kind = kindOf(check, 'installation')
    const written = await writeRecord(tx, {
      kind,
      aboutSchool: nobody,
      signer: 'operator',
      said,
      key: recordKey(installation),
      now,
    })
    await installation.ledger.record(tx, actor, [written.fact], now)
    return written
  })

export const withdrawAtMachine = (installation: Installation, check: string): Promise<number> =>
  asInstallation(installation, async (tx, actor) => {
    const now = installation.clock.now()
    const { number, fact } = await takeBack(tx, kindOf(check, 'installation'), nobody, now)
    await installation.ledger.record(tx, actor, [fact], now)
    return number
  })

/** Who signed for something last, and until when: what the public pages show. */
export type Signed = Pick<SignedRow, 'signer' | 'at' | 'untilOn' | 'done' | 'ofAll' | 'isSample'>

/** Everything that somebody signs for, with who signed last and did not take it back; of schools, where it ends first. */
export const signedNow = async (
  installation: Pick<Installation, 'db'>,
  schoolIds: readonly string[],
): Promise<ReadonlyMap<string, Signed>> => {
  const rows = await asInstallation(installation, newestRecords)
  const all = new Map<string, Signed>()
  for (const row of rows) {
    if (row.withdrawnAt || (row.aboutSchool !== nobody && !schoolIds.includes(row.aboutSchool))) continue
    const check = `${row.control}.${row.asks}`
    const before = all.get(check)
    if (!before || row.untilOn < before.untilOn) all.set(check, row)
  }
  return all
}
