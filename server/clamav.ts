import net from 'node:net'
import { type Scanner, ScannerAway } from '#kernel/files.ts'

const PATIENCE = 120_000 // ms without a word: a large archive takes a while
const MOST_WORDS = 4096

const lengthOf = (bytes: Buffer) => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return length
}

/** What the daemon says in the end, as text; it may say so before everything was sent, and hang up. */
const answerOf = (socket: net.Socket): Promise<string> =>
  new Promise((resolve, reject) => {
    let words = ''
    const end = () => (words === '' ? reject(new ScannerAway('it said nothing')) : resolve(words))
    socket.setTimeout(PATIENCE, () => socket.destroy(new ScannerAway('it takes too long')))
    socket.on('data', (part: Buffer) => {
      words = (words + part.toString('latin1')).slice(0, MOST_WORDS)
      if (words.includes('\0')) end()
    })
    socket.on('end', end)
    socket.on('close', end)
    socket.on('error', (error) => (words === '' ? reject(new ScannerAway(error.name)) : resolve(words)))
  })

const drained = (socket: net.Socket) =>
  new Promise<void>((resolve) => {
    const go = () => {
      for (const event of ['drain', 'close', 'error']) socket.off(event, go)
      resolve()
    }
    for (const event of ['drain', 'close', 'error']) socket.on(event, go)
  })

/** Sends the file in chunks, each behind its length, and an empty one at the end (INSTREAM). */
const stream = async (socket: net.Socket, body: AsyncIterable<Buffer>) => {
  socket.write('zINSTREAM\0')
  for await (const bytes of body) {
    if (bytes.length === 0) continue
    if (!socket.writable) return
    socket.write(lengthOf(bytes))
    if (!socket.write(bytes)) await drained(socket)
  }
  if (socket.writable) socket.write(Buffer.alloc(4))
}

const verdictOf = (words: string) => {
  if (/ FOUND\0?$/.test(words)) return 'infected'
  if (/: OK\0?$/.test(words)) return 'clean'
  if (/size limit exceeded/i.test(words)) return 'not_scannable'
  throw new ScannerAway('it could not scan')
}

/** A ClamAV daemon behind a socket: every file is shown to it, whole, as it is opened. */
export const clamav =
  (at: { path: string } | { host: string; port: number }): Scanner =>
  async (body) => {
    const socket = net.connect(at)
    const answer = answerOf(socket)
    answer.catch(() => undefined) // the file may fail first: then that is what happened
    try {
      await stream(socket, body)
      return verdictOf(await answer)
    } finally {
      socket.destroy()
    }
  }
