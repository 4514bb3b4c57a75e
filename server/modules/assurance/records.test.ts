import { expect, test } from 'vitest'
import { listRecords, signRecord, withdrawRecord } from '#contract/records.ts'
import { nobody } from '#kernel/ids.ts'
import { schools } from '#kernel/schools.ts'
import { find, lookAroundIn } from '#tests/promises.ts'
import { facts, type Person, person, type Reply, type World } from '#tests/world.ts'
import type { Ground } from './checking.ts'
import { checks } from './checks.ts'
import { lookAround, recordKinds, signAtMachine, standings, withdrawAtMachine } from './index.ts'
import { asInstallation } from './installation.queries.ts'
import { dayOf } from './records.ts'
import type { CheckName } from './rows.ts'

let world: World
let ground: Ground
let cast: Record<'head' | 'dpo' | 'office' | 'administrator' | 'teacher', Person>
lookAroundIn(
  (found) => {
    ;({ world, ground } = found)
  },
  async (world) => {
    const of = (role: Parameters<typeof person>[1]['role']) => person(world, { name: `A ${role}`, role })
    cast = {
      head: await of('head'),
      dpo: await of('dpo'),
      office: await of('office'),
      administrator: await of('administrator'),
      teacher: await of('teacher'),
    }
  },
)

const DAY = 86_400
const later = (seconds: number): Ground => {
  world.move(seconds)
  return { ...ground, now: world.clock.now() }
}
const at = (): Ground => ({ ...ground, now: world.clock.now() })
const said = ({ status, body }: Reply) => (status === 200 ? 200 : `${status} ${body.code}`)
const result = async (name: CheckName, on = at()) => (await find(on, name)).result
const check = 'C-55.pledged' as const
const inDays = (days: number) => dayOf(world.clock.now(), days)
const sign = (who: Person, body: object) =>
  who.ask(signRecord, { body: { check, untilOn: inDays(200), done: 14, ofAll: 14, ...body } })
const onThePage = async (theme: string, id: string, schoolsPage = false) => {
  const url = `${schoolsPage ? '/s/preau' : ''}/trust/${theme}`
  const { body } = await world.app.inject({ url, headers: { accept: 'text/html', cookie: 'lang=en' } })
  return body.split(`id="${id}"`)[1]?.split('<li class="card')[0] ?? ''
}

test('only what the registry lets somebody sign takes a signature, in the program and in the database', async () => {
  expect(
    Object.entries(checks)
      .filter(([, one]) => one.source === 'record')
      .map(([name]) => name)
      .sort(),
  ).toEqual([...recordKinds.keys()].sort())
  const takes = async (name: string, ofSchool: boolean) => {
    const { rows } = await world.owner.query('select app.takes_record($1, $2, $3) as takes', [
      name.slice(0, 4),
      name.slice(5),
      ofSchool,
    ])
    return rows[0]?.takes
  }
  for (const name of Object.keys(checks))
    for (const ofSchool of [true, false])
      expect(await takes(name, ofSchool), name).toBe(recordKinds.get(name)?.reach === (ofSchool ? 'school' : 'installation'))
  expect(said(await sign(cast.dpo, { check: 'C-04.walls' }))).toBe('422 record.measured')
  expect(said(await sign(cast.dpo, { check: 'C-54.trained' })), 'that is the machine’s').toBe('422 record.measured')
  await expect(signAtMachine(world.installation, 'C-04.walls', { untilOn: inDays(9) })).rejects.toThrow(/record.measured/)
})

test('nobody signs but the officer and the head, and only with numbers and days that make sense', async () => {
  for (const who of [cast.office, cast.administrator, cast.teacher]) expect(said(await sign(who, {}))).toBe('403 not_allowed')
  expect(said(await sign(cast.dpo, { untilOn: inDays(400) }))).toBe('422 record.days')
  expect(said(await sign(cast.dpo, { untilOn: inDays(0) }))).toBe('422 record.days')
  expect(said(await sign(cast.dpo, { done: 15 }))).toBe('422 record.counts')
  expect(said(await sign(cast.dpo, { done: 0, ofAll: 0 }))).toBe('422 record.counts')
  expect(said(await cast.dpo.ask(withdrawRecord, { body: { check } }))).toBe('409 record.none')
  expect(await result(check)).toBe('not_yet')
})

test('what the officer signs is kept, says the office and no name, and leaves a fact', async () => {
  expect((await sign(cast.dpo, {})).body).toMatchObject({ number: 1, isSample: false })
  expect(await find(at(), check)).toMatchObject({ result: 'ok', facts: { records: 1, highest: 1, done: 14, ofAll: 14 } })
  expect(await facts(world)).toContain('record.signed')
  await lookAround(at(), { isAll: true })
  world.move(60)
  const page = await onThePage('people', 'CLA-49', true)
  expect(page).toContain('badge ok')
  expect(page).toMatch(/Signed by the data protection officer on .*, until /)
  expect(page).toContain('14 of 14')
  expect(page).not.toContain('A dpo')
  const { records } = listRecords.output.parse((await cast.head.ask(listRecords)).body)
  expect(records.map((one) => one.check)).toEqual(['C-49.signed', check])
  expect(records[1]).toMatchObject({ counts: true, newest: { by: 'dpo', done: 14, withdrawnAt: null } })
}, 60_000)

test('a record that vanishes turns its promise red, and stays so until somebody signs anew', async () => {
  await lookAround(at(), { isAll: true })
  await world.owner.query('delete from directory.signed_record')
  await lookAround(later(DAY))
  const state = async () => (await standings(at(), await schools(world.installation))).of(world.schoolId).promises.get('CLA-49')
  expect(await state()).toBe('failed')
  await lookAround(later(DAY))
  expect(await state(), 'nobody forgets it by looking twice').toBe('failed')
  expect((await sign(cast.head, {})).body).toMatchObject({ number: 1 })
  await lookAround(later(DAY))
  expect(await state()).toBe('ok')
}, 60_000)

test('what is changed by hand, is over, or was taken back is not kept', async () => {
  await world.owner.query('update directory.signed_record set until_on = until_on + 1')
  expect(await result(check)).toBe('failed')
  await world.owner.query('update directory.signed_record set until_on = until_on - 1')
  expect(await result(check)).toBe('ok')
  expect(await result(check, { ...ground, now: new Date(world.clock.now().getTime() + 201 * DAY * 1000) })).toBe('stale')
  expect((await sign(cast.dpo, { done: 13 })).status).toBe(200)
  expect(await result(check), 'not everybody').toBe('warning')
  expect((await cast.head.ask(withdrawRecord, { body: { check } })).body).toMatchObject({ number: 2 })
  expect(await result(check)).toBe('failed')
  expect(said(await cast.head.ask(withdrawRecord, { body: { check } }))).toBe('409 record.none')
  expect((await sign(cast.dpo, {})).status).toBe(200)
  expect(await result(check)).toBe('ok')
})

test('at the machine a training is signed for, a plan only with its paper, and both are taken back', async () => {
  const { installation } = world
  const paper = 'ab'.repeat(32)
  await expect(signAtMachine(installation, 'C-19.planned', { untilOn: inDays(100) })).rejects.toThrow(/record.paper/)
  await signAtMachine(installation, 'C-19.planned', { untilOn: inDays(100), paper })
  await signAtMachine(installation, 'C-54.trained', { untilOn: inDays(100), done: 3, ofAll: 3 })
  expect([await result('C-19.planned'), await result('C-54.trained')]).toEqual(['ok', 'ok'])
  expect(await withdrawAtMachine(installation, 'C-54.trained')).toBe(1)
  expect([await result('C-19.planned'), await result('C-54.trained')]).toEqual(['ok', 'failed'])
  await expect(withdrawAtMachine(installation, check)).rejects.toThrow(/record.measured/)
})

test('the database takes nobody’s word for a probe, another school or another role', async () => {
  const insert = (change: Record<string, unknown>) =>
    asInstallation(world.installation, (tx) =>
      tx
        .insertInto('directory.signedRecord')
        .values({
          ...{
            aboutSchool: nobody,
            control: 'C-54',
            asks: 'trained',
            number: 77,
            at: new Date(),
            untilOn: inDays(9),
            signer: 'operator',
          },
          ...{
            done: 1,
            ofAll: 1,
            paper: null,
            statement: Buffer.alloc(32),
            isSample: false,
            signature: Buffer.alloc(64),
            withdrawnAt: null,
          },
          ...change,
        })
        .execute(),
    )
  for (const change of [
    { control: 'C-04', asks: 'walls' },
    { aboutSchool: world.schoolId },
    { signer: 'dpo' },
    { isSample: true },
  ])
    await expect(insert(change), JSON.stringify(change)).rejects.toThrow(/row-level security/)
  await insert({})
  expect(await result('C-54.trained'), 'which is not signed with the key').toBe('failed')
  await world.owner.query('delete from directory.signed_record where number = 77')
})

test('where people are invented a signature is a sample, and never kept', async () => {
  await world.owner.query('update directory.account set invented = true')
  expect((await sign(cast.dpo, {})).body).toMatchObject({ isSample: true })
  expect(await result(check)).toBe('sample')
  await lookAround(later(DAY))
  world.move(60)
  const page = await onThePage('people', 'CLA-49', true)
  expect(page).toContain('Sample only')
  expect(page).toContain('A sample: signed by')
  await world.owner.query('update directory.signed_record set is_sample = false')
  expect(await result(check), 'a sample that calls itself none').toBe('failed')
}, 60_000)

test('C-49.signed turns red when what the school signed is altered', async () => {
  await world.owner.query('update directory.account set invented = false')
  const agreement = { check: 'C-49.signed', done: undefined, ofAll: undefined }
  expect(said(await sign(cast.head, agreement))).toBe('422 record.paper')
  expect((await sign(cast.head, { ...agreement, paper: 'ef'.repeat(32) })).status).toBe(200)
  expect(await result('C-49.signed')).toBe('ok')
  await world.owner.query("update directory.signed_record set at = at - interval '1 day' where control = 'C-49'")
  expect(await result('C-49.signed')).toBe('failed')
})

/** A story for each thing that is signed for: what was signed and is no longer whole is red. */
test.each([...recordKinds.values()].filter(({ reach }) => reach === 'installation'))(
  '$check turns red when what was signed is altered',
  async (kind) => {
    const counts = kind.counts ? { done: 2, ofAll: 2 } : {}
    await world.owner.query('update directory.account set invented = false')
    await signAtMachine(world.installation, kind.check, {
      untilOn: inDays(Math.min(kind.days, 50)),
      ...counts,
      paper: 'cd'.repeat(32),
    })
    expect(await result(kind.check)).toBe('ok')
    await world.owner.query("update directory.signed_record set at = at - interval '1 day' where control || '.' || asks = $1", [
      kind.check,
    ])
    expect(await result(kind.check)).toBe('failed')
  },
)
