import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { clearMailTrouble, listMailTroubles } from '#contract/mail-troubles.ts'
import { choosePreset, readNotifications } from '#contract/notifications.ts'
import { changing } from '#kernel/changes.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { asSchool } from '#kernel/system.ts'
import { accountTable } from '#modules/sign-in/index.ts'
import { openSink } from '#tests/mail-sink.ts'
import { tuesday, weekOf } from '#tests/week.ts'
import { facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'
import { account } from '#vault/owners.ts'
import { readInbound } from './inbound.ts'
import { receive } from './receiving.ts'

const host = 'localhost'
let sink: Awaited<ReturnType<typeof openSink>>
let world: World
let week: ReturnType<typeof weekOf>
let amal: Person
let bilal: Person
let olga: Person
let noor: Person
beforeAll(async () => {
  sink = await openSink()
  world = await openWorld({ mail: sink.url })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  bilal = await person(world, { name: 'Bilal Haddad', role: 'guardian', locale: 'en' })
  olga = await person(world, { name: 'Olga Lind', role: 'office', locale: 'sv' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  await guard(world, amal, noor)
  await guard(world, bilal, noor)
  week = weekOf(world)
})
afterAll(async () => {
  await world.close()
  await sink.close()
})
beforeEach(async () => {
  await world.owner.query(
    'delete from telling; delete from telling_mail; delete from directory.mail_trouble; delete from graphile_worker._private_jobs',
  )
  sink.refusals.clear()
  sink.letters.length = 0
  for (const who of [amal, bilal, olga]) await who.ask(choosePreset, { body: { preset: 'as_it_happens' } })
  week.goTo(tuesday, '10:00')
})

const addressOf = (who: Person) => `${who.accountId}@example.org`
const lettersTo = (address: string) => sink.letters.filter(({ to }) => to.includes(address))
/** The password of both is changed: something that each of them is told of at once. */
const bothAreTold = async () => {
  for (const who of [amal, bilal])
    await asSchool(world.installation, world.schoolId, 'security', 'telling.arrange', async ({ emit }) =>
      emit('password.changed', { why: 'chosen' }, { subject: who.id }),
    )
  await world.doJobs()
}
const idIn = (text = '') => /^Message-ID: <([0-9a-f-]{36})@localhost>\r?$/im.exec(text)?.[1] ?? ''
const headerIn = (text: string | undefined, name: string) => new RegExp(`^${name}: (.*?)\\r?$`, 'im').exec(text ?? '')?.[1]

/** As RFC 3464 has it, and as mail servers write it. */
const report = (mailId: string, { to = addressOf(amal), status = '5.1.1', action = 'failed' } = {}) =>
  [
    ...[
      'Return-Path: <>',
      'From: MAILER-DAEMON@mx.example.net (Mail Delivery System)',
      'To: preau@localhost',
      'Auto-Submitted: auto-replied',
    ],
    ...['Subject: Undelivered Mail Returned to Sender', 'MIME-Version: 1.0'],
    ...[
      'Content-Type: multipart/report; report-type=delivery-status;',
      '\tboundary="B"',
      '',
      '--B',
      'Content-Type: text/plain',
      '',
      'I am sorry.',
      '',
    ],
    ...[
      '--B',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example.net',
      '',
      `Final-Recipient: rfc822; ${to}`,
    ],
    ...[`Action: ${action}`, `Status: ${status}`, 'Diagnostic-Code: smtp; 550 no such user', ''],
    ...['--B', 'Content-Type: text/rfc822-headers', '', `To: ${to}`, `Message-ID: <${mailId}@localhost>`, '', '--B--', ''],
  ].join('\r\n')
const reply = (mailId: string, more: readonly string[] = []) =>
  [
    ...[
      'Return-Path: <amal@elsewhere.example>',
      'From: Amal <amal@elsewhere.example>',
      'To: preau@localhost',
      'Subject: Re: bonjour',
    ],
    ...[`In-Reply-To: <${mailId}@localhost>`, 'Message-ID: <42@elsewhere.example>', ...more, '', 'Noor a de la fièvre.', ''],
  ].join('\r\n')
const take = (raw: string) => receive(world.installation, raw, host)

test('an address that the mail server refuses for good is marked; the office hears who, and the other guardian’s mail goes on', async () => {
  sink.refusals.set(addressOf(amal), { code: 550, words: '5.1.1 No such user' })
  await bothAreTold()
  await world.doJobs()
  expect([lettersTo(addressOf(amal)).length, lettersTo(addressOf(bilal)).length]).toEqual([0, 1])
  expect(lettersTo(addressOf(olga)).map(({ text }) => headerIn(text, 'Auto-Submitted'))).toEqual(['auto-generated'])
  expect(lettersTo(addressOf(olga))[0]?.text).not.toMatch(/Amal|Benali/)
  const { people } = (await olga.ask(listMailTroubles)).body as { people: object[] }
  expect(people).toMatchObject([{ personId: amal.id, display: 'Amal Benali', way: 'refused', status: '5.1.1' }])
  expect((await amal.ask(readNotifications)).body).toMatchObject({ mailFails: true })
  expect((await bilal.ask(readNotifications)).body).toMatchObject({ mailFails: false })
  expect((await bilal.ask(listMailTroubles)).status).toBe(403)
  await bothAreTold()
  expect(lettersTo(addressOf(bilal))).toHaveLength(2)
  expect((await facts(world)).filter((name) => name === 'mail.address_failed')).toHaveLength(1)
})

test('another address of the account is no trouble: the mark goes with the first mail to it; or the office tries again', async () => {
  sink.refusals.set(addressOf(amal), { code: 550, words: '5.1.1 No such user' })
  await bothAreTold()
  await asSchool(
    world.installation,
    world.schoolId,
    'administration',
    'account.arrange',
    async ({ tx, vault }) => {
      const [sealed] = await vault.seal(tx, nobody, accountTable.table, [
        { id: amal.accountId, owners: account(amal.accountId), content: { email: 'amal.new@example.org' } },
      ])
      await changing(tx, accountTable, ['email'])
      await tx
        .updateTable('directory.account')
        .set({ sealed: sealed ?? Buffer.alloc(0) })
        .where('id', '=', amal.accountId)
        .execute()
    },
    amal.accountId,
  )
  await bothAreTold()
  expect(lettersTo('amal.new@example.org')).toHaveLength(1)
  expect((await olga.ask(listMailTroubles)).body).toEqual({ people: [] })
  expect(await facts(world)).toContain('mail.address_cleared')
  sink.refusals.set('amal.new@example.org', { code: 551, words: 'User not local' })
  await bothAreTold()
  const { people } = (await olga.ask(listMailTroubles)).body as { people: object[] }
  expect(people).toMatchObject([{ status: '5.0.0' }])
  const params = { personId: amal.id }
  expect((await bilal.ask(clearMailTrouble, { params })).status).toBe(403)
  expect((await olga.ask(clearMailTrouble, { params })).status).toBe(200)
  expect((await olga.ask(clearMailTrouble, { params })).status).toBe(404)
})

test('a server that is busy is asked again later, each time after longer, and gets one letter in the end', async () => {
  sink.refusals.set(addressOf(bilal), { code: 450, words: '4.2.1 Try again later' })
  await expect(bothAreTold()).rejects.toThrow()
  const waiting = async () =>
    (
      await world.owner.query<{ attempts: number; in: number }>(
        `select attempts, extract(epoch from run_at - now())::float as in from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
         where t.identifier = 'notification.mail' and attempts > 0`,
      )
    ).rows
  const [first] = await waiting()
  expect(first?.in).toBeGreaterThan(0)
  await expect(world.doJobs()).rejects.toThrow()
  const [second] = await waiting()
  expect([first?.attempts, second?.attempts]).toEqual([1, 2])
  expect(second?.in).toBeGreaterThan(first?.in ?? 0)
  expect((await olga.ask(listMailTroubles)).body).toEqual({ people: [] })
  sink.refusals.clear()
  await world.doJobs()
  await world.doJobs()
  expect(lettersTo(addressOf(bilal))).toHaveLength(1)
})

test('a refusal that is about us, and not about the address, marks nobody', async () => {
  sink.refusals.set(addressOf(bilal), { code: 550, words: '5.7.1 Relay access denied' })
  await expect(bothAreTold()).rejects.toThrow()
  expect((await olga.ask(listMailTroubles)).body).toEqual({ people: [] })
})

test('a report that comes back marks the address that our mail went to, and nothing else does', async () => {
  await bothAreTold()
  const mailId = idIn(lettersTo(addressOf(bilal))[0]?.text)
  const about = { to: addressOf(bilal) }
  expect(mailId).not.toBe('')
  expect(await take(report(uuidv7(), about))).toBe('ignored')
  expect(await take(report(mailId, { ...about, action: 'delayed', status: '4.4.1' }))).toBe('ignored')
  expect(await take(report(mailId, { ...about, status: '5.7.1' }))).toBe('ignored')
  expect(await take(report(mailId, { to: 'somebody@else.example' }))).toBe('ignored')
  expect((await olga.ask(listMailTroubles)).body).toEqual({ people: [] })
  expect(await take(report(mailId, about))).toBe('address_marked')
  await world.doJobs()
  const { people } = (await olga.ask(listMailTroubles)).body as { people: object[] }
  expect(people).toMatchObject([{ display: 'Bilal Haddad', way: 'report', status: '5.1.1' }])
})

test('whoever writes back is told once, politely, where to write; nothing of what they wrote is kept', async () => {
  await bothAreTold()
  const mailId = idIn(lettersTo(addressOf(bilal))[0]?.text)
  sink.letters.length = 0
  expect(await take(reply(mailId))).toBe('answered')
  const [letter] = sink.letters
  expect(letter).toMatchObject({ from: '', to: [addressOf(bilal)] }) // where our mail went, not where the answer claims to come from
  expect(headerIn(letter?.text, 'Auto-Submitted')).toBe('auto-replied')
  expect(headerIn(letter?.text, 'In-Reply-To')).toBe('<42@elsewhere.example>')
  expect(headerIn(letter?.text, 'Subject')).toBe('Your mail was not read')
  expect(letter?.text).toContain('http://localhost:3000/s/preau/today')
  expect(await take(reply(mailId))).toBe('already_answered')
  await bothAreTold()
  expect(await take(reply(idIn(lettersTo(addressOf(bilal)).at(-1)?.text)))).toBe('already_answered')
  const kept = await world.owner.query(`select 1 from telling_mail where telling_mail::text ~ 'elsewhere|fièvre'`)
  expect(kept.rows).toEqual([])
})

test.each([
  ['an absence note', ['Auto-Submitted: auto-replied']],
  ['an absence note of old', ['Precedence: bulk']],
  ['a mail without a sender', ['Return-Path: <>']],
  ['a list', ['List-Id: <parents.example>']],
  ['a program that asks for no answers', ['X-Auto-Response-Suppress: All']],
  ['a mail server', ['From: MAILER-DAEMON@mx.example.net']],
  ['an address that nobody reads', ['From: Shop <no-reply@shop.example>']],
  ['our own answer', ['Auto-Submitted: auto-replied', 'X-Loop: preau']],
])('%s gets no answer', (_, more) => {
  const mailId = uuidv7()
  const raw = reply(mailId).replace(/^Return-Path:.*\r\nFrom:.*\r\n/, '')
  const from = more.some((line) => line.startsWith('From:')) ? [] : ['From: Amal <amal@elsewhere.example>']
  expect(readInbound([...more, ...from, raw].join('\r\n'), host)).toEqual({ kind: 'ignored', why: 'automatic' })
  expect(readInbound([...from, 'From: Amal <a@b.example>', raw].join('\r\n'), host)).toMatchObject({ kind: 'answer', mailId })
})

test('what is no mail, or none of ours, is left alone', async () => {
  const odd = [
    '',
    '\r\n',
    'From',
    'From: a@b.example',
    'x'.repeat(300_000),
    `Content-Type: multipart/report; report-type=delivery-status\r\n\r\n`,
    '\0\0\0',
  ]
  for (const raw of odd) expect(await take(raw)).toBe('ignored')
  expect(await take(reply(uuidv7()))).toBe('ignored')
  expect(await take(reply('01890000-0000-7000-8000-000000000000').replace('@localhost>', '@other.example>'))).toBe('ignored')
})
