import { afterAll, beforeAll, expect, test } from 'vitest'
import { confirmAsker, establishAsker, recogniseRequest } from '#contract/establishing.ts'
import { askByLeaverKey, makeLeaverKey, openLeaverKey } from '#contract/leaver-key.ts'
import { languages } from '#contract/locales.ts'
import { carryOutErasure, decideRight, listMyRights, listRightCases } from '#contract/rights.ts'
import { classOf, facts, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let [dora, ines, rosa, noor, lea, otto, theo]: Person[] = []
beforeAll(async () => {
  world = await openWorld()
  dora = await person(world, { name: 'Dora Lefèvre', role: 'dpo' })
  ines = await person(world, { name: 'Inès Tremblay', role: 'head' })
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  lea = await person(world, { name: 'Léa Martin', role: 'teacher' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  theo = await person(world, { name: 'Théo Petit', role: 'pupil' })
  await classOf(world, '6B', [rosa, lea, otto], [noor, theo])
})
afterAll(() => world.close())

const DAY = 86_400
const makes = async (who: Person | undefined, of = who) => who!.ask(makeLeaverKey, { params: { id: of!.id } })
const keyOf = async (who: Person | undefined) => {
  const made = await makes(who)
  expect(made.status, made.text).toBe(200)
  return `${made.body['code']}`
}
const opens = (code: string) => world.visitor(openLeaverKey, { body: { code } })
const asked = { words: 'Ma fiche de cinquième', answerTo: 'Léa Martin, 3 rue du Lac' }
const asks = (code: string, kind: string, more: Record<string, string> = {}) =>
  world.visitor(askByLeaverKey, { body: { code, kind, ...asked, ...more } as never })
const state = (who: Person | undefined, name: string) =>
  world.owner.query(
    "insert into person_state (school_id, id, person_id, state, reason, from_at) values ($1, gen_random_uuid(), $2, $3, 'office', now())",
    [world.schoolId, who!.id, name],
  )
/** Dora establishes who asks, and Inès confirms it. */
const twoConfirm = async (id: unknown) => {
  const params = { id: `${id}` }
  expect((await dora!.ask(establishAsker, { params, body: { identity: 'called_back' } })).status).toBe(200)
  expect((await ines!.ask(confirmAsker, { params })).status).toBe(200)
}
const cases = async () => (await dora!.ask(listRightCases)).body['cases'] as { id: string; number: string; can: object }[]
const page = (address: string, typed?: Record<string, string>) =>
  world.app.inject({
    url: address,
    headers: { accept: 'text/html', ...(typed && { 'content-type': 'application/x-www-form-urlencoded' }) },
    ...(typed && { method: 'POST', payload: new URLSearchParams(typed).toString() }),
  })

test('Léa makes a key before she leaves, and reads that she has one; whoever does not say who they are again gets none', async () => {
  await world.owner.query("update directory.session set authenticated_at = now() - interval '11 minutes' where account_id = $1", [
    lea!.accountId,
  ])
  expect((await makes(lea)).body.code).toBe('session.must_confirm')
  await world.owner.query('update directory.session set authenticated_at = now() where account_id = $1', [lea!.accountId])
  await state(lea, 'leaving')
  expect(await keyOf(lea)).toMatch(/^[0-9a-f]{32}$/)
  expect((await lea!.ask(listMyRights)).body['keyMadeAt']).toEqual(expect.any(String))
  expect((await rosa!.ask(listMyRights)).body['keyMadeAt']).toBeNull()
  const { rows } = await world.owner.query<{ all: string }>('select leaver_key::text as all from leaver_key')
  expect(rows).toHaveLength(1)
})

test('nobody makes a key for somebody else', async () => {
  for (const who of [rosa, dora, theo]) expect((await makes(who, noor)).status).toBe(403)
})

test.each(['alumni_locked', 'guidance', 'archived'])(
  'years later and %s, Léa asks with it, and it follows what she asked',
  async (now) => {
    const key = await keyOf(rosa)
    const before = (await cases()).length
    await state(rosa, now)
    expect((await rosa!.ask(listMyRights)).status).not.toBe(200)
    const typed = ` ${key.toUpperCase().replace(/(.{4})/g, '$1 ')}`
    expect((await opens(typed)).body).toMatchObject({
      school: 'École du Préau',
      kinds: ['access', 'rectification', 'erasure', 'human'],
    })
    const taken = await asks(typed, 'human')
    expect(taken.status, taken.text).toBe(200)
    expect(taken.body).toMatchObject({ isAgain: false, number: expect.stringMatching(/^DR-/), dueOn: expect.any(String) })
    const all = await cases()
    expect(all.length).toBe(before + 1)
    expect(all.find(({ id }) => id === taken.body['id'])).toMatchObject({
      ...{ kind: 'human', came: 'key', checked: { how: 'leaver_key', by: null }, ...asked, can: { decide: true } },
      asker: { id: rosa!.id },
    })
    const answer = { outcome: 'granted', answer: 'Par lettre' } as const
    await twoConfirm(taken.body['id'])
    expect((await dora!.ask(decideRight, { params: { id: `${taken.body['id']}` }, body: answer })).status).toBe(200)
    const seen = await opens(key)
    expect(seen.body['cases']).toMatchObject([{ number: taken.body['number'], outcome: 'granted' }])
    expect(seen.text).not.toMatch(/Rosa|Roy|cinquième|Lac|lettre/)
    await world.owner.query('delete from person_state where person_id = $1', [rosa!.id])
    await world.owner.query('delete from rights_request where id = $1', [taken.body['id']])
    expect(await facts(world)).toEqual(expect.arrayContaining(['leaver_key.made', 'leaver_key.opened', 'leaver_key.asked']))
  },
)

test('the same deletion or copy asked twice is one case; two questions are two', async () => {
  const key = await keyOf(otto)
  for (const kind of ['erasure', 'access'] as const) {
    const [one, two] = [await asks(key, kind), await asks(key, kind)]
    expect([one.body['isAgain'], two.body['isAgain'], two.body['id']]).toEqual([false, true, one.body['id']])
  }
  expect((await asks(key, 'human')).body['id']).not.toBe((await asks(key, 'human')).body['id'])
  const listed = (await opens(key)).body['cases'] as unknown[]
  expect(listed).toHaveLength(4)
  expect(await facts(world)).toContain('leaver_key.asked_again')
})

test('a key that was replaced opens nothing and asks nothing, and the new one knows what was asked with it', async () => {
  const old = await keyOf(theo)
  expect((await asks(old, 'rectification')).status).toBe(200)
  const key = await keyOf(theo)
  const before = (await cases()).length
  for (const reply of [await opens(old), await asks(old, 'human')]) expect(reply.body.code).toBe('leaver_key.unknown')
  expect((await cases()).length).toBe(before)
  expect((await opens(key)).body['cases']).toHaveLength(1)
})

test('a key opens what its owner asked with it, and nothing of anybody else', async () => {
  const [one, other] = [await keyOf(theo), await keyOf(noor)]
  await asks(one, 'human')
  expect((await opens(other)).body['cases']).toEqual([])
  const id = (await asks(other, 'human')).body['id']
  const { rows } = await world.owner.query('select person_id, asked_by from rights_request where id = $1', [id])
  expect(rows).toEqual([{ person_id: noor!.id, asked_by: noor!.id }])
})

test('once Otto is erased his key leads to the certificate, and asks nothing more', async () => {
  const { rows } = await world.owner.query<{ id: string }>(
    "select id from rights_request where kind = 'erasure' and person_id = $1",
    [otto!.id],
  )
  const key = await keyOf(otto)
  await world.owner.query('update rights_request set closed_at = now(), outcome = $2 where id = $1', [rows[0]!.id, 'withdrawn'])
  const { id } = (await asks(key, 'erasure')).body
  expect((await otto!.ask(recogniseRequest, { params: { id: `${id}` }, body: { verdict: 'mine' } })).status).toBe(200)
  world.move(7 * DAY + 60)
  const done = await dora!.ask(carryOutErasure, { params: { id: `${id}` } })
  expect(done.status, done.text).toBe(200)
  expect((await page(`/verify/${key}?lang=sv`)).body).toContain('Preliminärt')
  for (const reply of [await opens(key), await asks(key, 'human')]) expect(reply.status).toBe(404)
  const left = await world.owner.query('select from leaver_key where person_id = $1', [otto!.id])
  expect(left.rowCount).toBe(0)
})

test('without JavaScript: the key is typed, something is asked, and no address carries it', async () => {
  const key = await keyOf(noor)
  for (const locale of languages) {
    const { statusCode, body } = await page(`/verify/key?lang=${locale}`)
    expect([statusCode, /\b(privacy|mydata|errors)\.[a-z_]+\./.test(body)]).toEqual([200, false])
    const seen = await page(`/verify/key?lang=${locale}`, { code: key })
    expect([seen.statusCode, seen.body.includes('name="answerTo"')]).toEqual([200, true])
    expect(seen.body).not.toMatch(/\b(privacy|mydata|errors)\.[a-z_]+\.|<script|Noor|Benali/)
    for (const [, address] of seen.body.matchAll(/(?:href|action)="([^"]*)"/g)) expect(address).not.toContain(key)
  }
  const sent = await page('/verify/key/request?lang=fr', {
    code: key,
    kind: 'access',
    words: 'Tout\r\net le reste',
    answerTo: 'ici\r\nlà',
  })
  expect([sent.statusCode, sent.body.includes('DR-')]).toEqual([200, true])
  const wrong = await page('/verify/key/request?lang=fr', { code: key, kind: 'access', words: 'Tout', answerTo: ' ' })
  expect([wrong.statusCode, wrong.body.includes('Tout</textarea>')]).toEqual([422, true])
})

test('garbage is refused, never a bug, and wrong keys make the next wait', async () => {
  for (const code of ['', ' ', '0'.repeat(32), 'a'.repeat(5000), '\u0000', '<script>', 'é'.repeat(40), "' or 1=1 --"]) {
    for (const at of ['/verify/key', '/verify/key/request'])
      expect([404, 422, 429], code.slice(0, 20)).toContain((await page(at, { code })).statusCode)
    expect([404, 422]).toContain((await opens(code)).status)
  }
  const key = await keyOf(noor)
  const tries = []
  for (let nth = 0; nth < 25; nth++) tries.push((await opens(`${nth}`.padStart(32, '0'))).status)
  expect([tries[0], tries.at(-1)]).toEqual([404, 429])
  expect((await opens(key)).status).toBe(429)
  expect(await facts(world)).toContain('leaver_key.refused')
})
