import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeSlipSettings, printClassSlips, printPersonSlip, useActivation } from '#contract/activation.ts'
import { changePassword } from '#contract/passwords.ts'
import { readMe } from '#contract/people.ts'
import { startSession, switchSchool } from '#contract/sessions.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { asSchool } from '#kernel/system.ts'
import { addPerson, namesFrom } from '#modules/people/index.ts'
import { insertSchool } from '#modules/schools/index.ts'
import { hasPassword, said, tokenIn } from '#tests/signing-in.ts'
import { asker, classOf, guard, openWorld, type Person, person, thisYear, type World } from '#tests/world.ts'
import * as printing from './printing.ts'

let world: World
let olga: Person
let rosa: Person
let amal: Person
let noor: Person
const bjork = uuidv7()
const password = 'une bonne dizaine de mots pour une seule clef'
const another = 'le chat dort sur le vieux poirier du jardin'

/** The same account is a teacher in another town. */
const teachesElsewhere = (who: Person) =>
  asSchool(
    world.installation,
    bjork,
    'administration',
    'school.arrange',
    async ({ tx, vault, emit, now }) => {
      const place = { profile: 'EU-SE', kind: 'public', locale: 'sv', timeZone: 'Europe/Stockholm' } as const
      await insertSchool(tx, { schoolId: bjork, name: 'Björkskolan', slug: 'bjork', ...place, ...thisYear(now), now })
      emit('school.created', { schoolId: bjork })
      const names = namesFrom(who.name, 'sv')
      await addPerson(
        { tx, vault, emit, now },
        { schoolId: bjork, names, role: 'teacher', reason: 'office', by: null, accountId: who.accountId },
      )
    },
    who.accountId,
  )

beforeAll(async () => {
  world = await openWorld()
  olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  await guard(world, amal, noor)
  await teachesElsewhere(amal)
  await hasPassword(world, password)
})
afterAll(() => world.close())

test('a school helps somebody back into itself, and into no other school of the same account', async () => {
  const login = `${amal.accountId}@example.org`
  const there = await asker(world.app, 'bjork')(startSession, { body: { login, password, sharedDevice: false } })
  const who = { schoolId: world.schoolId, personId: nobody, accountId: null, session: null, requestId: uuidv7() }
  const asked = { params: { id: amal.id }, query: {}, body: { why: 'forgotten' } }
  const { output } = await printing.printOne.perform(world.installation, who, asked)
  const code = (output as { sections: { slips: { code: string }[] }[] }).sections[0]?.slips[0]?.code
  const used = await world.visitor(useActivation, { body: { code, sharedDevice: false } })
  const changed = await asker(world.app, 'preau', tokenIn(used))(changePassword, { body: { password: another } })
  expect(said(changed)).toBe('200')
  const inside = asker(world.app, 'preau', tokenIn(changed))
  expect((await inside(readMe)).body).toMatchObject({ schools: [{}] })
  expect(said(await inside(switchSchool, { body: { schoolId: bjork } }))).toBe('404 not_found')
  expect(said(await amal.ask(readMe))).toBe('401 not_signed_in')
  const still = asker(world.app, 'bjork', tokenIn(there))
  expect(said(await still(readMe))).toBe('200')
  const again = await asker(world.app, 'bjork')(startSession, { body: { login, password, sharedDevice: false } })
  expect([said(again), again.body['limited']]).toEqual(['200', null])
})

test('a teacher who may print slips prints none for a colleague who is a parent of the class', async () => {
  const otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  await guard(world, otto, noor)
  const id = await classOf(world, '6B', [rosa], [noor])
  expect(said(await olga.ask(changeSlipSettings, { body: { days: 14, teachersPrint: true } }))).toBe('200')
  expect(said(await rosa.ask(printPersonSlip, { params: { id: otto.id }, body: { why: 'lost' } }))).toBe('403 slip.privileged')
  await world.owner.query('delete from directory.session where account_id = $1', [otto.accountId])
  await world.owner.query('delete from directory.membership where account_id = $1', [otto.accountId])
  await rosa.ask(printClassSlips, { params: { id }, body: { readers: ['guardian'], again: true } })
  const { rows } = await world.owner.query('select 1 from activation_code where person_id = $1', [otto.id])
  expect(rows).toEqual([])
  expect(said(await olga.ask(printPersonSlip, { params: { id: otto.id }, body: { why: 'lost' } }))).toBe('200')
})
