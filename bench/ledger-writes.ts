import { CompiledQuery } from 'kysely'
import { type Actor, as, type Tx } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { enqueue } from '#kernel/jobs.ts'
import { announceFrom } from '#ledger/announcing.ts'
import { inSchoolOf } from '#ledger/in-school.ts'
import type { Position } from '#ledger/outbox.ts'
import { type Fact, record } from '#ledger/record.ts'
import { sequencer } from '#ledger/sequencer.ts'
import type { House } from './house.ts'
import { actorNow, clock, contextNow, people, rosa, schoolId, seed, type World } from './ledger-world.ts'

// What is compared. All sides are the same transaction of the same product, on the same pools, as the same person, under the same wall
// (row-level security, as every table here has it): BEGIN, `app.enter`, the change of one row, COMMIT. And all sides end with the same:
//  - a job in the queue, added in the transaction by the same function (`app.job`), for that is not what differs;
//  - the event in the hands of a listener in this process: which event, its id, whom it concerns.
// Plain: an audit row (time, actor, subject, event, purpose, request, payload as jsonb, in clear; a primary key, an index by subject and time),
//   and a NOTIFY in the transaction with the event in it. An outbox row and somebody who reads it would cost more; saying nothing would not be
//   the same system. No audit: the same without the row.
// Ours: the fact, sealed; the sequencer's turn over all of them (leaves, tiles, index by tag, signed checkpoint, its NOTIFY); and reading the
//   outbox, where each fact's address is opened. Nothing of it is left out, and nothing is moved out of the measured time.
// A turn holds 400 writes: what two cores write in the 200 ms between two turns. The subjects are 3,000, each with keys that the vault remembers.
// The last two figures leave job and event out on both sides (and reading the outbox on ours): the audit alone, which is stricter.
const TURN = 400

const payloadOf = (id: string) =>
  ({
    joinRequestId: rosa,
    classId: schoolId,
    pupilId: id,
    guardianId: rosa,
    relation: 'mother',
    verified: 'known_in_person',
  }) as const
const event = 'class.join_request.accepted'

const tables = `create table public.bench_row (school_id uuid, id uuid, n int not null default 0, primary key (school_id, id));
  create table public.bench_audit (school_id uuid, id uuid, at timestamptz not null, actor uuid, subject uuid, event text, purpose text, request uuid, payload jsonb, primary key (school_id, id));
  create index on public.bench_audit (school_id, subject, at);
  grant select, insert, update on public.bench_row, public.bench_audit to preau_app;
  alter table public.bench_row enable row level security; alter table public.bench_row force row level security;
  alter table public.bench_audit enable row level security; alter table public.bench_audit force row level security;
  create policy own_school on public.bench_row to preau_app using (school_id = app.school_id()) with check (school_id = app.school_id());
  create policy own_school on public.bench_audit to preau_app using (school_id = app.school_id()) with check (school_id = app.school_id())`

type Part = (tx: Tx, actor: Actor, id: string) => Promise<unknown>

const change: Part = (tx, _actor, id) =>
  tx.executeQuery(CompiledQuery.raw('update public.bench_row set n = n + 1 where school_id = $1 and id = $2', [schoolId, id]))
const job: Part = (tx, actor, id) => enqueue(tx, actor, 'bench.tell', { id })
const tell: Part = (tx, _actor, id) =>
  tx.executeQuery(
    CompiledQuery.raw(`select pg_notify('bench_events', $1)`, [JSON.stringify({ schoolId, id: uuidv7(), event, owners: [id] })]),
  )
const auditRow: Part = (tx, { requestId, purpose }, id) =>
  tx.executeQuery(
    CompiledQuery.raw('insert into public.bench_audit values ($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
      ...[schoolId, uuidv7(), clock.now(), rosa, id, event, purpose, requestId],
      JSON.stringify(payloadOf(id)),
    ]),
  )
const fact =
  ({ vault }: World): Part =>
  (tx, { requestId }, id) =>
    record(tx, vault, { ...contextNow(), requestId }, [
      { event, payload: payloadOf(id), subject: { kind: 'person', id } } as Fact,
    ])

const times = async (n: number, work: () => Promise<unknown>) => {
  for (let done = 0; done < n; done += 8) await Promise.all(Array.from({ length: 8 }, work))
}

const ways = ({ db }: World) => {
  let count = 0
  return (...parts: Part[]) =>
    () => {
      const [actor, id] = [actorNow(), people[count++ % people.length]!]
      return as(db, actor, (tx) => Promise.all(parts.map((part) => part(tx, actor, id))))
    }
}

/** Hears both kinds of event; `caughtUp` waits until as many have been heard as were told. */
const hearing = async ({ listener, pool, vault, db }: World) => {
  let [heard, told, position]: [number, number, Position] = [0, 0, { epoch: 1, index: 0 }]
  let wake: (() => void) | undefined
  listener.on('notification', ({ channel, payload }) => {
    if (channel !== 'bench_events' || !JSON.parse(payload!).owners[0]) return
    heard++
    wake?.()
  })
  await listener.query('listen bench_events; listen preau_facts')
  /** The sequencer's word says how long the tree is now: so far is read. */
  const readOutbox = async (size: number) => {
    while (position.index < size) {
      const { facts, next } = await announceFrom(pool, vault, inSchoolOf({ db }, 'bench.tell'), position)
      if (facts.some(({ owners }) => owners.length !== 1)) throw new Error('an event that concerns nobody')
      position = next
    }
  }
  const caughtUp = async (more: number) => {
    told += more
    while (heard < told)
      await new Promise<void>((done) => {
        wake = done
      })
  }
  return { readOutbox, caughtUp }
}

/** Audited writes beside plain ones, in processor time of node and PostgreSQL together. */
export const measureWrites = async ({ ratio }: House, at: World) => {
  await at.owner.query(tables)
  await at.owner.query('insert into public.bench_row select $1, unnest($2::uuid[])', [schoolId, people])
  for (let pass = 0; pass < 3; pass++)
    for (let from = 0; from < people.length; from += 100) await at.reads(people.slice(from, from + 100))
  const order = sequencer({ pool: at.pool, seed, clock })
  const way = ways(at)
  const { readOutbox, caughtUp } = await hearing(at)
  const toldBy = (write: () => Promise<unknown>) => async () => {
    await times(TURN, write)
    await caughtUp(TURN)
  }
  const ours = way(change, fact(at), job)
  const whole = async () => {
    await times(TURN, ours)
    const { size } = await order.turn()
    await readOutbox(size)
  }
  const plain = toldBy(way(change, auditRow, job, tell))
  const none = toldBy(way(change, job, tell))
  for (const warm of [whole, plain, none, whole, plain, none]) await warm()
  await ratio('audited write ÷ plain audit row, job and event on both sides', { atMost: 1 / 0.9 }, { ours: whole, plain })
  await ratio('audited write ÷ no audit, job and event on both sides', { atMost: 1 / 0.7 }, { ours: whole, plain: none })
  const [bareFact, barePlain, bareNone] = [way(change, fact(at)), way(change, auditRow), way(change)]
  const bare = async () => {
    await times(TURN, bareFact)
    await order.turn()
  }
  await ratio('the audit alone: fact and sequencer ÷ plain audit row', {}, { ours: bare, plain: () => times(TURN, barePlain) })
  await ratio('the audit alone: fact and sequencer ÷ no audit', {}, { ours: bare, plain: () => times(TURN, bareNone) })
}
