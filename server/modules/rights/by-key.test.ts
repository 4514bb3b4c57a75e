import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCaseByKey } from '#contract/case-by-key.ts'
import { languages } from '#contract/locales.ts'
import { carryOutErasure, decideRight, demandRight, withdrawRight } from '#contract/rights.ts'
import { classOf, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let [dora, noor, lea]: Person[] = []
beforeAll(async () => {
  world = await openWorld()
  dora = await person(world, { name: 'Dora Lefèvre', role: 'dpo' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  lea = await person(world, { name: 'Léa Martin', role: 'teacher' })
  await classOf(world, '6B', [lea], [noor])
})
afterAll(() => world.close())

const DAY = 86_400
const asks = async (who: Person) => (await who.ask(demandRight, { params: { id: who.id }, body: { kind: 'erasure' } })).body
const stands = (code: unknown) => world.visitor(readCaseByKey, { params: { code: `${code}` } })
const page = (code: unknown, locale: string) =>
  world.app.inject({ url: `/verify/${code}?lang=${locale}`, headers: { accept: 'text/html' } })

test('Léa, who has left and cannot sign in any more, follows her request with the key that she was given', async () => {
  const { id, number, code } = await asks(lea!)
  await world.owner.query('update person_role set until_at = now() where person_id = $1', [lea!.id])
  await world.owner.query('delete from directory.session where account_id = $1', [lea!.accountId])
  expect((await stands(code)).body).toMatchObject({
    requestId: id,
    number,
    kind: 'erasure',
    outcome: null,
    school: 'École du Préau',
  })
  for (const locale of languages) {
    const { statusCode, body } = await page(code, locale)
    expect([statusCode, body.includes(`${number}`)]).toEqual([200, true])
    for (const told of ['Léa', 'Martin', lea!.id, '<script']) expect(body).not.toContain(told)
    expect(body).not.toMatch(/\b(privacy|mydata)\.[a-z_]+\./)
  }
  const refusal = { outcome: 'refused', ground: 'kept_by_law', answer: 'Le registre est gardé.' }
  expect((await dora!.ask(decideRight, { params: { id: `${id}` }, body: refusal })).status).toBe(200)
  expect((await stands(code)).body).toMatchObject({
    outcome: 'refused',
    ground: { name: 'kept_by_law', article: expect.any(String) },
  })
  expect((await page(code, 'en')).body).not.toContain('Le registre')
})

test('once it is carried out the same key leads to the certificate, and one that was taken back says so', async () => {
  const { id, code } = await asks(noor!)
  expect((await noor!.ask(withdrawRight, { params: { id: `${id}` } })).status).toBe(200)
  expect((await stands(code)).body).toMatchObject({ outcome: 'withdrawn' })
  const again = await asks(noor!)
  world.move(7 * DAY + 60)
  expect((await dora!.ask(carryOutErasure, { params: { id: `${again['id']}` } })).status).toBe(200)
  expect((await page(again['code'], 'sv')).body).toContain('Preliminärt')
})

test('a key that nobody was given leads nowhere', async () => {
  expect((await stands('0'.repeat(32))).status).toBe(404)
  expect((await page('0'.repeat(32), 'en')).statusCode).toBe(404)
})
