import path from 'node:path'
import { CompiledQuery } from 'kysely'
import pg from 'pg'
import { type Actor, as, connect } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { openLog } from '#ledger/log.ts'
import { signerOf } from '#ledger/notes.ts'
import { prove } from '#ledger/proof-file.ts'
import { type Fact, type FactContext, record } from '#ledger/record.ts'
import { sequencer } from '#ledger/sequencer.ts'
import { verify } from '#ledger/verify.ts'
import { openVault } from '#vault/open.ts'
import { transactions } from '#vault/transact.ts'
import { freshDatabase } from './database.ts'
import type { Bench, House } from './house.ts'

const clock = { now: () => new Date() }
const seed = Buffer.alloc(32, 1)

/** Facts made by the database itself, as wide as real ones: for the sequencer, which never looks inside. */
const fill = `insert into ledger.fact (school_id, id, event, class, purpose, subject_kind, day, year_day, actor_commitment, subject_commitment, tag, address, sealed_stub, sealed_detail)
  select $1, overlay(gen_random_uuid()::text placing left(ledger.first_id(now())::text, 14) from 1 for 14)::uuid, 999, 5, 1, 1, 9821, 9732, r, r, substring(sha256((n / 8)::text::bytea) for 16),
    uuid_send(gen_random_uuid()), r || substring(r for 19), r || r || substring(r for 20)
  from generate_series(1, $2::int) n, lateral (select sha256((n || 'bench')::bytea) as r) s`

const world = async ({ config, folder }: House) => {
  const { connection } = await freshDatabase(config)
  const own = transactions(connection)
  const { vault } = await openVault({ folder: path.join(folder, 'ledger-keys'), transact: own.transact, clock })
  const db = connect(connection)
  const owner = new pg.Client(connection.config('owner'))
  const pool = new pg.Pool({ ...connection.config('preau_sequencer'), max: 2 })
  await owner.connect()
  await openLog(owner, 'bench.example/ledger', clock.now())
  return { connection, vault, db, owner, pool, end: () => Promise.all([db.end(), owner.end(), pool.end(), own.end()]) }
}
type World = Awaited<ReturnType<typeof world>>

const people = Array.from({ length: 30 }, () => uuidv7())
const schoolId = uuidv7()
const rosa = uuidv7()

const contextNow = (): FactContext => ({
  schoolId,
  day: '2026-11-21',
  yearFrom: '2026-08-24',
  actor: { personId: rosa, accountId: null, roles: ['teacher'] },
  purpose: 'teaching',
  requestId: uuidv7(),
  now: clock.now(),
})

const writes = ({ vault, db }: World) => {
  let count = 0
  const actor = (): Actor => ({
    schoolId,
    personId: rosa,
    accountId: null,
    session: null,
    purpose: 'teaching',
    requestId: uuidv7(),
    action: 'bench.write',
  })
  const change = (subject: string) =>
    CompiledQuery.raw('update public.bench_row set n = n + 1 where school_id = $1 and id = $2', [schoolId, subject])
  const audited = () =>
    as(db, actor(), async (tx) => {
      const id = people[count++ % people.length]!
      const context = contextNow()
      const fact: Fact = { event: 'class.join_request.accepted', payload: payloadOf(id), subject: { kind: 'person', id } }
      await Promise.all([tx.executeQuery(change(id)), record(tx, vault, context, [fact])])
    })
  const plain = () =>
    as(db, actor(), async (tx) => {
      const id = people[count++ % people.length]!
      const row = [
        schoolId,
        uuidv7(),
        clock.now(),
        rosa,
        id,
        'class.join_request.accepted',
        'teaching',
        uuidv7(),
        JSON.stringify(payloadOf(id)),
      ]
      await Promise.all([
        tx.executeQuery(change(id)),
        tx.executeQuery(CompiledQuery.raw('insert into public.bench_audit values ($1, $2, $3, $4, $5, $6, $7, $8, $9)', row)),
      ])
    })
  const read = () =>
    as(db, actor(), (tx) => {
      const fact: Fact = {
        event: 'person.read',
        payload: { kinds: ['contact', 'health'] },
        subject: { kind: 'person', id: people[count++ % people.length]! },
      }
      return record(tx, vault, contextNow(), [fact])
    })
  const none = () => as(db, actor(), (tx) => tx.executeQuery(change(people[count++ % people.length]!)))
  return { audited, plain, none, read }
}
const payloadOf = (id: string) =>
  ({
    joinRequestId: rosa,
    classId: schoolId,
    pupilId: id,
    guardianId: rosa,
    relation: 'mother',
    verified: 'known_in_person',
  }) as never

const times = async (n: number, work: () => Promise<unknown>) => {
  for (let done = 0; done < n; done += 8) await Promise.all(Array.from({ length: 8 }, work))
}

const measureWrites = async ({ ratio, quick }: House, at: World) => {
  await at.owner.query(`create table public.bench_row (school_id uuid, id uuid, n int not null default 0, primary key (school_id, id));
    create table public.bench_audit (school_id uuid, id uuid, at timestamptz not null, actor uuid, subject uuid, event text, purpose text, request uuid, payload jsonb, primary key (school_id, id));
    create index on public.bench_audit (school_id, subject, at);
    grant select, insert, update on public.bench_row, public.bench_audit to preau_app`)
  await at.owner.query('insert into public.bench_row select $1, unnest($2::uuid[])', [schoolId, people])
  const { audited, plain, none, read } = writes(at)
  await times(200, read)
  const order = sequencer({ pool: at.pool, seed, clock })
  const n = quick ? 200 : 400
  await times(n, audited)
  await times(n, plain)
  const sequenced = async () => {
    await times(n, audited)
    await order.turn()
  }
  await ratio(
    'audited write ÷ plain audit row, sequencer included',
    { atMost: 1 / 0.9 },
    { ours: sequenced, plain: () => times(n, plain) },
  )
  await ratio(
    'audited write ÷ plain audit row, without the sequencer',
    {},
    { ours: () => times(n, audited), plain: () => times(n, plain) },
  )
  await ratio(
    'audited write ÷ no audit, sequencer included',
    { atMost: 1 / 0.7 },
    { ours: sequenced, plain: () => times(n, none) },
  )
}

const measureSequencer = async ({ absolute, quick }: House, at: World) => {
  const order = sequencer({ pool: at.pool, seed, clock })
  const settle = async () => {
    while ((await order.turn()).outcome === 'ordered');
  }
  const leaves = quick ? 50_000 : 200_000
  await settle()
  await absolute('sequencer', 'leaves/s', { atLeast: 50_000 }, async () => {
    await at.owner.query(fill, [schoolId, leaves])
    const started = performance.now()
    await settle()
    return leaves / ((performance.now() - started) / 1000)
  })
  const { rows } = await at.owner.query<{ size: string }>('select size from ledger.log')
  const size = Number(rows[0]!.size)
  await absolute(`cold proof at ${size} leaves`, 'ms', { atMost: 5 }, async () => {
    const started = performance.now()
    for (let nth = 0; nth < 100; nth++) await prove(at.pool, { epoch: 1, index: Math.floor((size / 100) * nth) })
    return (performance.now() - started) / 100
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
    `select pg_total_relation_size('ledger.subject_day') / (select count(*) from ledger.fact)::float8`,
    undefined,
  ],
  [
    'bytes per entry: pruned',
    `select (select sum(length(hashes)) from ledger.tile) / (select count(*) from ledger.fact)::float8`,
    33,
  ],
]

/** What the ledger costs: a write, an order, a proof, a byte. */
export const ledger: Bench = {
  name: 'ledger',
  about: 'audited writes, the sequencer, proofs, bytes per entry',
  run: async (house) => {
    const at = await world(house)
    try {
      await measureWrites(house, at)
      await measureSequencer(house, at)
      for (const [what, text, most] of sizeQueries)
        house.size(what, 'bytes', most ? { atMost: most } : {}, Number(Object.values((await at.owner.query(text)).rows[0]!)[0]))
    } finally {
      await at.end()
    }
  },
}
