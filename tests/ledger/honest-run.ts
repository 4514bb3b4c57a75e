import { createDecipheriv, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect } from 'vitest'
import { classOfNumber, endedBefore } from '#contract/ledger-spans.ts'
import { as } from '#kernel/db.ts'
import { prunedSizes, unlinkedEntries } from '#ledger/checking.ts'
import { cutEnded } from '#ledger/cutting.ts'
import { unlinkEntries } from '#ledger/entries.ts'
import { openLog } from '#ledger/log.ts'
import { keyText, readKey, signerOf } from '#ledger/notes.ts'
import { check, type Decrypt } from '#ledger/offline/check.ts'
import { gatherFile } from '#ledger/offline/gathering.ts'
import { checkProof, prove, readProof } from '#ledger/proof-file.ts'
import { record } from '#ledger/record.ts'
import { makeRoster } from '#ledger/roster.ts'
import { sequencer } from '#ledger/sequencer.ts'
import { snapshotOf } from '#ledger/snapshots.ts'
import { hashOfFact } from '#ledger/stored-leaf.ts'
import type { StoredFact } from '#ledger/verify.queries.ts'
import { verify } from '#ledger/verify.ts'
import { addCheckpoint, watch } from '#ledger/witness.ts'
import { askWitnesses } from '#ledger/witnesses.ts'
import { pruneEnded } from './honest-archive.ts'
import { type LedgerWorld, seed, settled } from './ledger-world.ts'
import { words } from './parent-words.ts'

/** One thing that happens in an honest school. `who` is a child by number; numbers are taken modulo what there is. */
export type Step =
  | { do: 'read'; who: number; facts: number }
  | { do: 'list'; who: number }
  | { do: 'abort' | 'erase' | 'file' | 'proof'; who: number }
  | { do: 'turn' | 'restart' | 'witness' | 'night' | 'burn' }
  | { do: 'leap'; days: number }

const who = fc.nat(4)
const alone = fc.constantFrom('turn' as const, 'restart' as const, 'witness' as const, 'night' as const, 'burn' as const)
export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('read' as const), who, facts: fc.integer({ min: 1, max: 9 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('list' as const), who }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('abort' as const, 'erase' as const, 'file' as const, 'proof' as const), who }),
  },
  { weight: 6, arbitrary: fc.record({ do: alone }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leap' as const), days: fc.constantFrom(1, 9, 200, 400, 1200) }) },
)

const DAY = 86_400_000
const townHall = signerOf('town.example/witness', Buffer.alloc(32, 9), 4)
const profile = 'EU-FR'
const decrypt: Decrypt = async (key, head, sealed) => {
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.alloc(12)).setAAD(head).setAuthTag(sealed.subarray(-16))
  return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]))
}

const tables = 'roster_leaf roster snapshot_member snapshot subject_day fact tile batch checkpoint witness watched_log log'.split(
  ' ',
)

/** An empty log of a name of its own, in the same database: a copy of a database costs more than a whole run. */
const begin = async (world: LedgerWorld, run: number) => {
  await world.owner.query(`${tables.map((table) => `delete from ledger.${table}`).join('; ')}; delete from vault.epoch`)
  const client = await world.owner.connect()
  const origin = `school.example/${run}`
  const moment = { now: new Date(Date.UTC(2024, 8, 2, 8) + (run % 90) * DAY) }
  const clock = { now: () => moment.now }
  await openLog(client, origin, clock.now()).finally(() => client.release())
  await watch(world.pool, keyText(signerOf(origin, seed)))
  await world.pool.query('insert into ledger.witness (name, key, url) values ($1, $2, $3)', [
    townHall.name,
    keyText(townHall),
    'https://town.example',
  ])
  return { origin, moment, clock }
}

/** A school of its own for one run: what it does, and what its three observers say at the end. */
export const honestRun = async (world: LedgerWorld, run: number) => {
  const { owner, pool, keys } = world
  const { origin, moment, clock } = await begin(world, run)
  const schoolId = randomUUID()
  const children = Array.from({ length: 5 }, () => ({ id: randomUUID(), isThere: true }))
  const kept: { proof: string; hash: Buffer }[] = []
  const years = new Set<string>()
  let pruned = 0
  let order = sequencer({ pool, seed, clock, most: 8 })
  const inSchool = <T>(_: string, work: Parameters<typeof as<T>>[2]) => as(world.db, world.actor(schoolId), work)
  const dayOf = (at: Date) => at.toISOString().slice(0, 10)
  const yearOf = (at: Date) => `${at.getUTCFullYear() - (at.getUTCMonth() < 7 ? 1 : 0)}-08-01`
  const here = () => world.context({ schoolId, now: clock.now(), day: dayOf(clock.now()), yearFrom: yearOf(clock.now()) })
  const living = (number: number) =>
    children.filter(({ isThere }) => isThere)[number % children.filter(({ isThere }) => isThere).length]
  const openYear = async () => {
    const from = yearOf(moment.now)
    if (years.has(from)) return
    years.add(from)
    const { id } = await keys.epoch(undefined as never, schoolId, 'audit-stub', from)
    await owner.query(`insert into vault.epoch (school_id, id, retention_class, from_on) values ($1, $2, 'audit-stub', $3)`, [
      schoolId,
      id,
      from,
    ])
  }
  const say = (facts: Parameters<typeof record>[3]) => inSchool(schoolId, (tx) => record(tx, keys, here(), facts))
  const settle = () => settled(pool, order)
  const ask = async () => {
    const told = await askWitnesses(pool, clock, async (_, body) => addCheckpoint({ pool, signer: townHall, clock }, body))
    for (const { outcome } of told) expect(outcome).toBe('cosigned')
  }
  const isCheckpointed = async () =>
    (await pool.query('select from ledger.checkpoint where witnessed is not null limit 1')).rowCount === 1
  const fileOf = async (id: string) => {
    const made = await inSchool(schoolId, (tx) =>
      gatherFile(
        { tx, pool, keys },
        {
          ...{ schoolId, childId: id, from: '2024-01-01', to: dayOf(moment.now), madeAt: moment.now, epoch: 1, words },
          ...{ logKey: keyText(signerOf(origin, seed)), witnessKeys: [keyText(townHall)] },
          shown: () => ({ who: 'a teacher', isOwn: false, withId: true }),
        },
      ),
    )
    expect(await check(made, decrypt)).toMatchObject({ ok: true })
  }
  const proof = async (number: number) => {
    const { rows } = await pool.query<StoredFact & { index: string }>(
      'select * from (select f.*, row_number() over (order by xid, eid) - 1 as index from ledger.fact f) f offset $1 limit 1',
      [number * 3],
    )
    const { rows: newest } = await pool.query<{ size: string }>('select size from ledger.checkpoint order by size desc limit 1')
    if (rows[0] && Number(rows[0].index) < Number(newest[0]?.size ?? 0))
      kept.push({ proof: await prove(pool, { epoch: 1, index: Number(rows[0].index) }), hash: hashOfFact(rows[0]) })
  }
  const erase = async (number: number) => {
    const child = living(number)
    if (!child || children.filter(({ isThere }) => isThere).length < 2) return
    await inSchool(schoolId, async (tx) => {
      const entries = await unlinkEntries(tx, keys, {
        schoolId,
        kind: 'person',
        id: child.id,
        from: '2024-01-01',
        to: dayOf(moment.now),
      })
      if (entries)
        await record(tx, keys, here(), [{ event: 'ledger.entries_unlinked', payload: { erasureId: randomUUID(), entries } }])
    })
    keys.destroy(child.id)
    child.isThere = false
  }
  const night = async () => {
    await settle()
    const { rows } = await pool.query<{ day: number; year_day: number }>(
      'select distinct day, year_day from ledger.fact f where f.tag is not null and not exists (select from ledger.roster r where r.school_id = f.school_id and r.day = f.day) and day < $1 order by day',
      [Math.floor((moment.now.getTime() - Date.UTC(2000, 0, 1)) / DAY)],
    )
    for (const { day, year_day } of rows)
      await makeRoster(
        pool,
        keys,
        inSchool,
        { schoolId, day: dayOf(new Date(Date.UTC(2000, 0, 1) + day * DAY)), yearDay: year_day },
        async (payload) => (await say([{ event: 'ledger.roster_made', payload }]))[0]!,
      )
    for (const of of [1, 2, 3, 4, 5]) {
      const [detailBefore, stubBefore] = [
        endedBefore(profile, classOfNumber(of)!, 'detail', moment.now),
        endedBefore(profile, classOfNumber(of)!, 'stub', moment.now),
      ]
      await cutEnded(pool, { schoolId, class: of, detailBefore, stubBefore })
    }
    pruned += await pruneEnded(world, say)
  }
  const doing: { [K in Step['do']]: (one: Extract<Step, { do: K }>) => Promise<unknown> } = {
    read: async ({ who: number, facts }) => {
      const child = living(number)!
      await say(Array.from({ length: facts }, () => world.reads(child.id)))
    },
    list: () =>
      inSchool(schoolId, async (tx) => {
        const subject = await snapshotOf(
          tx,
          keys,
          schoolId,
          schoolId,
          children.filter(({ isThere }) => isThere).map(({ id }) => id),
          moment.now,
        )
        await record(tx, keys, here(), [{ event: 'class.list_read', payload: { classId: randomUUID() }, subject }])
      }),
    abort: ({ who: number }) =>
      inSchool(schoolId, async (tx) => {
        await record(tx, keys, here(), [world.reads(living(number)!.id)])
        throw new Error('rolled back')
      }).catch(() => undefined),
    erase: ({ who: number }) => erase(number),
    file: async ({ who: number }) => ((await isCheckpointed()) ? fileOf(living(number)!.id) : undefined),
    proof: ({ who: number }) => proof(number),
    turn: () => order.turn(),
    restart: async () => {
      order = sequencer({ pool, seed, clock, most: 8 })
    },
    witness: ask,
    night,
    burn: async () => keys.destroyEpochs('audit-outbox', dayOf(new Date(moment.now.getTime() - 14 * DAY))),
    leap: async ({ days }) => {
      moment.now = new Date(moment.now.getTime() + days * DAY)
    },
  }
  const take = async (one: Step) => {
    await openYear()
    await (doing[one.do] as (one: Step) => Promise<unknown>)(one)
    moment.now = new Date(moment.now.getTime() + 1000)
  }
  const observe = async () => {
    await say([{ event: 'class.created', payload: { classId: randomUUID() } }])
    await settle()
    await ask()
    for (const { id } of children.filter(({ isThere }) => isThere).slice(0, 2)) await fileOf(id)
    for (const { proof: text, hash } of kept)
      expect(checkProof(readProof(text), hash, readKey(keyText(signerOf(origin, seed))), []).ok).toBe(true)
    const client = await owner.connect()
    try {
      const unlinked = await unlinkedEntries(client, keys, inSchool)
      const prunedTo = await prunedSizes(client, keys, inSchool)
      const hasEnded = (part: 'detail' | 'stub', { class: of, at }: { class: number; at: Date }) =>
        at < endedBefore(profile, classOfNumber(of)!, part, moment.now)
      const report = await verify(client, {
        keyOf: (name) => signerOf(name, seed),
        witnesses: [readKey(keyText(townHall))],
        unlinked,
        prunedTo,
        hasEnded,
      })
      expect(report).toMatchObject({ ok: true, findings: [], logs: [{ origin, waiting: 0 }] })
      return { leaves: report.logs[0]!.size, pruned }
    } finally {
      client.release()
    }
  }
  return { take, observe }
}
