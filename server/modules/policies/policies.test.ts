import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type AskedPolicy,
  endPolicy,
  listPolicies,
  makePolicy,
  type PolicyReceipt,
  publishPolicyVersion,
  readMyPolicies,
  sayToPolicy,
} from '#contract/policies.ts'
import { exportPerson } from '#contract/privacy.ts'
import { nasty } from '#tests/nasty.ts'
import { newsletter } from '#tests/policy-examples.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let [rosa, olga, dora, amal, karim, noor, eva, ben]: Person[] = []
let [letter, terms] = ['', '']
beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  dora = await person(world, { name: 'Dora Lefèvre', role: 'dpo' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  karim = await person(world, { name: 'Karim Haddad', role: 'guardian' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  eva = await person(world, { name: 'Eva Ek', role: 'guardian' })
  ben = await person(world, { name: 'Ben Ek', role: 'pupil' })
  await classOf(world, '6B', [rosa], [noor, ben])
  for (const one of [amal, karim]) await guard(world, one, noor)
  await guard(world, eva, ben)
  letter = `${(await dora.ask(makePolicy, { body: { kind: 'consent', about: 'pupil', texts: newsletter } })).body['id']}`
  const rules = { fr: { title: 'Conditions', body: 'On se parle avec respect.' } }
  terms = `${(await olga.ask(makePolicy, { body: { kind: 'terms', about: 'self', texts: rules } })).body['id']}`
})
afterAll(() => world.close())

type Mine = { asked: AskedPolicy[]; receipts: PolicyReceipt[] }
const mine = async (who: Person, language = 'fr') =>
  (await who.ask(readMyPolicies, { query: { language } })).body as unknown as Mine
const askedOf = async (who: Person, policyId: string, about: Person, language = 'fr') =>
  (await mine(who, language)).asked.find((one) => one.policyId === policyId && one.person.id === about.id)
const says = async (who: Person, about: Person, answer: string, policyId = letter, more: object = {}) => {
  const [shown] = [...(await mine(amal!)).asked, ...(await mine(dora!)).asked].filter((one) => one.policyId === policyId)
  const { versionId, language, digest } = shown!.text
  return who.ask(sayToPolicy, {
    params: { id: about.id },
    body: { policyId, versionId, language, digest, says: answer, ...more },
  })
}
const holds = async (about: Person, policyId = letter) =>
  (
    await world.owner.query<{ holds: boolean }>(
      "with school as materialized (select set_config('app.school', $1, true)) select app.consent_holds($2, $3) as holds from school",
      [world.schoolId, policyId, about.id],
    )
  ).rows[0]?.holds

test('nobody has said anything, nothing is chosen beforehand, and nothing holds', async () => {
  expect(await askedOf(eva!, letter, ben!)).toMatchObject({ said: 'open', holds: false, receiptId: null, isAgain: false })
  expect(await holds(ben!)).toBe(false)
  expect((await mine(rosa!)).asked.map(({ policyId }) => policyId)).toEqual([terms])
})

test('Eva reads it in her language, agrees, has a receipt with the hash of that text, and takes it back with one tap', async () => {
  const shown = (await askedOf(eva!, letter, ben!, 'sv'))!
  expect(shown.text).toMatchObject({ language: 'sv', title: 'Fotoklubbens brev', number: 1 })
  const { versionId, language, digest } = shown.text
  const reply = await eva!.ask(sayToPolicy, {
    params: { id: ben!.id },
    body: { policyId: letter, versionId, language, digest, says: 'yes' },
  })
  expect(reply.body).toMatchObject({ holds: true, number: expect.stringMatching(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/) })
  const { title, body } = newsletter.sv
  expect(digest).toBe(createHash('sha256').update(`preau/policy/v1\nsv\n${title}\n${body}`).digest('hex'))
  expect(await holds(ben!)).toBe(true)
  expect((await says(eva!, ben!, 'no')).body).toMatchObject({ holds: false })
  expect(await holds(ben!)).toBe(false)
  const { receipts } = await mine(eva!)
  expect(receipts).toMatchObject([
    { says: 'no', replacedAt: null, text: { language: 'fr' } },
    {
      says: 'yes',
      replacedAt: expect.any(String),
      number: reply.body['number'],
      person: { display: 'Ben Ek' },
      text: shown.text,
    },
  ])
  expect((await facts(world)).filter((name) => name === 'policy.said')).toHaveLength(2)
})

test('in France both of Noor’s parents agree; one alone is not enough, either takes it back, and neither learns of the other', async () => {
  expect((await says(amal!, noor!, 'yes')).body).toMatchObject({ holds: false })
  expect((await says(karim!, noor!, 'yes')).body).toMatchObject({ holds: true })
  expect(await askedOf(amal!, letter, noor!)).toMatchObject({ isJoint: true, said: 'yes', holds: true })
  await says(amal!, noor!, 'no')
  expect(await holds(noor!)).toBe(false)
  expect(JSON.stringify(await mine(karim!))).not.toContain('Amal')
  const answersIn = async (whose: Person) => {
    const { tables } = (await karim!.ask(exportPerson, { params: { id: whose.id } })).body as {
      tables: { table: string; rows: unknown[] }[]
    }
    return tables.find(({ table }) => table === 'public.policy_answer')?.rows.length ?? 0
  }
  expect([await answersIn(noor!), await answersIn(karim!)]).toEqual([0, 1])
})

test('in Québec one parent is enough, and a no of the other is a no', async () => {
  await world.owner.query("update person set profile = 'QC-PUB' where id = $1", [noor!.id])
  expect(await holds(noor!)).toBe(false)
  await says(amal!, noor!, 'yes')
  await world.owner.query('update policy_answer set replaced_at = now() where by_id = $1', [karim!.id])
  expect(await holds(noor!)).toBe(true)
  await world.owner.query('update person set profile = null where id = $1', [noor!.id])
  expect(await holds(noor!)).toBe(false)
})

test('terms are accepted, apart from every consent: by each for themselves, and not by a young child', async () => {
  expect((await says(rosa!, rosa!, 'accepted', terms)).body).toMatchObject({ holds: true })
  expect(await askedOf(rosa!, terms, rosa!)).toMatchObject({ kind: 'terms', said: 'accepted' })
  expect((await says(rosa!, rosa!, 'yes', terms)).body.code).toBe('policy.not_asked')
  expect((await says(amal!, noor!, 'accepted', terms)).body.code).toBe('policy.not_asked')
  await world.owner.query("update person set born_on = current_date - interval '9 years' where id = $1", [noor!.id])
  expect((await says(noor!, noor!, 'accepted', terms)).body.code).toBe('policy.not_asked')
  expect((await mine(noor!)).asked).toEqual([])
  const about = { kind: 'terms', about: 'pupil', texts: newsletter }
  expect((await dora!.ask(makePolicy, { body: about })).body.code).toBe('policy.terms_are_own')
})

test('a pupil who is old enough answers alone; a parent may still take back, and no longer agree', async () => {
  const year = new Date().getUTCFullYear()
  await world.owner.query('update person set born_on = $2 where id = $1', [noor!.id, `${year - 16}-01-01`])
  expect((await says(noor!, noor!, 'yes')).body).toMatchObject({ holds: true })
  expect((await says(amal!, noor!, 'yes')).body.code).toBe('policy.not_asked')
  expect(await askedOf(amal!, letter, noor!)).toMatchObject({ mayAgree: false })
  expect((await says(amal!, noor!, 'no')).status).toBe(200)
  expect(await holds(noor!)).toBe(true)
  await world.owner.query('update person set born_on = null where id = $1', [noor!.id])
})

test('nobody agrees to what was not on the screen', async () => {
  const other = { digest: '0'.repeat(64) }
  expect((await says(eva!, ben!, 'yes', letter, other)).body.code).toBe('policy.text_changed')
})

test('a new version asks anew, or lets what was said stand; a no is never asked away; two who publish at once make one', async () => {
  await says(eva!, ben!, 'yes')
  const next = (asksAgain: boolean, after: number) =>
    dora!.ask(publishPolicyVersion, { params: { id: letter }, body: { texts: newsletter, asksAgain, after } })
  expect((await next(false, 1)).body).toMatchObject({ number: 2 })
  expect(await holds(ben!)).toBe(true)
  const both = await Promise.all([next(true, 2), next(true, 2)])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect(await holds(ben!)).toBe(false)
  expect(await askedOf(eva!, letter, ben!)).toMatchObject({ said: 'open', isAgain: true, text: { number: 3 } })
  expect(await askedOf(amal!, letter, noor!)).toMatchObject({ said: 'no', isAgain: false })
  await says(eva!, ben!, 'yes')
  expect(await holds(ben!)).toBe(true)
})

test('the office and the data protection officer see how many, and not who; others see nothing', async () => {
  const { policies } = (await olga!.ask(listPolicies)).body as { policies: object[] }
  expect(policies).toMatchObject([
    { id: letter, number: 3, asked: 2, agreed: 1, refused: 1 },
    { id: terms, number: 1, agreed: 1, refused: 0 },
  ])
  expect(JSON.stringify(policies)).not.toContain(ben!.id)
  for (const who of [rosa, amal, noor]) expect((await who!.ask(listPolicies)).status).toBe(403)
})

test('each refusal: another family, a teacher, the office; who has no right to sign', async () => {
  expect((await says(eva!, noor!, 'yes')).status).toBe(404)
  expect((await says(rosa!, noor!, 'yes')).status).toBe(403)
  expect((await says(olga!, ben!, 'yes')).status).toBe(403)
  await world.owner.query("update guardianship set scopes = '{feed,copies}' where guardian_id = $1", [eva!.id])
  expect((await says(eva!, ben!, 'no')).status).toBe(403)
  expect((await mine(eva!)).asked.map(({ policyId }) => policyId)).toEqual([terms])
  expect(await holds(ben!)).toBe(false)
})

test('two taps at once leave one answer', async () => {
  await Promise.all(['yes', 'no', 'yes', 'no'].map((answer) => says(amal!, noor!, answer)))
  const { rows } = await world.owner.query(
    'select count(*) filter (where replaced_at is null)::int as live from policy_answer where person_id = $1 and by_id = $2',
    [noor!.id, amal!.id],
  )
  expect(rows).toEqual([{ live: 1 }])
})

test('what is no longer asked holds no more, cannot be answered, and its receipts stay', async () => {
  expect((await dora!.ask(endPolicy, { params: { id: letter } })).status).toBe(200)
  expect((await dora!.ask(endPolicy, { params: { id: letter } })).body.code).toBe('policy.ended')
  expect(await askedOf(amal!, letter, noor!)).toBeUndefined()
  expect((await mine(amal!)).receipts.length).toBeGreaterThan(0)
})

test('a text is kept as it was typed, and what nobody types is refused', async () => {
  for (const [name, text] of Object.entries(nasty)) {
    const isTyped = text.trim() !== '' && text.trim().length <= 20_000 && text.isWellFormed() && !/[^\P{Cc}\n]/u.test(text.trim())
    const texts = { fr: { title: 'Texte', body: text } }
    const { status, body } = await dora!.ask(makePolicy, { body: { kind: 'consent', about: 'self', texts } })
    expect(status, name).toBe(isTyped ? 200 : 422)
    if (isTyped) expect((await askedOf(dora!, `${body['id']}`, dora!))?.text.body).toBe(text.trim())
  }
  expect((await dora!.ask(makePolicy, { body: { kind: 'consent', about: 'self', texts: {} } })).status).toBe(422)
})
