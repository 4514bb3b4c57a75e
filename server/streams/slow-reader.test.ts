import { once } from 'node:events'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { uuidv7 } from '#kernel/ids.ts'
import { beat, type Stream, say } from './stream.ts'

const spoken = {
  index: 1,
  schoolId: 'school',
  audiences: new Set(['6B']),
  people: new Set<string>(),
  bytes: Buffer.from(`id: 1-2\ndata: {"name":"post.published","id":"${uuidv7()}"}\n\n`),
}

/** A stream over a real socket, whose reader reads or does not. */
const openTo = async (reads: boolean) => {
  const { promise, resolve } = Promise.withResolvers<http.ServerResponse>()
  const server = http.createServer((_request, response) => {
    response.writeHead(200)
    resolve(response)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const client = net.connect((server.address() as AddressInfo).port, '127.0.0.1')
  client.on('error', () => undefined)
  client.write('GET / HTTP/1.1\r\nhost: school\r\n\r\n')
  if (reads) client.resume()
  else client.pause()
  const out = await promise
  const holder = { schoolId: 'school', personId: uuidv7(), accountId: uuidv7(), session: Buffer.alloc(32), key: '' }
  const stream: Stream = {
    ...holder,
    out,
    from: 0,
    standing: { audiences: new Set(['6B']), isEverywhere: false },
    isStuck: false,
  }
  const close = () => {
    client.destroy()
    server.close()
  }
  return { stream, close }
}

const MOST = 400_000

test('a reader that does not read is dropped, and nothing waits for it', async () => {
  const { stream, close } = await openTo(false)
  let said = 0
  for (; said < MOST && !stream.out.destroyed; said++) {
    say(stream, spoken)
    if (said % 200 === 0) await turn()
  }
  expect(stream.out.destroyed).toBe(true)
  expect(said).toBeLessThan(MOST)
  close()
})

test('a reader that takes nothing from one beat to the next is dropped too', async () => {
  const { stream, close } = await openTo(false)
  while (!stream.out.writableNeedDrain) {
    say(stream, spoken)
    await turn()
  }
  beat(stream, { epoch: 1, index: 1 })
  expect(stream.out.destroyed).toBe(false)
  beat(stream, { epoch: 1, index: 1 })
  expect(stream.out.destroyed).toBe(true)
  close()
}, 60_000)

test('a reader that reads hears as much, and stays', async () => {
  const { stream, close } = await openTo(true)
  for (let said = 0; said < 40_000; said++) {
    say(stream, spoken)
    if (said % 200 === 0) await turn()
  }
  expect(stream.out.destroyed).toBe(false)
  close()
})
