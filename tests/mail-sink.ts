import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** A letter as a mail server got it. */
export type SunkLetter = { from: string; to: string[]; text: string }
/** What a mail server says of an address. */
export type Refusal = { code: number; words: string }

/** A mail server of this machine, which takes everything but what it is told to refuse, and sends nothing on. */
export const openSink = async () => {
  const letters: SunkLetter[] = []
  const refusals = new Map<string, Refusal>()
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, _session, done) => {
      const refusal = refusals.get(address)
      return done(refusal ? Object.assign(new Error(refusal.words), { responseCode: refusal.code }) : null)
    },
    onData: async (stream, { envelope: { mailFrom, rcptTo } }, done) => {
      const parts: Buffer[] = []
      for await (const part of stream) parts.push(part as Buffer)
      const to = rcptTo.map(({ address }) => address)
      letters.push({ from: mailFrom ? mailFrom.address : '', to, text: Buffer.concat(parts).toString() })
      done()
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  return {
    ...{ letters, refusals },
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    close: () => new Promise<void>((closed) => server.close(closed)),
  }
}
