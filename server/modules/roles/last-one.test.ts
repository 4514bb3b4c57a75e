import { afterAll, beforeAll, expect, test } from 'vitest'
import { decideGrant, endRole, giveRole, suspendPerson } from '#contract/grants.ts'
import { type Household, openHousehold } from '#tests/families.ts'
import { type Person, person } from '#tests/world.ts'

let home: Household
let tove: Person
beforeAll(async () => {
  home = await openHousehold()
  tove = await person(home.world, { name: 'Tove Berg', role: 'guardian' })
  const { ines, ada } = home.people
  const { body } = await ines.ask(giveRole, { params: { id: tove.id }, body: { role: 'administrator', why: 'post' } })
  await ada.ask(decideGrant, { params: { id: `${body['id']}` }, body: { verdict: 'granted' } })
})
afterAll(() => home.world.close())

const roleOf = async ({ id }: Person) => {
  const { rows } = await home.world.owner.query<{ id: string }>(
    "select id from person_role where person_id = $1 and role = 'administrator'",
    [id],
  )
  return rows[0]?.id ?? ''
}
const ends = async (whose: Person) => {
  const { body } = await home.people.ines.ask(endRole, { params: { id: await roleOf(whose) }, body: { why: 'not_needed' } })
  return body.code ?? 'done'
}
/** What is written meanwhile has not begun yet for the database, as it has not for one who began before and waited. */
const asIfWaiting = async (work: () => Promise<void>) => {
  home.world.move(60)
  await work()
  home.world.move(-60)
}

test('who waited while one of two administrators was ended does not end the other', async () => {
  await asIfWaiting(async () => {
    expect(await ends(home.people.ada)).toBe('done')
    expect(await ends(tove)).toBe('grant.last_administrator')
  })
  await home.world.owner.query(
    "update person_role set until_at = now() + interval '9 days', ended_by = null, ended_why = null where id = $1",
    [await roleOf(home.people.ada)],
  )
})

test('who waited while one of two administrators was suspended does not end the other', async () => {
  const { ines, ada } = home.people
  await asIfWaiting(async () => {
    expect((await ines.ask(suspendPerson, { params: { id: ada.id }, body: { reason: 'office' } })).status).toBe(200)
    expect(await ends(tove)).toBe('grant.last_administrator')
  })
})
