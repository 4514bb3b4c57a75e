import { createDecipheriv } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { check, type Verdict } from '#ledger/offline/check.ts'
import { type ParentWorld, parentWorld } from './parent-world.ts'

let made: ParentWorld
beforeAll(async () => {
  made = await parentWorld()
}, 60_000)
afterAll(async () => void (await made.world.end()))

const decrypt = async (key: Uint8Array, head: Uint8Array, sealed: Uint8Array) => {
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.alloc(12)).setAAD(head).setAuthTag(sealed.subarray(-16))
  return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]))
}
/** A family asks for a file of what stands in the database now. Where not even a file can be made, that is an answer too. */
const asked = async (): Promise<Verdict | 'no file'> => {
  try {
    return await check(await made.fileOf(made.amal), decrypt)
  } catch {
    return 'no file'
  }
}

const flip = (table: string, column: string, where = 'true') =>
  `update ledger.${table} set ${column} = set_byte(${column}, 3, get_byte(${column}, 3) # 1) where ${where}`
const ofAmal = `id = (select f.id from ledger.fact f where f.event = 601 and f.tag = (select s.tag from ledger.subject_day s where cardinality(s.entries) = 14) order by f.xid, f.eid limit 1)`

/** What somebody with the database in hand changes, how it is put back, and what the family’s file says. */
const ways: [string, string, string, string][] = [
  ['a tile', flip('tile', 'hashes', 'level = 0'), flip('tile', 'hashes', 'level = 0'), 'inclusion'],
  [
    'the checkpoint',
    flip('checkpoint', 'witnessed', 'witnessed is not null'),
    flip('checkpoint', 'witnessed', 'witnessed is not null'),
    'checkpoint',
  ],
  ['the detail of an entry', flip('fact', 'sealed_detail', ofAmal), flip('fact', 'sealed_detail', ofAmal), 'no file'],
  [
    'the purpose of an entry',
    `update ledger.fact set purpose = purpose # 8 where ${ofAmal}`,
    `update ledger.fact set purpose = purpose # 8 where ${ofAmal}`,
    'no file',
  ],
  ['the actor of an entry', flip('fact', 'actor_commitment', ofAmal), flip('fact', 'actor_commitment', ofAmal), 'inclusion'],
  [
    'the subject of an entry',
    flip('fact', 'subject_commitment', ofAmal),
    flip('fact', 'subject_commitment', ofAmal),
    'inclusion',
  ],
  [
    'the root of a roster',
    'update ledger.roster_leaf set entries = entries + 1',
    'update ledger.roster_leaf set entries = entries - 1',
    'roster',
  ],
  ['the entries under a tag in a roster', flip('roster_leaf', 'entries_root'), flip('roster_leaf', 'entries_root'), 'roster'],
  ['the salt of a day', flip('subject_day', 'salt'), flip('subject_day', 'salt'), 'completeness'],
  ['the list that was read', flip('snapshot', 'root'), flip('snapshot', 'root'), 'child'],
  ['who was on the list', flip('snapshot_member', 'commitment'), flip('snapshot_member', 'commitment'), 'child'],
  [
    'that an entry is the child’s at all',
    'update ledger.subject_day set entries = entries[2:], facts = facts[2:] where cardinality(entries) = 14',
    'select',
    'completeness',
  ],
]

test.each(ways)('who changes %s in the database is found by the next file of a family', async (_, change, back, reason) => {
  expect(await asked()).toMatchObject({ ok: true })
  await made.world.owner.query(change)
  const said = await asked()
  await made.world.owner.query(back)
  expect(said === 'no file' ? said : 'reason' in said ? said.reason : 'holds').toBe(reason)
})
