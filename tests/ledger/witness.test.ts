import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isSameCluster, openNextLog } from '#ledger/log.ts'
import { checkpointText, keyText, readKey, readNote, signedAt, signerOf, signText, writeNote } from '#ledger/notes.ts'
import { leafHash, rootOf } from '#ledger/tree.ts'
import { verify } from '#ledger/verify.ts'
import { addCheckpoint, watch } from '#ledger/witness.ts'
import { type LedgerWorld, ledgerWorld, origin, seed } from './ledger-world.ts'

let world: LedgerWorld
const clock = { now: () => new Date('2026-11-21T10:00:00Z') }
const witness = signerOf('witness.example', Buffer.alloc(32, 4), 4)
const log = signerOf('other.example/log', Buffer.alloc(32, 5))
const hashes = Array.from({ length: 12 }, (_, nth) => leafHash(Buffer.from(`${nth}`)))
beforeAll(async () => {
  world = await ledgerWorld()
  await watch(world.pool, keyText(log))
})
afterAll(async () => void (await world.end()))

const signed = (size: number, root = rootOf(hashes.slice(0, size)), signer = log, name = log.name) => {
  const text = checkpointText({ origin: name, size, root })
  return writeNote({ text, signatures: [signText(signer, text)] })
}
const send = (oldSize: number, proof: Buffer[], note: string) =>
  addCheckpoint(
    { pool: world.pool, signer: witness, clock },
    `old ${oldSize}\n${proof.map((hash) => `${hash.toString('base64')}\n`).join('')}\n${note}`,
  )

test('the conversation of the specification, step by step', async () => {
  expect(await send(0, [], signed(4, undefined, log, 'unknown.example'))).toMatchObject({ status: 404 })
  expect(await send(0, [], signed(4, undefined, signerOf(log.name, Buffer.alloc(32, 6))))).toMatchObject({ status: 403 })
  expect(await addCheckpoint({ pool: world.pool, signer: witness, clock }, 'nonsense')).toMatchObject({ status: 400 })
  expect(await send(7, [], signed(4))).toMatchObject({ status: 400 })
  expect(await send(0, [hashes[0]!], signed(4))).toMatchObject({ status: 422 })

  const first = await send(0, [], signed(4))
  expect(first).toMatchObject({ status: 200 })
  const note = readNote(`${readNote(signed(4)).text}\n${first.body}`)
  expect(signedAt(note, readKey(keyText(witness)))).toBe(clock.now().getTime() / 1000)

  expect(await send(0, [], signed(8))).toEqual({ status: 409, type: 'text/x.tlog.size', body: '4\n' })
  expect(await send(4, [hashes[1]!], signed(8))).toMatchObject({ status: 422, alarm: 'fork' })
  expect(await send(4, [rootOf(hashes.slice(4, 8))], signed(8))).toMatchObject({ status: 200 })
  expect(await send(8, [], signed(8))).toMatchObject({ status: 200 })
})

test('another tree of the same size is a fork, an older one a rollback; both are refused and raise an alarm', async () => {
  expect(await send(8, [], signed(8, rootOf(hashes.slice(1, 9))))).toEqual({
    status: 409,
    type: 'text/x.tlog.size',
    body: '8\n',
    alarm: 'fork',
  })
  expect(await send(4, [], signed(6))).toEqual({ status: 409, type: 'text/x.tlog.size', body: '8\n', alarm: 'rollback' })
})

test('of two that come at once, one is cosigned and the other is told the new size', async () => {
  const replies = await Promise.all([1, 2].map(() => send(8, [rootOf(hashes.slice(8, 12))], signed(12))))
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
})

test('after a logical restore a new log begins with where the old one ended, and takes along what had not been ordered', async () => {
  await world.write([world.reads(randomUUID()), world.reads(randomUUID())])
  await world.settle()
  await world.write([world.reads(randomUUID())])
  const owner = await world.owner.connect()
  try {
    expect(await isSameCluster(owner)).toBe(true)
    await owner.query(
      "update ledger.log set cluster = 'the old one', xid = (xid::text::numeric + 1000000)::text::xid8; update ledger.batch set to_xid = (select xid from ledger.log)",
    )
    await owner.query('update ledger.fact set xid = (xid::text::numeric + 1000000)::text::xid8')
    expect(await isSameCluster(owner)).toBe(false)
    const opened = await openNextLog(owner, clock.now(), async (ended) => {
      expect(ended).toMatchObject({ epoch: 1, size: 2 })
      await world.write([{ event: 'ledger.epoch_opened', payload: ended }])
    })
    expect(opened).toBe(2)
    expect(await world.settle()).toBe(2)
    const { rows } = await owner.query(
      'select event from ledger.fact where eid > (select after_eid from ledger.log where epoch = 2) order by xid, eid',
    )
    expect(rows.map(({ event }) => event)).toEqual([802, 601])
    const report = await verify(owner, {
      keyOf: (name) => signerOf(name, seed),
      witnesses: [],
      unlinked: 0,
      hasEnded: () => false,
    })
    expect(report).toMatchObject({
      ok: true,
      logs: [
        { size: 2, origin },
        { size: 2, origin: `${origin}/2` },
      ],
    })
  } finally {
    owner.release()
  }
})
