import { afterAll, beforeAll, expect, test } from 'vitest'
import { serverPost } from '#server/outside/smtp.ts'
import { doorFor } from './egress.ts'
import { openSink } from './mail-sink.ts'

let sink: Awaited<ReturnType<typeof openSink>>
beforeAll(async () => {
  sink = await openSink()
})
afterAll(() => sink.close())

const post = () =>
  serverPost(sink.url, 'school@example.org', doorFor({ way: 'mail', host: new URL(sink.url).hostname, isDeclared: true }))

test('a letter leaves through the mail server with a text part, in its language, from the school’s address', async () => {
  await post().send({ to: 'amal@example.org', subject: 'À propos', text: 'Bonjour', html: '<p>Bonjour</p>', locale: 'fr' })
  const [letter] = sink.letters
  expect(letter).toMatchObject({ from: 'school@example.org', to: ['amal@example.org'] })
  expect(letter?.text).toMatch(/Content-Language: fr/)
  expect(letter?.text).toMatch(/text\/plain[\s\S]*text\/html/)
})

test('a line break in a subject or an address makes no header of its own', async () => {
  sink.letters.length = 0
  await post().send({ to: 'amal@example.org', subject: 'Hello\r\nBcc: eve@example.org', text: '-', html: '-', locale: 'en' })
  expect(sink.letters[0]?.to).toEqual(['amal@example.org'])
  expect(sink.letters[0]?.text).not.toMatch(/^Bcc:/m)
})

test('the school stands beside the address as its sender, and where to say that it is not wanted stands in the head', async () => {
  sink.letters.length = 0
  const more = { sender: 'École du Préau', unsubscribe: 'https://school.example/mail/stop?token=abc', id: '0199' }
  await post().send({ to: 'amal@example.org', subject: 'Bonjour', text: '-', html: '-', locale: 'fr', ...more })
  expect(sink.letters[0]?.text).toMatch(/^From: (?:=\?UTF-8\?\S+\?=\s+)+<school@example\.org>\r?$/m)
  expect(sink.letters[0]?.text).toMatch(/^List-Unsubscribe: <https:\/\/school\.example\/mail\/stop\?token=abc>\r?$/m)
  expect(sink.letters[0]?.text).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m)
  expect(sink.letters[0]?.text).toMatch(/^Message-ID: <0199@example\.org>\r?$/m)
  await post().send({
    to: 'a@example.org',
    subject: '-',
    text: '-',
    html: '-',
    locale: 'fr',
    sender: 'X" <eve@example.org>\r\nBcc: e@e',
  })
  expect(sink.letters[1]?.text).not.toMatch(/^Bcc:/m)
  expect(sink.letters[1]?.from).toBe('school@example.org')
})

test('every letter is called after the domain that it comes from, an answer by itself too', async () => {
  sink.letters.length = 0
  const letter = { to: 'amal@example.org', subject: '-', text: '-', html: '-', locale: 'fr' }
  await post().send(letter)
  await post().send({ ...letter, answers: '<1@elsewhere.example>' })
  expect(sink.letters.map(({ from }) => from)).toEqual(['school@example.org', ''])
  for (const { text } of sink.letters) expect(text).toMatch(/^Message-ID: <[\w-]{36}@example\.org>\r?$/m)
})
