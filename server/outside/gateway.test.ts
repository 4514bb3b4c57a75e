import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { NotInRegister, type Recipient } from '#kernel/egress.ts'
import { type Counted, openGateway } from './gateway.ts'
import { isNear, isNearName } from './near.ts'
import { listOf } from './suppliers.ts'

const opened = (register: readonly Recipient[]) => {
  const kept: Counted[] = []
  const alarms: string[] = []
  const gateway = openGateway(register, {
    keep: async (counted) => void kept.push(...counted),
    refused: (way, host) => void alarms.push(`${way} ${host}`),
  })
  return { gateway, kept, alarms }
}
const listening = async () => {
  const heard: string[] = []
  const server = createServer((request, reply) => {
    heard.push(request.url ?? '')
    reply.end('thank you')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { heard, origin: `http://127.0.0.1:${port}`, close: () => server.close() }
}
const sending = { body: 'sealed', patience: 5000 }

test('what leaves for somebody of the list is counted, and for nobody else', async () => {
  const there = await listening()
  const { gateway, kept, alarms } = opened([
    { way: 'witness', host: '127.0.0.1', isDeclared: true },
    { way: 'mail', host: 'relay.example', isDeclared: true },
  ])
  expect(await gateway.post('witness', `${there.origin}/add`, sending)).toEqual({ status: 200, text: 'thank you' })
  gateway.admit('mail', 'relay.example')
  gateway.admit('mail', 'RELAY.example')
  expect(() => gateway.admit('mail', 'elsewhere.example')).toThrow(NotInRegister)
  await expect(gateway.post('push', `${there.origin}/push`, sending)).rejects.toThrow(NotInRegister)
  expect(alarms).toEqual(['mail elsewhere.example', 'push 127.0.0.1'])
  await gateway.flush()
  await gateway.flush()
  expect(kept).toEqual([
    { way: 'witness', recipient: '127.0.0.1', sent: 1, refused: 0 },
    { way: 'mail', recipient: 'relay.example', sent: 2, refused: 0 },
    { way: 'mail', recipient: 'unknown', sent: 0, refused: 1 },
    { way: 'push', recipient: 'unknown', sent: 0, refused: 1 },
  ])
  expect(there.heard).toEqual(['/add'])
  there.close()
})

test('a name that leads inside gets nothing unless the operator wrote it down', async () => {
  const there = await listening()
  const { port } = new URL(there.origin)
  for (const host of ['localhost', '127.0.0.1']) {
    const { gateway, alarms } = opened([{ way: 'push', host, isDeclared: false }])
    await expect(gateway.post('push', `http://${host}:${port}/`, sending)).rejects.toThrow(NotInRegister)
    expect(alarms).toHaveLength(1)
  }
  expect(there.heard).toEqual([])
  there.close()
})

test('a pattern of names means the names below it', () => {
  const { gateway } = opened([{ way: 'push', host: '*.push.example', isDeclared: false }])
  gateway.admit('push', 'one.push.example')
  for (const host of ['push.example', 'push.example.evil.example', 'onepush.example'])
    expect(() => gateway.admit('push', host)).toThrow(NotInRegister)
})

test.each([
  ['10.1.2.3', true],
  ['169.254.169.254', true],
  ['192.168.0.1', true],
  ['127.0.0.1', true],
  ['0.0.0.0', true],
  ['100.64.0.1', true],
  ['::1', true],
  ['fe80::1', true],
  ['fd00::1', true],
  ['::ffff:10.0.0.1', true],
  ['::ffff:169.254.169.254', true],
  ['nonsense', true],
  ['93.184.216.34', false],
  ['2606:2800:220:1:248:1893:25c8:1946', false],
])('%s is near: %s', (address, expected) => {
  expect(isNear(address)).toBe(expected)
})

test('a company stands in the list by its name, a machine of one’s own as such', () => {
  const { gateway } = opened([
    { way: 'push', host: 'fcm.googleapis.com', isDeclared: false },
    { way: 'mail', host: '10.0.0.2', isDeclared: true },
    { way: 'mail', host: 'relay.example', isDeclared: true },
  ])
  expect(listOf(gateway, '/nowhere').map(({ side, supplier }) => [side, supplier?.country])).toEqual([
    ['company', 'US'],
    ['own', undefined],
    ['company', undefined],
  ])
  expect(isNearName('mail.local')).toBe(true)
})

test('what could not be written down is counted still, with what left meanwhile, and once', async () => {
  const [kept, reached]: [Counted[], number[]] = [[], []]
  let isAway = true
  const gateway = openGateway([{ way: 'mail', host: 'relay.example', isDeclared: true }], {
    keep: async (counted, people) => {
      if (isAway) {
        gateway.admit('mail', 'relay.example', { mail: 'amal@example.org' })
        throw new Error('the database is away')
      }
      kept.push(...counted)
      reached.push(...people.map(({ sent }) => sent))
    },
    refused: () => undefined,
  })
  gateway.admit('mail', 'relay.example', { mail: 'amal@example.org' })
  await expect(gateway.flush()).rejects.toThrow('away')
  isAway = false
  await gateway.flush()
  await gateway.flush()
  expect(kept).toEqual([{ way: 'mail', recipient: 'relay.example', sent: 2, refused: 0 }])
  expect(reached).toEqual([2])
})
