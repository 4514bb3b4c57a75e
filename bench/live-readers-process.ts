// Readers of streams, in a process of their own: plain sockets, so that ten thousand of them fit beside what is measured.
import { connect, type Socket } from 'node:net'

/** What the bench says: open so many streams more, or answer when each of some was heard. */
export type ReadersWord = { open: { port: number; tokens: readonly string[]; listen: boolean } } | 'stop'
/** What it hears: how many are open, or that an event came to one who is listened to. */
export type ReadersAnswer = { opened: number; refused: number } | { heard: string; at: number }

const AT_ONCE = 200
const sockets: Socket[] = []
const say = (answer: ReadersAnswer) => process.send?.(answer)
const eventId = /"name":"post\.published","id":"([0-9a-f-]{36})"/g

const open = (port: number, token: string, listen: boolean) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1')
    sockets.push(socket)
    let isOpen = false
    socket.on('error', () => resolve(false)).on('close', () => resolve(false))
    socket.on('data', (bytes) => {
      if (isOpen && !listen) return
      const text = bytes.toString('latin1')
      if (!isOpen) {
        isOpen = text.startsWith('HTTP/1.1 200')
        resolve(isOpen)
      }
      for (const [, id = ''] of listen ? text.matchAll(eventId) : []) say({ heard: id, at: Date.now() })
    })
    const lines = ['GET /s/bench/api/stream HTTP/1.1', 'host: bench', 'accept: text/event-stream', `cookie: preau=${token}`]
    socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  })

process.on('message', async (word: ReadersWord) => {
  if (word === 'stop') {
    for (const socket of sockets) socket.destroy()
    return process.disconnect()
  }
  const { port, tokens, listen } = word.open
  let opened = 0
  for (let at = 0; at < tokens.length; at += AT_ONCE) {
    const some = await Promise.all(tokens.slice(at, at + AT_ONCE).map((token) => open(port, token, listen)))
    opened += some.filter(Boolean).length
  }
  return say({ opened, refused: tokens.length - opened })
})
