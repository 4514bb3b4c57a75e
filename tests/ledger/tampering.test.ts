import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Finding } from '#ledger/findings.ts'
import { keyText, readKey, readNote, signerOf, writeNote } from '#ledger/notes.ts'
import { checkProof, prove, readProof } from '#ledger/proof-file.ts'
import { sequencer } from '#ledger/sequencer.ts'
import { hashOfFact } from '#ledger/stored-leaf.ts'
import type { StoredFact } from '#ledger/verify.queries.ts'
import { verify } from '#ledger/verify.ts'
import { addCheckpoint, watch } from '#ledger/witness.ts'
import { type Ask, askWitnesses } from '#ledger/witnesses.ts'
import { embedded } from '#server/db/connection.ts'
import { type LedgerWorld, ledgerWorld, origin, seed, settled } from './ledger-world.ts'

const clock = { now: () => new Date() }
const townHall = signerOf('town.example/witness', Buffer.alloc(32, 9), 4)
const logKey = readKey(keyText(signerOf(origin, seed)))
const otherKey = Buffer.alloc(32, 8)

let source: string
let watcher: LedgerWorld
let parent: { proof: string; hash: Buffer }
let ask: Ask
const people = Array.from({ length: 12 }, () => randomUUID())

beforeAll(async () => {
  watcher = await ledgerWorld()
  await watch(watcher.pool, keyText(signerOf(origin, seed)))
  ask = async (_url, body) => addCheckpoint({ pool: watcher.pool, signer: townHall, clock }, body)
  const world = await ledgerWorld()
  await world.pool.query('insert into ledger.witness (name, key, url) values ($1, $2, $3)', [
    townHall.name,
    keyText(townHall),
    'https://town.example',
  ])
  for (let round = 0; round < 6; round++) {
    for (let nth = 0; nth < 25; nth++)
      await world.write([world.reads(people[nth % 12]!), world.reads(people[(nth + round) % 12]!, ['health'])])
    await world.settle()
  }
  expect(await askWitnesses(world.pool, clock, ask)).toEqual([{ name: townHall.name, outcome: 'cosigned' }])
  const { rows } = await world.owner.query<StoredFact>('select * from ledger.fact order by xid, eid offset 7 limit 1')
  parent = { proof: await prove(world.pool, { epoch: 1, index: 7 }), hash: hashOfFact(rows[0]!) }
  source = world.connection.config('owner').database!
  await world.end()
}, 60_000)
afterAll(async () => void (await watcher.end()))

type Tampered = { owner: pg.Client; pool: pg.Pool }
const copy = async <T>(run: (at: Tampered) => Promise<T>): Promise<T> => {
  const cluster = inject('cluster')
  const name = `t_${randomUUID().replaceAll('-', '')}`
  const boss = new pg.Client({ ...cluster, user: 'preau', database: 'postgres' })
  await boss.connect()
  await boss.query(`create database ${name} template ${source} strategy file_copy`).finally(() => boss.end())
  const at = embedded(cluster, name)
  const owner = new pg.Client(at.config('owner'))
  const pool = new pg.Pool({ ...at.config('preau_sequencer'), max: 3 })
  await owner.connect()
  try {
    return await run({ owner, pool })
  } finally {
    await Promise.all([owner.end(), pool.end()])
  }
}
const verified = ({ owner }: Tampered) =>
  verify(owner, {
    keyOf: (name) => signerOf(name, seed),
    witnesses: [readKey(keyText(townHall))],
    unlinked: 0,
    hasEnded: () => false,
  })
const accepts = (proof: string, hash = parent.hash) => {
  try {
    return checkProof(readProof(proof), hash, logKey, [readKey(keyText(townHall))]).ok
  } catch {
    return false
  }
}
/** Makes the whole tree anew from the facts as they are now, signed with this key. */
const remake = async ({ owner, pool }: Tampered, key: Buffer) => {
  await owner.query(
    "delete from ledger.tile; delete from ledger.batch; delete from ledger.checkpoint; delete from ledger.subject_day; update ledger.log set size = 0, xid = '0', eid = 0",
  )
  const order = sequencer({ pool, seed: key, clock, most: 64 })
  await settled(pool, order)
}

const nth = (n: number) => `(select id from ledger.fact order by xid, eid offset ${n} limit 1)`
const flip = (column: string) => `${column} = set_byte(${column}, 3, get_byte(${column}, 3) # 1)`
const swap = (columns: string, a = 20, b = 40) =>
  `update ledger.fact f set (${columns}) = (select ${columns} from ledger.fact o where o.id = case f.id when ${nth(a)} then ${nth(b)} else ${nth(a)} end) where f.id in (${nth(a)}, ${nth(b)})`
const backDated = `insert into ledger.fact (xid, eid, school_id, id, event, class, purpose, subject_kind, day, year_day, actor_commitment, subject_commitment, tag, address, sealed_stub, sealed_detail)
  overriding system value select xid, 1000000, school_id, gen_random_uuid(), event, class, purpose, subject_kind, day, year_day, actor_commitment, subject_commitment, tag, address, sealed_stub, sealed_detail
  from ledger.fact where id = ${nth(30)}`

/** Each way of tampering, what the verifier says of it first, and the number of the fact it names. */
const ways: [string, string, Finding['what'], number?][] = [
  ['another event', `update ledger.fact set event = 204 where id = ${nth(33)}`, 'fact.altered', 33],
  ['another purpose', `update ledger.fact set purpose = 8 where id = ${nth(0)}`, 'fact.altered', 0],
  ['another class', `update ledger.fact set class = 3 where id = ${nth(299)}`, 'fact.altered', 299],
  ['one byte of a detail', `update ledger.fact set ${flip('sealed_detail')} where id = ${nth(12)}`, 'fact.altered', 12],
  ['one byte of a stub', `update ledger.fact set ${flip('sealed_stub')} where id = ${nth(13)}`, 'fact.altered', 13],
  ['another actor', `update ledger.fact set ${flip('actor_commitment')} where id = ${nth(14)}`, 'fact.altered', 14],
  ['another subject', `update ledger.fact set ${flip('subject_commitment')} where id = ${nth(15)}`, 'fact.altered', 15],
  ['another time', `update ledger.fact set id = ('02' || substr(id::text, 3))::uuid where id = ${nth(16)}`, 'fact.altered', 16],
  ['another school', `update ledger.fact set school_id = gen_random_uuid() where id = ${nth(17)}`, 'fact.altered', 17],
  ['two details swapped', swap('sealed_detail'), 'fact.altered', 20],
  ['two stubs swapped', swap('sealed_stub'), 'fact.altered', 20],
  ['two subjects swapped', swap('subject_commitment'), 'fact.altered', 20],
  [
    'what two facts say swapped, stub and detail and all',
    swap('actor_commitment, subject_commitment, sealed_stub, sealed_detail'),
    'fact.altered',
    20,
  ],
  ['nothing said to be about anyone', `update ledger.fact set subject_kind = 0 where id = ${nth(18)}`, 'fact.altered', 18],
  [
    'a fact dated back by a month',
    `update ledger.fact set id = (lpad(to_hex(('x' || substr(replace(id::text, '-', ''), 1, 12))::bit(48)::bigint - 2678400000), 12, '0') || substr(replace(id::text, '-', ''), 13))::uuid where id = ${nth(19)}`,
    'fact.altered',
    19,
  ],
  [
    'ten facts deleted in the middle',
    `delete from ledger.fact where id in (select id from ledger.fact order by xid, eid offset 100 limit 10)`,
    'fact.missing',
    100,
  ],
  [
    'a stub cut off before its time',
    `update ledger.fact set stub_hash = sha256(sealed_stub), sealed_stub = '' where id = ${nth(62)}`,
    'fact.cut_early',
    62,
  ],
  [
    'two tiles exchanged',
    `update ledger.tile t set hashes = (select hashes from ledger.tile o where o.level = 0 and o.number = 0) where t.level = 1`,
    'tile.altered',
  ],
  [
    'a checkpoint moved to another size',
    'update ledger.checkpoint set size = size - 1 where size = (select max(size) from ledger.checkpoint)',
    'checkpoint.contradicted',
  ],
  [
    'a batch cut in two',
    'update ledger.batch set leaves = leaves - 1, to_eid = to_eid - 1 where first_index = 0',
    'batch.broken',
  ],
  [
    'two facts in the other order',
    `update ledger.fact set xid = case id when ${nth(20)} then (select xid from ledger.fact where id = ${nth(40)}) else (select xid from ledger.fact where id = ${nth(20)}) end where id in (${nth(20)}, ${nth(40)})`,
    'fact.altered',
  ],
  ['a fact deleted', `delete from ledger.fact where id = ${nth(50)}`, 'fact.missing', 50],
  ['the last fact deleted', `delete from ledger.fact where id = ${nth(299)}`, 'fact.missing', 299],
  ['a fact put in with an old date', backDated, 'fact.inserted'],
  [
    'a detail cut off before its time',
    `update ledger.fact set detail_hash = sha256(sealed_detail), sealed_detail = '' where id = ${nth(60)}`,
    'fact.cut_early',
    60,
  ],
  [
    'a detail cut off, and its hash wrong',
    `update ledger.fact set detail_hash = sha256('x'), sealed_detail = '' where id = ${nth(61)}`,
    'fact.altered',
    61,
  ],
  ['a tile changed', `update ledger.tile set ${flip('hashes')} where level = 0 and number = 0`, 'tile.altered'],
  ['a tile of the second level changed', `update ledger.tile set ${flip('hashes')} where level = 1`, 'tile.altered'],
  ['a tile deleted', 'delete from ledger.tile where level = 1', 'tile.missing'],
  ['the first tile deleted', 'delete from ledger.tile where level = 0 and number = 0', 'tile.missing'],
  ['a tile too many', 'insert into ledger.tile select 1, 3, 7, hashes from ledger.tile where level = 1', 'tile.invented'],
  ['the root of a batch changed', `update ledger.batch set ${flip('root')} where first_index = 0`, 'batch.broken'],
  ['a batch deleted', 'delete from ledger.batch where first_index = (select max(first_index) from ledger.batch)', 'head.broken'],
  ['the head moved back', 'update ledger.log set size = size - 1', 'head.broken'],
  ['a checkpoint changed', `update ledger.checkpoint set ${flip('note')}`, 'checkpoint.forged'],
  [
    'an entry hidden from the index',
    'update ledger.subject_day set entries = entries[2:], facts = facts[2:] where tag = (select min(tag) from ledger.subject_day)',
    'index.hidden',
  ],
  [
    'a day of a child hidden',
    'delete from ledger.subject_day where tag = (select min(tag) from ledger.subject_day)',
    'index.hidden',
  ],
  [
    'an entry put on another child',
    'update ledger.subject_day set entries = entries || 5::bigint, facts = facts || gen_random_uuid() where tag = (select min(tag) from ledger.subject_day)',
    'index.invented',
  ],
  [
    'an erasure that nobody logged',
    'with t as (select min(tag) as tag from ledger.subject_day), f as (update ledger.fact set tag = null, address = null where tag = (select tag from t)) delete from ledger.subject_day where tag = (select tag from t)',
    'index.unlinked',
  ],
]

describe('whoever changes the database is found by the verifier', () => {
  test.each(ways)('%s', async (_, change, what, number) => {
    await copy(async (at) => {
      const name = number === undefined ? undefined : (await at.owner.query(`select ${nth(number)} as id`)).rows[0].id
      await at.owner.query(change)
      const report = await verified(at)
      expect(report.ok).toBe(false)
      expect(report.findings.map((finding) => finding.what)).toContain(what)
      if (number === undefined) return
      const first = report.findings.find((finding) => finding.what === what)!
      expect(first.index).toBe(number)
      if (what !== 'fact.missing' && !change.includes('set id')) expect(first.factId).toBe(name)
    })
  })

  test('a checkpoint signed with another key', async () => {
    await copy(async (at) => {
      const { rows } = await at.owner.query('select size, note from ledger.checkpoint order by size desc limit 1')
      const { text } = readNote(rows[0].note.toString())
      const forged = writeNote({
        text,
        signatures: [
          {
            ...readNote(rows[0].note.toString()).signatures[0]!,
            bytes: Buffer.from(signerOf(origin, otherKey).sign(Buffer.from(text))),
          },
        ],
      })
      await at.owner.query('update ledger.checkpoint set note = $1 where size = $2', [Buffer.from(forged), rows[0].size])
      expect((await verified(at)).findings).toContainEqual(expect.objectContaining({ what: 'checkpoint.forged' }))
      expect(accepts(parent.proof.replace(/^— school.*$/m, forged.split('\n\n')[1]!.trim()))).toBe(false)
    })
  })

  test('a cosignature that the witness never made', async () => {
    await copy(async (at) => {
      const forge = signerOf(townHall.name, otherKey, 4)
      const { rows } = await at.owner.query('select note from ledger.checkpoint where witnessed is not null')
      const note = readNote(rows[0].note.toString())
      const fake = {
        name: townHall.name,
        id: townHall.id,
        bytes: Buffer.concat([Buffer.alloc(8, 1), forge.sign(Buffer.from(note.text))]),
      }
      await at.owner.query('update ledger.checkpoint set witnessed = $1 where witnessed is not null', [
        Buffer.from(writeNote({ ...note, signatures: [...note.signatures, fake] })),
      ])
      expect((await verified(at)).findings).toContainEqual(expect.objectContaining({ what: 'cosignature.forged' }))
    })
  })

  test('everything rewritten, but without the key', async () => {
    await copy(async (at) => {
      await at.owner.query(`update ledger.fact set purpose = 8 where id = ${nth(7)}`)
      await remake(at, otherKey)
      expect((await verified(at)).findings).toContainEqual(expect.objectContaining({ what: 'checkpoint.forged' }))
    })
  })
})

describe('what looks clean in the database is found by the witness and by the parent', () => {
  const told = async ({ pool }: Tampered) => (await askWitnesses(pool, clock, ask))[0]!.outcome

  test('everything rewritten and signed with the stolen key', async () => {
    await copy(async (at) => {
      await at.owner.query(`update ledger.fact set purpose = 8 where id = ${nth(7)}`)
      await remake(at, seed)
      expect(await verified(at)).toMatchObject({ ok: true })
      expect(await told(at)).toBe('fork')
      const { rows } = await at.owner.query<StoredFact>('select * from ledger.fact order by xid, eid offset 7 limit 1')
      expect(accepts(await prove(at.pool, { epoch: 1, index: 7 }), hashOfFact(rows[0]!))).toBe(false)
      expect(accepts(parent.proof, hashOfFact(rows[0]!))).toBe(false)
    })
  })

  test('a fork that has grown past what the witness saw', async () => {
    await copy(async (at) => {
      await at.owner.query(
        `delete from ledger.fact where id = ${nth(7)}; ${backDated}; ${backDated.replace('1000000', '1000001')}`,
      )
      await remake(at, seed)
      expect(await verified(at)).toMatchObject({ ok: true })
      expect(await told(at)).toBe('fork')
    })
  })

  test('the log rolled back to an older checkpoint of its own', async () => {
    await copy(async (at) => {
      await at.owner.query(`delete from ledger.fact where (xid, eid) > (select xid, eid from ledger.fact where id = ${nth(199)})`)
      await remake(at, seed)
      expect(await verified(at)).toMatchObject({ ok: true })
      expect(await told(at)).toBe('rollback')
    })
  })

  test('another leaf, another place, another path, no cosignature: the parent’s proof holds for none of them', () => {
    expect(accepts(parent.proof)).toBe(true)
    expect(accepts(parent.proof, Buffer.alloc(32))).toBe(false)
    expect(accepts(parent.proof.replace('index 7', 'index 6'))).toBe(false)
    expect(accepts(parent.proof.replace(/index 7\n..../, (start) => `${start.slice(0, -4)}AAAA`))).toBe(false)
    expect(accepts(parent.proof.replace(/^— town.*\n/m, ''))).toBe(false)
    expect(accepts(parent.proof.replace(/^300$/m, '301'))).toBe(false)
  })
})

test('an honest log is never accused', async () => {
  await copy(async (at) => {
    for (let run = 0; run < 10; run++)
      expect(await verified(at)).toMatchObject({ ok: true, findings: [], logs: [{ size: 300, origin, waiting: 0 }] })
    expect((await askWitnesses(at.pool, clock, ask))[0]!.outcome).toBe('cosigned')
  })
})
