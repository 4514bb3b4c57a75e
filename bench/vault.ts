// What the vault costs: sealing and opening, a directory of names warm and cold, and a burn of 100,000 keys. CPU time of this
// process and of the database apart; the best of three tries. `node bench/vault.ts` prints JSON.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Actor, as, connect, type Tx } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { embedded } from '#server/db/connection.ts'
import { migrate } from '#server/db/migrate.ts'
import { startPostgres } from '#server/postgres/launcher.ts'
import { burn } from '#vault/burn.ts'
import { openVault } from '#vault/open.ts'
import { all, any, type Owners, person } from '#vault/owners.ts'
import { sealedTable } from '#vault/tables.ts'
import { transactions } from '#vault/transact.ts'

const count = Number(process.argv[2] ?? 100_000)
const folder = mkdtempSync(path.join(os.tmpdir(), 'preau-bench-'))
const postgres = await startPostgres(path.join(folder, 'data'))
const connection = embedded(postgres, 'postgres')
await migrate(connection)
const db = connect(connection)
const own = transactions(connection)
const { vault, ring } = await openVault({
  folder: path.join(folder, 'keys'),
  transact: own.transact,
  clock: { now: () => new Date() },
  limits: { keys: 200_000 },
})

const school = uuidv7()
const actor: Actor = {
  schoolId: school,
  personId: uuidv7(),
  accountId: null,
  session: null,
  purpose: 'administration',
  requestId: uuidv7(),
  action: 'bench',
}
const inSchool = <T>(run: (tx: Tx) => Promise<T>) => as(db, actor, run)

/** Milliseconds of CPU that the database's processes have used so far (Linux only). */
const databaseCpu = () => {
  const parent = readFileSync(path.join(folder, 'data/pg/postmaster.pid'), 'utf8').split('\n')[0]
  const ticks = readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return []
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
      return fields[1] === parent || pid === parent ? [Number(fields[11]) + Number(fields[12])] : []
    } catch {
      return [] // it ended between the two
    }
  })
  return ticks.reduce((sum, one) => sum + one, 0) * 10
}

/** CPU and clock of the best of some tries, each of `times` things, in microseconds a thing. */
const measure = async (times: number, work: () => Promise<unknown>, tries = 3) => {
  let best = { cpu: Number.POSITIVE_INFINITY, clock: 0 }
  for (let left = tries; left > 0; left--) {
    const [cpu, since] = [process.cpuUsage(), performance.now()]
    await work()
    const { user, system } = process.cpuUsage(cpu)
    if (user + system < best.cpu) best = { cpu: user + system, clock: (performance.now() - since) * 1000 }
  }
  return { cpu: Number((best.cpu / times).toFixed(2)), clock: Number((best.clock / times).toFixed(2)) }
}

const content = { display: 'Élodie Ménard', sort: 'Ménard Élodie', given: 'Élodie', family: 'Ménard', note: 'x'.repeat(110) }
const table = sealedTable<typeof content>('post')
const names = sealedTable<typeof content>('person', { kept: true })
const people = Array.from({ length: 10_000 }, () => uuidv7())
const figures: Record<string, unknown> = { bytes: JSON.stringify(content).length }

const shapes: Record<string, (nth: number) => Owners> = {
  single: (nth) => person(people[nth]!),
  all: (nth) => all([person(people[nth]!), person(people[0]!)]),
  any: (nth) => any([person(people[nth]!), person(people[0]!), person(people[1]!)]),
}
const page = people.slice(0, 30) // a page of a feed, again and again: what is warm stays warm
const pages = 300
const again = (work: (tx: Tx) => Promise<unknown>) => async () => {
  await inSchool(async (tx) => {
    for (let left = pages; left > 0; left--) await work(tx)
  })
}
for (const [shape, owners] of Object.entries(shapes)) {
  const rows = page.map((id, nth) => ({ id, owners: owners(nth), content }))
  const sealed = await inSchool((tx) => vault.seal(tx, school, 'post', rows))
  await inSchool((tx) => vault.survivingKeys(tx, school, page.map(person)))
  const blobs = page.map((id, nth) => ({ id, sealed: sealed[nth]! }))
  const seal = await measure(
    rows.length * pages,
    again((tx) => vault.seal(tx, school, 'post', rows)),
  )
  const open = await measure(
    rows.length * pages,
    again((tx) => vault.open(tx, school, table, blobs)),
  )
  figures[shape] = { seal, open, blob: blobs[0]!.sealed.length }
}

const directory = await inSchool(async (tx) => {
  const rows = people.slice(0, 1500).map((id) => ({ id, owners: person(id), content }))
  const sealed = await vault.seal(tx, school, 'person', rows)
  return rows.map(({ id }, nth) => ({ id, sealed: sealed[nth]! }))
})
const openDirectory = () => inSchool((tx) => vault.open(tx, school, names, directory))
const cold = (work: () => Promise<unknown>) => () => {
  vault.clear()
  return work()
}
await openDirectory()
figures['directory of 1500, warm'] = await measure(1500, openDirectory)
figures['directory of 1500, cold'] = await measure(1500, cold(openDirectory))
figures['class list of 30, cold'] = await measure(
  30,
  cold(() => inSchool((tx) => vault.open(tx, school, names, directory.slice(0, 30)))),
)

const more = Array.from({ length: Math.max(0, count - directory.length) }, () => uuidv7())
for (let at = 0; at < more.length; at += 5000)
  await inSchool((tx) => vault.rawKeys(tx, school, more.slice(at, at + 5000).map(person)))
const [cpu, base, since] = [process.cpuUsage(), databaseCpu(), performance.now()]
const burned = await burn({
  ring,
  transact: own.transact,
  now: new Date(),
  sources: { email: [], username: [], external_id: [], class_key: [] },
})
const { user, system } = process.cpuUsage(cpu)
figures['burn'] = {
  keys: burned.keys,
  node: `${((user + system) / 1e6).toFixed(2)} s of CPU`,
  database: `${((databaseCpu() - base) / 1000).toFixed(2)} s of CPU`,
  clock: `${((performance.now() - since) / 1000).toFixed(2)} s`,
  'longest lock': `${burned.longestLock} ms`,
}
console.log(JSON.stringify(figures, null, 2))
await Promise.all([db.end(), own.end()])
await postgres.stop()
rmSync(folder, { recursive: true })
