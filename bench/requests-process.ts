// A Préau that answers, in a process of its own: what it costs is measured from outside. With `bare`, on a database whose rows are in clear.
import type { AddressInfo } from 'node:net'
import type pg from 'pg'
import { build } from '#server/app.ts'
import { embedded } from '#server/db/connection.ts'
import { openInstallation } from '#server/installation.ts'
import type { Vault } from '#vault/vault.ts'
import { schoolSettings } from './import.ts'

/** What the bench says at the beginning, and may ask for later. `bare`: the tables that hold their contents in clear. */
export type Wanted = { host: string; port: number; database: string; folder: string; bare: readonly string[] }
export type Word = 'clear' | 'trips' | 'stop'

const wanted: Wanted = JSON.parse(process.argv[2] ?? '{}')

/** Opens what was never sealed. */
const bareVault = (vault: Vault): Vault => ({
  ...vault,
  open: async (tx, school, of, rows) =>
    wanted.bare.includes(of.table) ? rows.map(({ sealed }) => of.read(`${sealed}`)) : vault.open(tx, school, of, rows),
})

let trips = 0
/** Counts how often a request says something and waits: what is said in one turn leaves together. */
const counting = (pool: pg.Pool) => {
  let isSaying = false
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...words: unknown[]) => unknown
    Object.assign(client, {
      query: (...words: unknown[]) => {
        if (!isSaying) {
          isSaying = true
          trips++
          process.nextTick(() => {
            isSaying = false
          })
        }
        return query(...words)
      },
    })
  })
}

const { installation, close } = await openInstallation(
  schoolSettings(wanted.folder),
  embedded(wanted, wanted.database),
  'http://localhost:3000',
)
counting(installation.db.requests)
const app = await build(wanted.bare.length ? { ...installation, vault: bareVault(installation.vault) } : installation)
await app.listen({ host: '127.0.0.1', port: 0 })

const obey: Record<Word, () => unknown> = {
  clear: () => installation.vault.clear(),
  trips: () => undefined,
  stop: async () => {
    await app.close()
    await close()
    process.disconnect()
  },
}
process.on('message', async (word: Word) => {
  await obey[word]()
  if (process.connected) process.send?.(trips)
})
process.send?.((app.server.address() as AddressInfo).port)
