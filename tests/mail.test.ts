import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serverPost } from '#kernel/mail.ts'

type Letter = { from: string; to: string[]; text: string }

const letters: Letter[] = []
const server = new SMTPServer({
  disabledCommands: ['STARTTLS', 'AUTH'],
  onData: async (stream, session, done) => {
    const parts: Buffer[] = []
    for await (const part of stream) parts.push(part as Buffer)
    const { mailFrom, rcptTo } = session.envelope
    letters.push({
      from: mailFrom ? mailFrom.address : '',
      to: rcptTo.map(({ address }) => address),
      text: Buffer.concat(parts).toString(),
    })
    done()
  },
})

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
})
afterAll(() => new Promise<void>((closed) => server.close(closed)))

const post = () => serverPost(`smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, 'school@example.org')

test('a letter leaves through the mail server with a text part, in its language, from the school’s address', async () => {
  await post().send({ to: 'amal@example.org', subject: 'À propos', text: 'Bonjour', html: '<p>Bonjour</p>', locale: 'fr' })
  const [letter] = letters
  expect(letter).toMatchObject({ from: 'school@example.org', to: ['amal@example.org'] })
  expect(letter?.text).toMatch(/Content-Language: fr/)
  expect(letter?.text).toMatch(/text\/plain[\s\S]*text\/html/)
})

test('a line break in a subject or an address makes no header of its own', async () => {
  letters.length = 0
  await post().send({ to: 'amal@example.org', subject: 'Hello\r\nBcc: eve@example.org', text: '-', html: '-', locale: 'en' })
  expect(letters[0]?.to).toEqual(['amal@example.org'])
  expect(letters[0]?.text).not.toMatch(/^Bcc:/m)
})

test('the school stands beside the address as its sender, and where to say that it is not wanted stands in the head', async () => {
  letters.length = 0
  const more = { sender: 'École du Préau', unsubscribe: 'https://school.example/s/preau/notifications' }
  await post().send({ to: 'amal@example.org', subject: 'Bonjour', text: '-', html: '-', locale: 'fr', ...more })
  expect(letters[0]?.text).toMatch(/^From: (?:=\?UTF-8\?\S+\?=\s+)+<school@example\.org>\r?$/m)
  expect(letters[0]?.text).toMatch(/^List-Unsubscribe: <https:\/\/school\.example\/s\/preau\/notifications>\r?$/m)
  await post().send({
    to: 'a@example.org',
    subject: '-',
    text: '-',
    html: '-',
    locale: 'fr',
    sender: 'X" <eve@example.org>\r\nBcc: e@e',
  })
  expect(letters[1]?.text).not.toMatch(/^Bcc:/m)
  expect(letters[1]?.from).toBe('school@example.org')
})
