import { afterAll, beforeAll, expect, test } from 'vitest'
import { readClass } from '#contract/classes.ts'
import { erasePerson } from '#contract/privacy.ts'
import { checkLedger } from '#ledger/checking.ts'
import { keyText, readKey } from '#ledger/notes.ts'
import { checkProof, readProof } from '#ledger/proof-file.ts'
import { proveFact } from '#ledger/proving.ts'
import { leafHash } from '#ledger/tree.ts'
import { wordsOfReport } from '#server/commands/ledger.ts'
import { person } from '../world.ts'
import { type LoggedStage, raiseWithLog } from './stage.ts'

let stage: LoggedStage
beforeAll(async () => {
  stage = await raiseWithLog()
}, 60_000)
afterAll(() => stage.close())

const check = () => checkLedger(stage.world.installation, stage.world.connection)
const said = async () => wordsOfReport(await check(), stage.world.installation.clock.now())

test('after a school day the ledger verifies, and says how large it is and when it was signed', async () => {
  const { people, class6B } = stage
  await people.rosa.ask(readClass, { params: { id: class6B } })
  await stage.settle()
  const { rows } = await stage.world.owner.query<{ n: number }>('select count(*)::int as n from ledger.fact')
  const words = await said()
  expect(words).toMatch(
    new RegExp(`^log +localhost:3000/[0-9a-f]{8}\nsize +${rows[0]!.n}\nroot +[0-9a-f]{64}\ncheckpoint \\d+ s ago\n`),
  )
  expect(words.endsWith('\nok')).toBe(true)
})

test('an erasure unlinks entries and says how many, and the ledger still verifies; without that word it does not', async () => {
  const { world, people } = stage
  const passing = await person(world, { name: 'Pia Passante', role: 'pupil' })
  await stage.settle()
  expect((await people.ines.ask(erasePerson, { params: { id: passing.id } })).status).toBe(200)
  await stage.settle()
  expect((await check()).findings).toEqual([])
  const told = await world.owner.query(`select sealed_detail from ledger.fact where event = 804`)
  expect(told.rowCount).toBe(1)
  const other = await person(world, { name: 'Otto Ausgang', role: 'pupil' })
  await stage.settle()
  const quietly = `with gone as (select id from ledger.fact where tag is not null order by xid desc, eid desc limit 1)
    update ledger.fact f set tag = null from gone where f.id = gone.id returning f.id, (select f2.tag from ledger.fact f2 where f2.id = gone.id) as tag`
  const { rows } = await world.owner.query<{ id: string; tag: Buffer }>(quietly)
  expect((await check()).findings.map(({ what }) => what)).toContain('index.unlinked')
  await world.owner.query('update ledger.fact set tag = $2 where id = $1', [rows[0]!.id, rows[0]!.tag])
  expect(other.id).not.toBe('')
  expect((await check()).ok).toBe(true)
})

test('one byte of any fact is changed in the database, and that fact is named', async () => {
  const { owner } = stage.world
  const { rows } = await owner.query<{ id: string }>('select id from ledger.fact order by xid, eid')
  const { id } = rows[Math.floor(rows.length / 2)]!
  const flip = (column: string) =>
    owner.query(`update ledger.fact set ${column} = set_byte(${column}, 3, get_byte(${column}, 3) # 1) where id = $1`, [id])
  for (const column of ['sealed_detail', 'sealed_stub', 'actor_commitment', 'subject_commitment']) {
    await flip(column)
    expect((await said()).split('\n').filter((line) => line.startsWith('fact.'))).toEqual([
      `fact.altered, fact ${id}, entry ${Math.floor(rows.length / 2)}, log 1`,
    ])
    await flip(column)
  }
  expect((await check()).ok).toBe(true)
})

test('a fact is proved by a file that anyone can hold against the log’s key', async () => {
  const { owner, installation } = stage.world
  const { rows } = await owner.query<{ id: string }>('select id from ledger.fact order by xid, eid limit 1 offset 3')
  const { proof, index } = (await proveFact(installation.published.pool, rows[0]!.id))!
  const read = readProof(proof)
  const { origin } = (await installation.published.newest())!
  const key = readKey(keyText(installation.published.keyOf(origin)))
  expect(index).toBe(3)
  expect(checkProof(read, leafHash(read.extra!), key, [])).toEqual({ ok: true })
  read.extra![60]! ^= 1
  expect(checkProof(read, leafHash(read.extra!), key, [])).toMatchObject({ ok: false })
  expect(await proveFact(installation.published.pool, stage.world.schoolId)).toBeUndefined()
})
