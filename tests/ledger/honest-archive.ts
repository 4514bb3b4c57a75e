import { endedPrefix, logsOf, prune } from '#ledger/archive.queries.ts'
import type { Fact } from '#ledger/record.ts'
import type { LedgerWorld } from './ledger-world.ts'

/** Takes what has outlived the law out of the database, and says so in the ledger first; how many entries that were. */
export const pruneEnded = async ({ owner }: LedgerWorld, say: (facts: Fact[]) => Promise<unknown>): Promise<number> => {
  const client = await owner.connect()
  try {
    const [log] = await logsOf(client)
    const ended = log && (await endedPrefix(client, log))
    if (!log || !ended) return 0
    await say([{ event: 'ledger.pruned', payload: { epoch: log.epoch, size: ended.to, root: ended.root.toString('hex') } }])
    await prune(client, log, ended)
    return ended.to - log.minimum
  } finally {
    client.release()
  }
}
