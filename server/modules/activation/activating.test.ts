import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  changeSlipSettings,
  printClassSlips,
  printPersonSlip,
  printSlips,
  readClassSlips,
  readSlips,
  slipSheets,
  useActivation,
  voidSlip,
} from '#contract/activation.ts'
import { inGroups, isActivationCode } from '#contract/activation-code.ts'
import { listClasses } from '#contract/classes.ts'
import { changePassword } from '#contract/passwords.ts'
import { readMe } from '#contract/people.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { tokenIn } from '#tests/signing-in.ts'
import {
  asker,
  classOf,
  facts,
  guard,
  openWorld,
  type Person,
  person,
  type Reply,
  type Someone,
  type World,
  withoutAccount,
} from '#tests/world.ts'

import * as printing from './printing.ts'

let world: World
let ada: Person
let olga: Person
let rosa: Person
let otto: Person
let noor: Someone
let amal: Someone
let bilal: Someone
let class6B: string

beforeAll(async () => {
  world = await openWorld()
  ada = await person(world, { name: 'Ada Administrator', role: 'administrator' })
  olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  noor = await withoutAccount(world, { name: 'Noor Benali', role: 'pupil' })
  amal = await withoutAccount(world, { name: 'Amal Benali', role: 'guardian' })
  bilal = await withoutAccount(world, { name: 'Bilal Haddad', role: 'guardian' })
  class6B = await classOf(world, '6B', [rosa], [noor])
  await classOf(world, '7A', [otto], [])
  for (const guardian of [amal, bilal]) await guard(world, guardian, noor)
})
afterAll(() => world.close())

/** What is printed, with its codes, as only the printer ever sees it. */
const printed = async (id: string, why = 'first') => {
  const who = { schoolId: world.schoolId, personId: nobody, accountId: null, session: null, requestId: uuidv7() }
  const { output } = await printing.printOne.perform(world.installation, who, { params: { id }, query: {}, body: { why } })
  const slip = slipSheets.parse(output).sections[0]?.slips[0]
  if (!slip) throw new Error('nothing was printed')
  return slip
}
const types = (code: string) => world.visitor(useActivation, { body: { code, sharedDevice: false } })
const told = ({ status, body }: Reply) => (body.code ? `${status} ${body.code}` : `${status}`)
const codes = (what: string, id: string) => world.owner.query(`update activation_code set ${what} where person_id = $1`, [id])

test('a code has 16 digits, and finds a wrong digit and two that changed places', async () => {
  const { code } = await printed(noor.id)
  expect(code).toMatch(/^\d{16}$/)
  expect(isActivationCode(code)).toBe(true)
  for (let at = 0; at < 16; at++) {
    const wrong = `${code.slice(0, at)}${(Number(code[at]) + 1 + (at % 9)) % 10}${code.slice(at + 1)}`
    expect(wrong === code || !isActivationCode(wrong), wrong).toBe(true)
    const swapped = `${code.slice(0, at)}${code[at + 1] ?? ''}${code[at]}${code.slice(at + 2)}`
    expect(swapped === code || !isActivationCode(swapped), swapped).toBe(true)
  }
})

test('whoever types the code of a slip has an account, can do nothing but choose a password, and then everything', async () => {
  const slip = await printed(amal.id)
  expect(slip).toMatchObject({ username: amal.username, reader: 'guardian', name: 'Amal B.' })
  const used = await types(` ${inGroups(slip.code).replaceAll(' ', '–')} `)
  expect(told(used), used.text).toBe('200')
  const asked = asker(world.app, 'preau', tokenIn(used))
  expect(told(await asked(readMe))).toBe('403 password.must_change')
  expect(told(await asked(listClasses))).toBe('403 password.must_change')
  expect(told(await asked(changePassword, { body: { password: 'short one' } }))).toBe('422 password.too_weak')
  const changed = await asked(changePassword, { body: { password: 'sju gröna cyklar under bron i mars' } })
  expect(told(changed), changed.text).toBe('200')
  const free = asker(world.app, 'preau', tokenIn(changed) || tokenIn(used))
  expect((await free(listClasses)).body).toMatchObject({ classes: [{ label: '6B', as: 'guardian', children: [noor.id] }] })
  expect(await facts(world)).toEqual(
    expect.arrayContaining(['slip.batch_printed', 'activation.printed', 'activation.used', 'account.created']),
  )
})

test('used, run out, made worthless, replaced or invented: the answer is the same', async () => {
  const answers: string[] = []
  const notNow = async (make: () => Promise<string>) => {
    const reply = await types(await make())
    answers.push(JSON.stringify([reply.status, { ...reply.body, requestId: '' }]))
  }
  const used = await printed(bilal.id)
  await types(used.code)
  await notNow(async () => used.code)
  const old = await printed(noor.id)
  await codes("made_at = made_at - interval '15 days', expires_at = now() - interval '1 second'", noor.id)
  await notNow(async () => old.code)
  const gone = await printed(noor.id)
  expect(told(await olga.ask(voidSlip, { params: { id: noor.id } }))).toBe('200')
  await notNow(async () => gone.code)
  const former = await printed(noor.id)
  await printed(noor.id, 'lost')
  await notNow(async () => former.code)
  await notNow(async () => '1111 1111 1111 1111')
  await notNow(async () => 'a word')
  expect(new Set(answers)).toEqual(
    new Set([JSON.stringify([404, { type: 'about:blank', status: 404, code: 'activation.code_unknown', requestId: '' }])]),
  )
})

test('of fifty who use one code at the same moment, one wins', async () => {
  const pupil = await withoutAccount(world, { name: 'Tess Vite', role: 'pupil' })
  const { code } = await printed(pupil.id)
  const answers = await Promise.all(Array.from({ length: 50 }, () => types(code)))
  const told50 = answers.map(told).sort()
  expect(told50.filter((one) => one === '200')).toHaveLength(1)
  expect(new Set(told50.slice(1))).toEqual(new Set(['404 activation.code_unknown']))
  const { rows } = await world.owner.query('select count(*)::int as accounts from directory.membership where person_id = $1', [
    pupil.id,
  ])
  expect(rows).toEqual([{ accounts: 1 }])
})

test('a code is good for fourteen days at most, for as long as the school says, and for 72 hours for those who run it', async () => {
  const days = (until: string) => Math.round((Date.parse(until) - Date.now()) / 86_400_000)
  expect(days((await printed(noor.id)).until)).toBe(14)
  expect(told(await olga.ask(changeSlipSettings, { body: { days: 15, teachersPrint: false } }))).toBe('422 invalid_input')
  expect(told(await olga.ask(changeSlipSettings, { body: { days: 5, teachersPrint: false } }))).toBe('200')
  expect(days((await printed(noor.id)).until)).toBe(5)
  const head = await withoutAccount(world, { name: 'Inès Tremblay', role: 'head' })
  expect(days((await printed(head.id)).until)).toBe(3)
})

test('only an administrator prints for those who run the school: a code of theirs is a way to become them', async () => {
  const head = await withoutAccount(world, { name: 'Max Chef', role: 'head' })
  expect(told(await olga.ask(printPersonSlip, { params: { id: head.id }, body: { why: 'first' } }))).toBe('403 slip.privileged')
  expect(told(await olga.ask(printSlips, { body: { people: [head.id], again: false } }))).toBe('403 slip.privileged')
  expect(told(await olga.ask(voidSlip, { params: { id: head.id } }))).toBe('403 slip.privileged')
  expect(told(await ada.ask(printPersonSlip, { params: { id: head.id }, body: { why: 'first' } }))).toBe('200')
})

test('a print is a PDF that nobody keeps, and whoever prints says first who they are', async () => {
  const body = { readers: ['pupil', 'guardian'], again: true }
  const headers = { 'idempotency-key': uuidv7() }
  const print = await olga.ask(printClassSlips, { params: { id: class6B }, body, headers })
  expect([told(print), print.headers['content-type'], print.headers['cache-control']]).toEqual([
    '200',
    'application/pdf',
    'no-store',
  ])
  expect((await world.owner.query('select count(*)::int as kept from idempotency')).rows).toEqual([{ kept: 0 }])
  await world.owner.query("update directory.session set authenticated_at = now() - interval '11 minutes' where account_id = $1", [
    olga.accountId,
  ])
  expect(told(await olga.ask(printClassSlips, { params: { id: class6B }, body }))).toBe('403 session.must_confirm')
  await world.owner.query('update directory.session set authenticated_at = now() where account_id = $1', [olga.accountId])
})

test('teachers print for their own classes where the school says so, and for no other', async () => {
  const mine = () => rosa.ask(printClassSlips, { params: { id: class6B }, body: { readers: ['pupil'], again: true } })
  expect(told(await mine())).toBe('403 not_allowed')
  expect(told(await rosa.ask(readClassSlips, { params: { id: class6B } }))).toBe('403 not_allowed')
  await olga.ask(changeSlipSettings, { body: { days: 14, teachersPrint: true } })
  expect(told(await mine())).toBe('200')
  expect(told(await rosa.ask(printPersonSlip, { params: { id: noor.id }, body: { why: 'lost' } }))).toBe('200')
  expect(told(await rosa.ask(printSlips, { body: { again: false } }))).toBe('403 not_allowed')
  expect(told(await otto.ask(printClassSlips, { params: { id: class6B }, body: { readers: ['pupil'], again: true } }))).toBe(
    '404 not_found',
  )
  expect(told(await otto.ask(printPersonSlip, { params: { id: noor.id }, body: { why: 'lost' } }))).toBe('404 not_found')
})

test('whoever has an account or a slip is not printed for again, unless asked', async () => {
  const print = (again: boolean) =>
    olga.ask(printClassSlips, { params: { id: class6B }, body: { readers: ['pupil', 'guardian'], again } })
  await print(true)
  expect(told(await print(false))).toBe('409 slip.nobody')
  const { body } = await olga.ask(readSlips)
  expect(body['classes']).toMatchObject([
    { label: '6B', pupils: { people: 1, live: 1, never: 0 }, guardians: { people: 2, activated: 2 } },
  ])
})
