import type { Installation } from '#kernel/installation.ts'
import { beginning } from './chain.ts'
import { alone } from './evidence.queries.ts'
import { asInstallation } from './installation.queries.ts'
import { type Left, leftSince } from './leaving.queries.ts'
import { digestOf, insertRevision, newestRevisions, type Revision } from './revisions.queries.ts'

const isSame = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((line, nth) => line === other[nth])

/** Notes what the public pages say, if that is something else than before. */
export const noteRevision = (installation: Installation, lines: readonly string[]): Promise<boolean> =>
  asInstallation(installation, async (tx, actor) => {
    await alone(tx)
    const [newest] = await newestRevisions(tx, 1)
    if (newest && isSame(newest.lines, lines)) return false
    const at = installation.clock.now()
    const unbound = { number: (newest?.number ?? 0) + 1, at, lines: [...lines], previous: newest?.digest ?? beginning }
    const revision = { ...unbound, digest: digestOf(unbound) }
    await insertRevision(tx, revision)
    const payload = { number: revision.number, digest: revision.digest.toString('hex') }
    await installation.ledger.record(tx, actor, [{ name: 'pages.revised', payload, about: {} }], at)
    return true
  })

/** One revision, and what is new and gone in it since the one before. */
export type Change = { number: number; at: Date; added: string[]; gone: string[] }

const MOST = 30
const changeOf = (now: Revision, before: Revision | undefined): Change => {
  const [has, had] = [new Set(now.lines), new Set(before?.lines)]
  return {
    ...{ number: now.number, at: now.at },
    added: before ? now.lines.filter((line) => !had.has(line)) : [],
    gone: before ? before.lines.filter((line) => !has.has(line)) : [],
  }
}

/** How many links of a stretch, newest first, are not what they were made of. */
export const brokenRevisions = (rows: readonly Revision[]): number =>
  rows.filter((row, nth) => {
    const before = rows[nth + 1]
    return (
      !digestOf(row).equals(row.digest) || (before && !(row.previous.equals(before.digest) && row.number === before.number + 1))
    )
  }).length

export const revisionsOf = (installation: Installation): Promise<Revision[]> =>
  asInstallation(installation, (tx) => newestRevisions(tx, MOST))

/** What changed in the public pages, newest first; the first of all changed nothing. */
export const readRevisions = async (installation: Installation): Promise<Change[]> => {
  const rows = await revisionsOf(installation)
  return rows.map((row, nth) => changeOf(row, rows[nth + 1]))
}

/** What left this machine, month by month. */
export const left = async (installation: Installation, since: string): Promise<Left[]> => {
  await installation.egress.flush()
  return asInstallation(installation, (tx) => leftSince(tx, since))
}
