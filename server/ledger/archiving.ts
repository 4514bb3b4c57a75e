import pg from 'pg'
import { endedBefore } from '#contract/ledger-spans.ts'
import { profiles } from '#contract/roles.ts'
import { type Actor, as } from '#kernel/db.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import type { Connection } from '#server/db/connection.ts'
import * as queries from './archive.queries.ts'
import type { BundleFolder } from './bundles.ts'
import { leafOfFact } from './stored-leaf.ts'
import { tileWidth } from './tiles.ts'
import * as stored from './verify.queries.ts'

/** What a night's archiving did: bundles that were written, entries of which only hashes are left now, months that went whole. */
export type Archived = { bundles: number; pruned: number; dropped: string[] }

/** When reads stopped being readable: by the law of the school here that lets them be read for longest. */
const readableUntil = async (owner: pg.ClientBase, now: Date): Promise<Date> => {
  const here = await queries.profilesIn(owner)
  const ends = profiles
    .filter((profile) => here.includes(profile))
    .map((profile) => endedBefore(profile, 'access', 'detail', now))
  return new Date(
    Math.min(...ends.map(Number), ...(ends.length ? [] : [endedBefore(undefined, 'access', 'detail', now).getTime()])),
  )
}

/** Writes the leaves of what is no longer readable as entry bundles; those that are there already are let be. */
const writeBundles = async (
  owner: pg.ClientBase,
  log: stored.StoredLog,
  until: number,
  folder: BundleFolder,
): Promise<number> => {
  let number = Math.ceil(log.minimum / tileWidth)
  while ((number + 1) * tileWidth <= until && folder.has(log.epoch, number)) number++
  const from = number
  let leaves: Buffer[] = []
  if ((number + 1) * tileWidth > until) return 0
  for (const batch of await stored.batches(owner, log.epoch)) {
    if (batch.first + batch.leaves <= number * tileWidth || batch.first >= until) continue
    for (const [nth, fact] of (await stored.factsOf(owner, log, batch)).entries()) {
      if (batch.first + nth < number * tileWidth) continue
      leaves.push(leafOfFact(fact))
      if (leaves.length < tileWidth) continue
      if ((number + 1) * tileWidth <= until) folder.write(log.epoch, number++, leaves)
      leaves = []
    }
  }
  return number - from
}

/** Says in the ledger itself how far it is pruned: without that word verification takes it for a deletion. */
const announce = ({ db, ledger, clock }: Installation, epoch: number, { to, root }: queries.Ended) => {
  const actor: Actor = {
    ...{ schoolId: null, personId: nobody, accountId: null, session: null },
    ...{ purpose: 'legal', requestId: uuidv7(), action: 'ledger.archive' },
  }
  const payload = { epoch, size: to, root: root.toString('hex') }
  return as(db, actor, (tx) => ledger.record(tx, actor, [{ name: 'ledger.pruned', payload, about: {} }], clock.now()))
}

const archiveLog = async (
  installation: Installation,
  owner: pg.ClientBase,
  log: stored.StoredLog,
  until: Date,
): Promise<Archived> => {
  const folder = installation.published.bundles
  const bundles = await writeBundles(owner, log, await queries.sizeAt(owner, log.epoch, until), folder)
  const whole = (await queries.logsOf(owner)).find(({ epoch }) => epoch === log.epoch)
  const ended = whole && (await queries.endedPrefix(owner, whole))
  if (!whole || !ended) return { bundles, pruned: 0, dropped: [] }
  await announce(installation, log.epoch, ended)
  const dropped = await queries.prune(owner, whole, ended)
  for (let number = Math.floor(whole.minimum / tileWidth); (number + 1) * tileWidth <= ended.to; number++)
    folder.remove(log.epoch, number)
  return { bundles, pruned: ended.to - whole.minimum, dropped }
}

/** The archive's night: leaves go to bundles at the end of the readable span, and out of the database at the legal end. */
export const archiveLedger = async (installation: Installation, connection: Connection): Promise<Archived> => {
  const owner = new pg.Client(connection.config('owner'))
  await owner.connect()
  const sum: Archived = { bundles: 0, pruned: 0, dropped: [] }
  try {
    if (!(await queries.takeArchive(owner))) return sum
    const until = await readableUntil(owner, installation.clock.now())
    for (const log of await stored.logs(owner)) {
      const { bundles, pruned, dropped } = await archiveLog(installation, owner, log, until)
      sum.bundles += bundles
      sum.pruned += pruned
      sum.dropped.push(...dropped)
    }
    await queries.leaveArchive(owner)
    return sum
  } finally {
    await owner.end()
  }
}
