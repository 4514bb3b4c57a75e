import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readClass } from '#contract/classes.ts'
import { asSchool } from '#kernel/system.ts'
import { entriesOf } from '#ledger/entries.ts'
import { openLog } from '#ledger/log.ts'
import { type InSchool, tellFrom } from '#ledger/outbox.ts'
import { sequencer } from '#ledger/sequencer.ts'
import { raiseCurtain, type Stage } from '../cast.ts'
import { settled } from './ledger-world.ts'

let stage: Stage
let pool: pg.Pool
beforeAll(async () => {
  stage = await raiseCurtain()
  pool = new pg.Pool({ ...stage.world.connection.config('preau_sequencer'), max: 2 })
  const owner = await stage.world.owner.connect()
  await openLog(owner, 'school.example/log', new Date())
  owner.release()
}, 60_000)
afterAll(async () => {
  await pool.end()
  await stage.world.close()
})

const inSchool: InSchool = (schoolId, run) =>
  asSchool(stage.world.installation, schoolId, 'administration', 'ledger.tell', ({ tx }) => run(tx))
const settle = () => settled(pool, sequencer({ pool, seed: Buffer.alloc(32, 1), clock: { now: () => new Date() } }))
const fileOf = (id: string) => {
  const { installation, schoolId } = stage.world
  const days = { from: '2020-01-01', to: '2040-01-01' }
  return inSchool(schoolId, (tx) => entriesOf(tx, installation.vault, { schoolId, kind: 'person', id, ...days }))
}

test('with the vault that the school has: Noor’s file shows that Rosa read the class list, and Otto’s pupils’ does not', async () => {
  const { people, class6B } = stage
  expect((await people.rosa.ask(readClass, { params: { id: class6B } })).status).toBe(200)
  await settle()
  const [list] = (await fileOf(people.noor.id)).filter(({ event }) => event === 'class.list_read')
  expect(list).toMatchObject({ stub: { actor: people.rosa.id, roles: 1 << 4 }, detail: { payload: { classId: class6B } } })
  expect(list!.snapshotId).not.toBeNull()
  expect((await fileOf(people.otto.id)).some(({ event }) => event === 'class.list_read')).toBe(false)
})

test('streams and jobs are told what happened since, each fact with what it says', async () => {
  const size = await settle()
  const { facts } = await tellFrom(pool, stage.world.installation.vault, inSchool, { epoch: 1, index: 0 }, 500)
  expect(facts.length).toBe(size)
  expect(facts.filter(({ isErased }) => isErased)).toEqual([])
  expect(facts.find(({ event }) => event === 'class.list_read')?.detail?.payload).toEqual({ classId: stage.class6B })
})
