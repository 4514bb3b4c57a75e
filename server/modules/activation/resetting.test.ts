import { afterAll, beforeAll, expect, test } from 'vitest'
import { startReset, useActivation } from '#contract/activation.ts'
import { readMe } from '#contract/people.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { tokenIn } from '#tests/signing-in.ts'
import { asker, classOf, facts, guard, openWorld, type Person, person, type Reply, type World } from '#tests/world.ts'

let world: World
let rosa: Person
let otto: Person
let amal: Person
let bilal: Person
let noor: Person

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  bilal = await person(world, { name: 'Bilal Haddad', role: 'guardian' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  await classOf(world, '6B', [rosa], [noor])
  for (const guardian of [amal, bilal]) await guard(world, guardian, noor)
  await world.owner.query(
    "update guardianship set preset = 'information', scopes = array['feed', 'progress', 'copies'] where guardian_id = $1",
    [bilal.id],
  )
})
afterAll(() => world.close())

const told = ({ status, body }: Reply) => (status === 200 ? '200' : `${status} ${body.code}`)
const helps = (who: Person, headers = {}) => who.ask(startReset, { params: { id: noor.id }, headers })
const uses = (code: unknown) => world.visitor(useActivation, { body: { code: `${code}`, sharedDevice: false } })

test('a teacher helps an own pupil back in: a code, never a password; every device of the pupil is signed out', async () => {
  expect(told(await noor.ask(readMe))).toBe('200')
  const reset = await helps(rosa)
  expect(told(reset), reset.text).toBe('200')
  expect(Object.keys(reset.body).sort()).toEqual(['code', 'name', 'personId', 'until', 'url', 'username'])
  await world.doJobs()
  expect(told(await noor.ask(readMe))).toMatch(/^401/)
  const used = await uses(reset.body['code'])
  expect(told(used), used.text).toBe('200')
  const token = tokenIn(used)
  expect(told(await asker(world.app, 'preau', token)(readMe))).toBe('403 password.must_change')
  expect(
    (await world.owner.query('select must_change_why as why from directory.account where id = $1', [noor.accountId])).rows,
  ).toEqual([{ why: 'helped_reset' }])
  expect(await facts(world)).toEqual(
    expect.arrayContaining(['activation.reset_started', 'activation.printed', 'session.ended', 'activation.used']),
  )
})

test('a guardian may, who may sign for the child; one who is only told may not, nor a teacher of others', async () => {
  expect(told(await helps(amal))).toBe('200')
  expect(told(await helps(bilal))).toBe('403 not_allowed')
  expect(told(await helps(otto))).toBe('404 not_found')
  expect(told(await rosa.ask(startReset, { params: { id: amal.id } }))).toBe('403 not_allowed')
  expect(told(await amal.ask(startReset, { params: { id: amal.id } }))).toBe('403 not_allowed')
})

test('the code is shown once: asked again with the same key it is another, and the former opens nothing', async () => {
  const headers = { 'idempotency-key': uuidv7() }
  const [first, second] = [await helps(amal, headers), await helps(amal, headers)]
  expect([told(first), told(second)]).toEqual(['200', '200'])
  expect(first.body['code']).not.toBe(second.body['code'])
  expect(told(await uses(first.body['code']))).toBe('404 activation.code_unknown')
  expect(told(await uses(second.body['code']))).toBe('200')
})

test('who starts one after another has to wait', async () => {
  const answers: string[] = []
  for (let nth = 0; nth < 6; nth++) answers.push(told(await helps(rosa)))
  expect(answers).toContain('429 too_many_tries')
})
