import { afterAll, beforeAll, expect, test } from 'vitest'
import { xsrfTokenOf } from '#kernel/session.ts'
import { packageOf, smallSchool, spoilt } from '../../../tests/packages.ts'
import { workbook } from '../../../tests/workbooks.ts'
import { openWorld, type Person, person, type World } from '../../../tests/world.ts'

let world: World
let office: Person
beforeAll(async () => {
  world = await openWorld()
  office = await person(world, { name: 'Ingrid Office', role: 'office' })
})
afterAll(() => world.close())

const boundary = 'x'.repeat(30)
const form = (bytes: Buffer, end = `\r\n--${boundary}--\r\n`, fields: Record<string, string> = {}) =>
  Buffer.concat([
    ...Object.entries(fields).map(([name, value]) =>
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
    ),
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.zip"\r\ncontent-type: application/zip\r\n\r\n`,
    ),
    bytes,
    Buffer.from(end),
  ])

const sends = (who: Person | undefined, payload: Buffer, headers: Record<string, string> = {}) =>
  world.app.inject({
    method: 'POST',
    url: '/s/preau/api/roster-imports',
    payload,
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      ...(who && { cookie: `preau=${who.token}`, 'x-xsrf-token': xsrfTokenOf(who.token) }),
      ...headers,
    },
  })

test('the office uploads a package, sees what it would change, applies it and follows it', async () => {
  const reply = await sends(office, form(packageOf(smallSchool())))
  expect(reply.statusCode).toBe(200)
  const { id, counts } = reply.json()
  expect(counts.person).toEqual({ arriving: 3, changing: 0, leaving: 0 })
  const asked = { cookie: `preau=${office.token}`, 'x-xsrf-token': xsrfTokenOf(office.token) }
  const applied = await world.app.inject({
    method: 'POST',
    url: `/s/preau/api/roster-imports/${id}/application`,
    payload: {},
    headers: asked,
  })
  expect([applied.statusCode, applied.json().state]).toEqual([200, 'applying'])
  await world.doJobs()
  const progress = await world.app.inject({ method: 'GET', url: `/s/preau/api/roster-imports/${id}/progress`, headers: asked })
  expect(progress.json()).toMatchObject({ state: 'applied', step: 'done' })
  const list = await world.app.inject({ method: 'GET', url: '/s/preau/api/roster-imports', headers: asked })
  expect(list.json().imports).toHaveLength(1)
})

test('the same upload sent twice is one import', async () => {
  const key = { 'idempotency-key': '0190f3c2-7b1a-7000-8000-0000000000aa' }
  const [one, two] = [
    await sends(office, form(packageOf(smallSchool())), key),
    await sends(office, form(packageOf(smallSchool())), key),
  ]
  expect(two.json().id).toBe(one.json().id)
})

test('a package with an error is answered with every place', async () => {
  const reply = await sends(office, form(packageOf(spoilt('users.csv', 'Noor', ''))))
  expect(reply.statusCode).toBe(422)
  expect(reply.json()).toMatchObject({
    code: 'roster.refused',
    details: { problems: [{ code: 'roster.cell_required', file: 'users.csv', line: 3, column: 'givenName' }] },
  })
})

test('what is no form, no file, cut off or too large is refused with a code', async () => {
  expect((await sends(office, form(Buffer.from('hello')))).json().code).toBe('roster.refused')
  expect((await sends(office, form(packageOf(smallSchool()), ''))).json().code).toBe('malformed')
  expect((await sends(office, Buffer.from(`--${boundary}--\r\n`))).json().code).toBe('invalid_input')
  expect((await sends(office, Buffer.from('nonsense'))).statusCode).toBe(400)
  expect((await sends(office, Buffer.from('{}'), { 'content-type': 'application/json' })).statusCode).toBe(400)
  expect((await sends(office, Buffer.from('x'), { 'content-length': '99999999' })).json().code).toBe('too_large')
})

test('without a session, or without the token of the page, nothing is read', async () => {
  expect((await sends(undefined, form(packageOf(smallSchool())))).statusCode).toBe(401)
  expect((await sends(office, form(packageOf(smallSchool())), { 'x-xsrf-token': 'no' })).json().code).toBe('forgery')
  const rosa = await person(world, { name: 'Rosa Lind', role: 'teacher' })
  expect((await sends(rosa, form(packageOf(smallSchool())))).json().code).toBe('not_allowed')
})

const listForm = (text: string, fields: Record<string, string> = {}) =>
  form(Buffer.from(text), undefined, { source: 'lists', fields: 'all', ...fields })

test('the office says once what the columns of a list hold, and is not asked again', async () => {
  const text = 'Tilltal,Släkt,Grupp\nNoor,Haddad,6B\n'
  const first = await sends(office, listForm(text))
  expect(first.json()).toMatchObject({
    code: 'roster.refused',
    details: { shape: { sheets: [], sheet: null, columns: [{ heading: 'Tilltal', cells: ['N···'], means: '' }, {}, {}] } },
  })
  const told = await sends(office, listForm(text, { columns: 'given,family,class', headless: 'false' }))
  expect(
    told
      .json()
      .differences.map(({ display }: { display?: string }) => display)
      .filter(Boolean),
  ).toEqual(['6B', 'Noor Haddad'])
  const again = await sends(office, listForm('Grupp,Släkt,Tilltal\n6B,Haddad,Ali\n'))
  expect(
    again
      .json()
      .differences.map(({ display }: { display?: string }) => display)
      .filter(Boolean),
  ).toEqual(['6B', 'Ali Haddad'])
  const { id } = again.json()
  const asked = { cookie: `preau=${office.token}`, 'x-xsrf-token': xsrfTokenOf(office.token) }
  await world.app.inject({ method: 'POST', url: `/s/preau/api/roster-imports/${id}/application`, payload: {}, headers: asked })
  await world.doJobs()
  const progress = await world.app.inject({ method: 'GET', url: `/s/preau/api/roster-imports/${id}/progress`, headers: asked })
  expect(progress.json().state).toBe('applied')
})

test('an answer about columns that nobody can have given is refused', async () => {
  const text = 'Tilltal\nNoor\n'
  for (const columns of ['shoe size', 'given,'.repeat(300), 'guardian 5 name'])
    expect((await sends(office, listForm(text, { columns }))).json().code).toBe('invalid_input')
})

test('a workbook goes the same way', async () => {
  const bytes = workbook({
    sheets: [
      [
        ['Prénom', 'Nom', 'Classe'],
        ['Lina', 'Haddad', '6C'],
      ],
    ],
  })
  const reply = await sends(office, form(bytes, undefined, { source: 'books' }))
  expect(reply.json()).toMatchObject({ format: 'list', shape: { sheet: 1 }, counts: { person: { arriving: 1 } } })
})
