import net from 'node:net'
import type { Egress } from '#kernel/egress.ts'
import { type Scanner, ScannerAway } from '#kernel/files.ts'

type Daemon = { path: string } | { host: string; port: number }

const PATIENCE = 120_000 // ms without a word: a large archive takes a while
const MOST_WORDS = 4096

const lengthOf = (bytes: Buffer) => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return length
}

/** What the daemon says until it hangs up, which may be before everything was sent; nothing, if it hangs up without a word. */
const wordsFrom = (socket: net.Socket): Promise<string> =>
  new Promise((resolve, reject) => {
    let words = ''
    let isConnected = false
    const end = () => resolve(words)
    socket.setTimeout(PATIENCE, () => {
      reject(new ScannerAway('it takes too long'))
      socket.destroy()
    })
    socket.on('connect', () => {
      isConnected = true
    })
    socket.on('data', (part: Buffer) => {
      words = (words + part.toString('latin1')).slice(0, MOST_WORDS)
      if (words.includes('\0')) end()
    })
    socket.on('end', end)
    socket.on('error', () => (isConnected ? end() : reject(new ScannerAway('nobody is there'))))
    socket.on('close', end)
  })

const drained = (socket: net.Socket) =>
  new Promise<void>((resolve) => {
    const go = () => {
      for (const event of ['drain', 'close']) socket.off(event, go)
      resolve()
    }
    for (const event of ['drain', 'close']) socket.on(event, go)
    if (socket.destroyed) go()
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

const ask = async (at: Daemon, send: (socket: net.Socket) => Promise<void>): Promise<string> => {
  const socket = net.connect(at)
  const words = wordsFrom(socket)
  words.catch(() => undefined) // the file may fail first: then that is what happened
  try {
    await send(socket)
    return await words
  } finally {
    socket.destroy()
  }
}

const isAlive = async (at: Daemon) => /^PONG/.test(await ask(at, async (socket) => void socket.write('zPING\0')))

/** A ClamAV daemon behind a socket: every file is shown to it, whole, as it is opened. */
export const clamav =
  (at: Daemon, egress: Pick<Egress, 'admit'>): Scanner =>
  async (body) => {
    if ('host' in at) egress.admit('scanner', at.host)
    const words = await ask(at, (socket) => stream(socket, body))
    if (/ FOUND\0?$/.test(words)) return 'infected'
    if (/: OK\0?$/.test(words)) return 'clean'
    if (/size limit exceeded/i.test(words)) return 'not_scannable'
    if (words === '' && (await isAlive(at))) return 'not_scannable' // it lives, and hung up on this file: its words got lost
    throw new ScannerAway('it could not scan')
  }
