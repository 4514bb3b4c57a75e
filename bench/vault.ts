import path from 'node:path'
import { type Actor, as, connect, type Tx } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { burn } from '#vault/burn.ts'
import { openVault } from '#vault/open.ts'
import { all, any, type Owners, person } from '#vault/owners.ts'
import { sealedTable } from '#vault/tables.ts'
import { transactions } from '#vault/transact.ts'
import { freshDatabase } from './database.ts'
import type { Bench, House } from './house.ts'
import { cpuWhile } from './measure.ts'

const LIST = 30
const DIRECTORY = 1500
const content = { display: 'Élodie Ménard', sort: 'Ménard Élodie', given: 'Élodie', family: 'Ménard', note: 'x'.repeat(110) }
const posts = sealedTable<typeof content>('post')
const names = sealedTable<typeof content>('person', { kept: true })
const people = Array.from({ length: DIRECTORY }, () => uuidv7())
const school = uuidv7()
const actor: Actor = {
  schoolId: school,
  personId: people[0]!,
  accountId: null,
  session: null,
  purpose: 'administration',
  requestId: uuidv7(),
  action: 'bench',
}

const world = async ({ config, folder }: House) => {
  const { connection, database } = await freshDatabase(config)
  const db = connect(connection, { max: 1 })
  const own = transactions(connection)
  const opened = await openVault({
    folder: path.join(folder, `${database}-keys`),
    transact: own.transact,
    clock: { now: () => new Date() },
    limits: { keys: 200_000 },
  })
  const inSchool = <T>(run: (tx: Tx) => Promise<T>) => as(db, actor, run)
  return { ...opened, transact: own.transact, inSchool, end: () => Promise.all([db.end(), own.end()]) }
}
type World = Awaited<ReturnType<typeof world>>

/** Microseconds of this process's own time for each of `count` things: what the database does besides is another bench's. */
const each = async (count: number, work: () => Promise<unknown>) => (await cpuWhile(undefined, work)) / count

const shapes: Record<string, (nth: number) => Owners> = {
  'one owner': (nth) => person(people[nth]!),
  'all of two': (nth) => all([person(people[nth]!), person(people.at(-1)!)]),
  'any of three': (nth) => any([person(people[nth]!), person(people.at(-1)!), person(people.at(-2)!)]),
}

const measureBlobs = async ({ absolute, size, quick }: House, { vault, inSchool }: World) => {
  const pages = quick ? 100 : 300
  const again = (work: (tx: Tx) => Promise<unknown>) => () =>
    each(LIST * pages, () =>
      inSchool(async (tx) => {
        for (let left = pages; left > 0; left--) await work(tx)
      }),
    )
  for (const [shape, owners] of Object.entries(shapes)) {
    const rows = people.slice(0, LIST).map((id, nth) => ({ id, owners: owners(nth), content }))
    const seal = (tx: Tx) => vault.seal(tx, school, posts.table, rows)
    const sealed = await inSchool(seal)
    const blobs = rows.map(({ id }, nth) => ({ id, sealed: sealed[nth]! }))
    await again(seal)() // before it is warm, the first would be the slowest
    await absolute(`sealing a row, ${shape}, warm`, 'µs', {}, again(seal))
    await absolute(
      `opening a row, ${shape}, warm`,
      'µs',
      {},
      again((tx) => vault.open(tx, school, posts, blobs)),
    )
    size(
      `a blob, ${shape}: more than its JSON`,
      'bytes',
      {},
      blobs[0]!.sealed.length - Buffer.byteLength(JSON.stringify(content)),
    )
  }
}

const measureLists = async ({ absolute }: House, { vault, inSchool }: World) => {
  const rows = people.map((id) => ({ id, owners: person(id), content }))
  const sealed = await inSchool((tx) => vault.seal(tx, school, names.table, rows))
  const directory = people.map((id, nth) => ({ id, sealed: sealed[nth]! }))
  const open = (some: typeof directory) => inSchool((tx) => vault.open(tx, school, names, some))
  const cold = (some: typeof directory) => () => {
    vault.clear()
    return each(some.length, () => open(some))
  }
  await open(directory)
  await absolute(`a name in a directory of ${DIRECTORY}, warm`, 'µs', {}, () => each(DIRECTORY, () => open(directory)))
  await absolute(`a name in a directory of ${DIRECTORY}, cold`, 'µs', {}, cold(directory))
  await absolute(`a name in a class list of ${LIST}, cold`, 'µs', {}, cold(directory.slice(0, LIST)))
}

const measureBurn = async ({ absolute, quick, postmaster }: House, { vault, ring, transact, inSchool }: World) => {
  const count = quick ? 20_000 : 100_000
  const more = Array.from({ length: count - people.length }, () => person(uuidv7()))
  for (let at = 0; at < more.length; at += 5000) await inSchool((tx) => vault.rawKeys(tx, school, more.slice(at, at + 5000)))
  const locks: number[] = []
  const sources = { email: [], username: [], external_id: [], class_key: [] }
  const seconds = async (of: number | undefined) => {
    const cpu = await cpuWhile(of, async () => {
      const { keys, longestLock } = await burn({ ring, transact, now: new Date(), sources })
      if (keys < count) throw new Error(`${keys} keys were moved, of ${count}`)
      locks.push(longestLock)
    })
    return cpu / 1e6
  }
  const budget = { atMost: (10 * count) / 100_000 }
  await absolute(`re-wrapping ${count} keys, processor time`, 's', budget, () => seconds(postmaster))
  await absolute(`re-wrapping ${count} keys, processor time of node`, 's', {}, () => seconds(undefined))
  await absolute('longest that a batch of keys was locked', 'ms', { atMost: 100 }, async () => Math.min(...locks))
}

/** What the vault costs by itself: a blob, a list, a burn. */
export const vault: Bench = {
  name: 'vault',
  about: 'sealing and opening rows, lists of names warm and cold, re-wrapping the keys',
  run: async (house) => {
    const at = await world(house)
    try {
      await measureBlobs(house, at)
      await measureLists(house, at)
      await measureBurn(house, at)
    } finally {
      await at.end()
    }
  },
}
