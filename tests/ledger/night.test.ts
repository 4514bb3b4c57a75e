import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readClass } from '#contract/classes.ts'
import { readPersonFile, readPersonReads } from '#contract/ledger-reading.ts'
import { type FactSpan, factSpans } from '#contract/ledger-spans.ts'
import { profiles } from '#contract/roles.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { checkLedger } from '#ledger/checking.ts'
import { ledgerNight } from '#ledger/nightly.ts'
import type { ParentFile } from '#ledger/offline/file.ts'
import { watcher } from '#ledger/watching.ts'
import { mailbox } from '#server/outside/mailbox.ts'
import { facts } from '../world.ts'
import { type LoggedStage, raiseWithLog } from './stage.ts'

let stage: LoggedStage
beforeAll(async () => {
  stage = await raiseWithLog()
}, 60_000)
afterAll(() => stage.close())

const DAY = 86_400
const night = () =>
  ledgerNight
    .perform(stage.world.installation, { schoolId: stage.world.schoolId, requestId: uuidv7() })
    .then(() => stage.settle())
const count = async (text: string) => Number((await stage.world.owner.query(`select count(*) from ${text}`)).rows[0].count)

test('how much an erasure unlinked can be read for as long as any unlinked entry is counted', () => {
  for (const profile of profiles) {
    const spans: FactSpan[] = Object.values(factSpans[profile])
    expect(factSpans[profile].security.detail).toBe(Math.max(...spans.map(({ stub }) => stub)))
  }
})

test('the night makes the roster of the day that is over, once, and the child’s file proves that the day is complete', async () => {
  const { world, people, class6B } = stage
  await people.rosa.ask(readClass, { params: { id: class6B } })
  await stage.settle()
  world.move(DAY)
  await night()
  await night()
  expect((await facts(world)).filter((name) => name === 'ledger.roster_made')).toHaveLength(1)
  const token = await stage.as('amal')
  const reply = await token(readPersonFile, { params: { id: people.noor.id } })
  const json = /<script type="application\/json"[^>]*>(.*?)<\/script>/s.exec(`${reply.body['html']}`)?.[1] ?? ''
  const file: ParentFile = JSON.parse(json)
  expect(file.rosters.map(({ proofs }) => proofs.length)).toEqual([1])
  expect((await checkLedger(world.installation, world.connection)).ok).toBe(true)
})

test('a fact that has waited for a minute is an alarm, said once', async () => {
  const { world } = stage
  await stage.settle()
  const watch = watcher(world.installation, stage.log.pool)
  await stage.as('rosa')
  await (await stage.as('rosa'))(readClass, { params: { id: stage.class6B } })
  world.move(59)
  expect(await watch.delay()).toBeLessThan(60_000)
  world.move(5)
  expect(await watch.delay()).toBeGreaterThanOrEqual(60_000)
  await watch.delay()
  expect((await facts(world)).filter((name) => name === 'ledger.alarm_raised')).toHaveLength(1)
  const { body } = { body: (await world.app.inject('/readyz')).json() as { ledgerDelay: number } }
  expect(body.ledgerDelay).toBeGreaterThanOrEqual(60_000)
  await stage.settle()
})

test('after two weeks the addresses are noise; after the readable span the details are cut, and the ledger still verifies', async () => {
  const { world, people } = stage
  const live = (name: string) =>
    count(`vault.epoch e join vault.key k on k.school_id = e.school_id and k.owner_id = e.id where e.retention_class = '${name}'`)
  const before = await live('audit-outbox')
  await mailbox(world.installation, path.join(world.folder, 'letters')).send({
    to: 'amal@example.org',
    subject: 'Préau',
    text: 'Bonjour',
    html: '',
    locale: 'fr',
  })
  expect(await live('mail_folder')).toBe(1)
  world.move(22 * DAY)
  await night()
  expect(await live('audit-outbox')).toBeLessThan(before)
  expect(await live('mail_folder')).toBe(0)
  expect(await live('audit-detail')).toBeGreaterThan(0)
  expect(await count(`ledger.fact where sealed_detail = '' and class = 5`)).toBe(0)

  world.move(380 * DAY)
  const reads = await count('ledger.fact where class = 5')
  await night()
  expect(await count(`ledger.fact where sealed_detail = '' and class = 5`)).toBe(reads)
  expect(await count(`ledger.fact where sealed_detail = '' and class = 1`)).toBe(0)
  expect((await checkLedger(world.installation, world.connection)).findings).toEqual([])
  const early = {
    ...world.installation,
    clock: { now: () => new Date(world.installation.clock.now().getTime() - 300 * DAY * 1000) },
  }
  expect((await checkLedger(early, world.connection)).findings.map(({ what }) => what)).toContain('fact.cut_early')
  const reply = await (await stage.as('amal'))(readPersonReads, { params: { id: people.noor.id } })
  expect([reply.status, reply.body['days']]).toEqual([200, []])
})
