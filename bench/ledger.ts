import { signerOf } from '#ledger/notes.ts'
import { prove } from '#ledger/proof-file.ts'
import { sequencer } from '#ledger/sequencer.ts'
import { verify } from '#ledger/verify.ts'
import type { Bench, House } from './house.ts'
import { measureDelay } from './ledger-delay.ts'
import { measureFile } from './ledger-file.ts'
import { clock, schoolId, seed, type World, world } from './ledger-world.ts'
import { measureWrites } from './ledger-writes.ts'
import { cpuWhile } from './measure.ts'

/** Facts made by the database itself, as wide as real ones, eight to a person's day and in the order in which days go: for the sequencer, which never looks inside. */
const fill = `insert into ledger.fact (school_id, id, event, class, purpose, subject_kind, day, year_day, actor_commitment, subject_commitment, tag, address, sealed_stub, sealed_detail)
  select $1, overlay(gen_random_uuid()::text placing left(ledger.first_id(now())::text, 14) from 1 for 14)::uuid, 999, 5, 1, 1, 9821, 9732, r, r,
    substring(sha256(($3 || '/' || n / 24000 || '/' || n % 3000)::bytea) for 16),
    uuid_send(gen_random_uuid()), r || substring(r for 19), r || r || substring(r for 20)
  from generate_series(0, $2::int - 1) n, lateral (select sha256((n || 'bench')::bytea) as r) s`

const MILLION = 1_000_000
let fills = 0

const measureSequencer = async ({ absolute, quick, postmaster }: House, at: World) => {
  const order = sequencer({ pool: at.pool, seed, clock })
  const settle = async () => {
    while ((await order.turn()).outcome === 'ordered');
  }
  const sizeOf = async () => Number((await at.owner.query<{ size: string }>('select size from ledger.log')).rows[0]!.size)
  const leaves = quick ? 48_000 : 192_000
  const filled = (count: number) => at.owner.query(fill, [schoolId, count, `${fills++}`])
  await settle()
  await absolute('sequencer', 'leaves per second of processor time', { atLeast: 50_000 }, async () => {
    await filled(leaves)
    return leaves / ((await cpuWhile(postmaster, settle)) / 1e6)
  })
  for (let size = await sizeOf(); !quick && size < MILLION; size = await sizeOf()) {
    await filled(Math.min(leaves, MILLION - size))
    await settle()
  }
  const size = await sizeOf()
  await absolute(`cold proof at ${size} leaves`, 'ms', { atMost: 5 }, async () => {
    const proofs = async () => {
      for (let nth = 0; nth < 100; nth++) await prove(at.pool, { epoch: 1, index: Math.floor((size / 100) * nth) })
    }
    return (await cpuWhile(postmaster, proofs)) / 100_000
  })
  await absolute('verify', 'leaves/s', {}, async () => {
    const started = performance.now()
    const report = await verify(at.owner, {
      keyOf: (name) => signerOf(name, seed),
      witnesses: [],
      unlinked: 0,
      hasEnded: () => false,
    })
    if (!report.ok) throw new Error(JSON.stringify(report.findings.slice(0, 3)))
    return size / ((performance.now() - started) / 1000)
  })
}

const around = `(select sum(pg_relation_size(i.indexrelid)) from pg_index i join pg_inherits h on h.inhrelid = i.indrelid where h.inhparent = 'ledger.fact'::regclass)
    / (select count(*) from ledger.fact)::float8 + (select sum(length(hashes)) from ledger.tile) / (select count(*) from ledger.fact)::float8`
const rowOf = (event: number) => `(select avg(pg_column_size(f.*) + 4) from ledger.fact f where event = ${event})`

const sizeQueries: [string, string, number | undefined][] = [
  ['bytes per entry: a read of a page, row alone', `select ${rowOf(601)}`, undefined],
  ['bytes per entry: a read of a page, with indexes and tiles', `select ${rowOf(601)} + ${around}`, 450],
  ['bytes per entry: the widest fact (six fields), with indexes and tiles', `select ${rowOf(313)} + ${around}`, undefined],
  [
    'bytes per entry: index by tag (8 entries a person and day)',
    `select pg_total_relation_size('ledger.subject_day') / (select sum(cardinality(entries)) from ledger.subject_day)::float8`,
    undefined,
  ],
  [
    'bytes per entry: pruned',
    `select (select sum(length(hashes)) from ledger.tile) / (select count(*) from ledger.fact)::float8`,
    33,
  ],
]

/** What the ledger costs: a write, an order, a wait, a proof, a parent's file, a byte. */
export const ledger: Bench = {
  name: 'ledger',
  about: "audited writes, the sequencer, merge delay, proofs, a parent's file, bytes per entry",
  run: async (house) => {
    const at = await world(house)
    try {
      await measureWrites(house, at)
      await measureDelay(house, at)
      await measureFile(house, at)
      await measureSequencer(house, at)
      for (const [what, text, most] of sizeQueries)
        house.size(what, 'bytes', most ? { atMost: most } : {}, Number(Object.values((await at.owner.query(text)).rows[0]!)[0]))
    } finally {
      await at.end()
    }
  },
}
