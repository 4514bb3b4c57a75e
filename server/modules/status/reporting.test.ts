import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { reportWeakPoint } from '#contract/status.ts'
import { writeOfReports } from '#server/working/alarming.ts'
import { nasty } from '#tests/nasty.ts'
import { facts, openWorld, type World } from '#tests/world.ts'
import { sweepStatus } from './reading.ts'
import { closeReport, listReports, noteAnswer, readReport, tellOfReports, workingDaysAfter } from './reports.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ alarmTo: 'operator@school.example', securityTo: 'security@school.example' })
}, 60_000)
afterAll(() => world.close())
beforeEach(async () => {
  world.mails.length = 0
  await world.owner.query('delete from directory.throttle')
})

const page = (fields: Record<string, string>, locale = 'fr') =>
  world.app.inject({
    ...{ method: 'POST', url: '/trust/reporting', payload: new URLSearchParams(fields).toString() },
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', cookie: `lang=${locale}` },
  })
const numberIn = (body: string) => /W-[0-9A-F]{8}/.exec(body)?.[0] ?? ''
const tell = () => tellOfReports(world.installation, (numbers) => writeOfReports(world.installation, numbers))

test('somebody reports without an account; who answers for security hears that it is there, and nothing of what', async () => {
  const words = 'One can see another class by changing the address.'
  const { statusCode, body } = await page({ words, where: '/s/preau/feed', answerTo: 'kim@example.org' })
  expect(statusCode, body).toBe(200)
  const number = numberIn(body)
  expect(await tell()).toBe(1)
  expect(await tell()).toBe(0)
  expect(world.mails.map(({ to }) => to)).toEqual(['security@school.example'])
  const [mail] = world.mails
  expect(`${mail?.subject} ${mail?.text} ${mail?.html}`).not.toMatch(/another class|kim@example|feed/)
  expect(mail?.text).toContain(number)
  const { rows } = await world.owner.query('select sealed from directory.weak_point')
  expect(rows[0].sealed.toString('latin1')).not.toContain('another class')
  expect(await readReport(world.installation, number)).toMatchObject({
    words,
    where: '/s/preau/feed',
    answerTo: 'kim@example.org',
  })
  expect(await facts(world)).toEqual(expect.arrayContaining(['weak_point.reported', 'weak_point.told', 'weak_point.read']))
})

test('the list says by when an answer is due, and that one is late; it shows nothing of what was written', async () => {
  const [before] = await listReports(world.installation)
  expect(before).toMatchObject({ isLate: false, answeredAt: null })
  expect(before?.dueAt).toEqual(workingDaysAfter(before?.madeAt ?? new Date(0), 5))
  world.move(8 * 86_400)
  const [late] = await listReports(world.installation)
  expect(late?.isLate).toBe(true)
  expect(JSON.stringify(late)).not.toContain('another class')
  await noteAnswer(world.installation, late?.number ?? '')
  await expect(noteAnswer(world.installation, late?.number ?? '')).rejects.toThrow('answered before')
  await closeReport(world.installation, late?.number ?? '', 'mended')
  await expect(closeReport(world.installation, late?.number ?? '', 'none')).rejects.toThrow('is closed')
  await expect(readReport(world.installation, 'W-00000000')).rejects.toThrow('there is no report')
  expect((await listReports(world.installation))[0]).toMatchObject({ outcome: 'mended' })
})

test('a weekend is no working day', () => {
  expect(workingDaysAfter(new Date('2026-11-20T10:00:00Z'), 5).toISOString()).toBe('2026-11-27T10:00:00.000Z')
  expect(workingDaysAfter(new Date('2026-11-21T10:00:00Z'), 1).toISOString()).toBe('2026-11-23T10:00:00.000Z')
})

test('a letter that does not leave is tried again', async () => {
  await page({ words: 'Something else is open.' })
  await expect(tellOfReports(world.installation, () => Promise.reject(new Error('away')))).rejects.toThrow('away')
  expect(await tell()).toBe(1)
})

test('from one place only a few reports come in before the next has to wait', async () => {
  const asked = async () => (await world.visitor(reportWeakPoint, { body: { words: 'A weak point.' } })).status
  const answers: number[] = []
  for (let nth = 0; nth < 6; nth++) answers.push(await asked())
  expect(answers.slice(0, 3)).toEqual([200, 200, 200])
  expect(answers.at(-1)).toBe(429)
  expect((await page({ words: 'A weak point.' })).body).toContain('role="alert"')
})

test('a form with nothing in it, or with what nobody types, comes back as it was typed; nothing is kept', async () => {
  const before = (await listReports(world.installation)).length
  const many = 'x'.repeat(10_001)
  for (const words of ['', '   ', many, nasty['lines'] ?? '']) {
    const { statusCode, body } = await page({ words, where: '<b>here</b>' })
    expect(statusCode).toBe(422)
    expect(body).toContain('aria-invalid="true"')
    expect(body).toContain('value="&lt;b&gt;here&lt;/b&gt;"')
  }
  expect((await page({ words: 'A weak point.', answerTo: 'nobody' })).statusCode).toBe(422)
  expect(await listReports(world.installation)).toHaveLength(before)
})

test('whatever is typed is kept as it was typed', async () => {
  for (const name of ['script', 'closing', 'link', 'bidi', 'spaces', 'formula', 'template'] as const) {
    await world.owner.query('delete from directory.throttle')
    const { body, statusCode } = await page({ words: nasty[name] ?? '' })
    expect(statusCode, name).toBe(200)
    expect((await readReport(world.installation, numberIn(body))).words).toBe(nasty[name])
  }
})

test('a page elsewhere cannot send it from the browser of whoever reads it', async () => {
  const reply = await world.app.inject({
    ...{ method: 'POST', url: '/trust/reporting', payload: 'words=A+weak+point' },
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://elsewhere.example' },
  })
  expect(reply.statusCode).toBe(403)
})

test('security.txt and the page for reports name who answers for security', async () => {
  expect((await world.app.inject({ url: '/.well-known/security.txt' })).body).toContain('Contact: mailto:security@school.example')
  const { body } = await world.app.inject({ url: '/trust/reporting', headers: { accept: 'text/html' } })
  expect(body).toContain('href="mailto:security@school.example"')
  expect(body).toContain('action="/trust/reporting#report"')
})

test('reports go after two years, with their keys', async () => {
  const { rows } = await world.owner.query<{ id: string }>('select id from directory.weak_point')
  world.move(731 * 86_400)
  await sweepStatus(world.installation)
  expect(await listReports(world.installation)).toEqual([])
  const { rowCount } = await world.owner.query('select from vault.key where owner_id = any ($1)', [rows.map(({ id }) => id)])
  expect(rowCount).toBe(0)
  expect(await facts(world)).toContain('weak_point.ended')
})
