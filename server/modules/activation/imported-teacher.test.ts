import { getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { printSlips } from '#contract/activation.ts'
import {
  acceptJoinRequest,
  confirmJoinRequest,
  issueClassKey,
  listClasses,
  listJoinRequests,
  makeJoinRequest,
} from '#contract/classes.ts'
import { changePassword } from '#contract/passwords.ts'
import { applyImport, stageImport } from '#contract/rosters.ts'
import { startSession } from '#contract/sessions.ts'
import { xsrfTokenOf } from '#kernel/session.ts'
import { packageOf, smallSchool } from '#tests/packages.ts'
import { tokenIn } from '#tests/signing-in.ts'
import { asker, openWorld, type Person, person, thisYear, type World } from '#tests/world.ts'

let world: World
let olga: Person
beforeAll(async () => {
  world = await openWorld()
  olga = await person(world, { name: 'Olga Nyström', role: 'office' })
})
afterAll(() => world.close())

const { yearFrom, yearTo } = thisYear(new Date())
const roster = () =>
  packageOf(
    Object.fromEntries(
      Object.entries(smallSchool()).map(([name, text]) => [
        name,
        text.replaceAll('2025-08-18', yearFrom).replaceAll('2026-06-12', yearTo),
      ]),
    ),
  )

/** What stands on the paper: whoever cuts it reads no more. */
const paper = async () => {
  const reply = await world.app.inject({
    method: 'POST',
    url: `/s/preau/api${printSlips.path}`,
    headers: { cookie: `preau=${olga.token}`, 'x-xsrf-token': xsrfTokenOf(olga.token) },
    payload: { again: false },
  })
  expect([reply.statusCode, reply.headers['content-type'], reply.headers['x-pages']]).toEqual([200, 'application/pdf', '2'])
  const pdf = await getDocumentProxy(new Uint8Array(reply.rawPayload))
  const { items } = await (await pdf.getPage(2)).getTextContent()
  return items.map((item) => ('str' in item ? item.str : '')).join(' ')
}

/** In a browser without JavaScript: the form is sent, and the redirects are followed as they come. */
const typesSlip = (code: string) =>
  world.app.inject({
    method: 'POST',
    url: '/first-sign-in',
    headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000' },
    payload: new URLSearchParams({ code }).toString(),
  })

test('an imported teacher gets a slip, chooses a password, sees the class, and decides who is let in', async () => {
  const staged = await olga.ask(stageImport, { file: roster() })
  await olga.ask(applyImport, { params: { id: `${staged.body['id']}` }, body: {} })
  await world.doJobs()
  const text = await paper()
  const [, username = ''] = /Identifiant\s*:\s*(\S+)/.exec(text) ?? []
  const [, code = ''] = /(\d{4} \d{4} \d{4} \d{4})/.exec(text) ?? []
  expect(text).toContain('Rosa L.')
  expect(text).not.toContain('Lindqvist')
  const opened = await typesSlip(code)
  expect([opened.statusCode, opened.headers.location]).toEqual([303, '/s/preau/today'])
  const first = tokenIn(opened)
  const held = await world.app.inject({ url: '/s/preau/today', headers: { accept: 'text/html', cookie: `preau=${first}` } })
  expect([held.statusCode, `${held.headers.location}`.split('?')[0]]).toEqual([303, '/password'])
  const password = 'sju gröna cyklar under bron i mars'
  expect((await asker(world.app, 'preau', first)(changePassword, { body: { password } })).status).toBe(200)
  const signedIn = await world.visitor(startSession, { body: { login: username, password, sharedDevice: false } })
  expect(signedIn.status, signedIn.text).toBe(200)
  const rosa = asker(world.app, 'preau', tokenIn(signedIn))
  const { classes } = (await rosa(listClasses)).body as { classes: { id: string; label: string; as: string }[] }
  expect(classes).toMatchObject([{ label: '6B', as: 'teacher' }])
  const { key } = (await rosa(issueClassKey, { params: { id: classes[0]?.id ?? '' } })).body
  const email = 'karim@example.org'
  await world.visitor(makeJoinRequest, {
    body: { key: `${key}`, child: 'Noor', relation: 'father', name: 'Karim Haddad', email, locale: 'fr' },
  })
  await world.doJobs()
  const token = /token=([\w-]+)/.exec(world.mails.findLast(({ to }) => to === email)?.text ?? '')?.[1] ?? ''
  const confirmed = await world.visitor(confirmJoinRequest, { body: { token, password: 'nio blå hattar på en gammal hylla' } })
  expect(confirmed.status, confirmed.text).toBe(200)
  const [request] = (await rosa(listJoinRequests)).body['requests'] as { id: string; matches: { id: string }[] }[]
  const decision = { pupilId: request?.matches[0]?.id ?? '', checkWay: 'known_in_person' }
  const accepted = await rosa(acceptJoinRequest, { params: { id: request?.id ?? '' }, body: decision })
  expect(accepted.status, accepted.text).toBe(200)
})
