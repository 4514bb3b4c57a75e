import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, randomUUID, verify } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Subscription } from '#kernel/push.ts'

const derived = (key: Buffer, salt: Buffer, info: string | Buffer, length: number) =>
  Buffer.from(hkdfSync('sha256', key, salt, info, length))

/** Opens a message as a browser does (RFC 8291 and 8188), from the bytes alone. */
export const openedBy = (secret: Buffer, auth: Buffer, body: Buffer): string => {
  const browser = createECDH('prime256v1')
  browser.setPrivateKey(secret)
  const [salt, idLength] = [body.subarray(0, 16), body.readUInt8(20)]
  const sender = body.subarray(21, 21 + idLength)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), sender])
  const key = derived(browser.computeSecret(sender), auth, info, 32)
  const sealed = body.subarray(21 + idLength)
  const decipher = createDecipheriv(
    'aes-128-gcm',
    derived(key, salt, 'Content-Encoding: aes128gcm\0', 16),
    derived(key, salt, 'Content-Encoding: nonce\0', 12),
  )
  decipher.setAuthTag(sealed.subarray(-16))
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
  const end = plain.findLastIndex((byte) => byte !== 0)
  if (plain[end] !== 2) throw new Error('not the last record')
  return plain.subarray(0, end).toString('utf8')
}

/** Whether a sender is who it says it is, to this service and now (RFC 8292); answers its claims. */
export const claimsIn = (authorization: string): Record<string, unknown> => {
  const [, head = '', body = '', signature = '', k = ''] =
    /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), ?k=([\w-]+)$/.exec(authorization) ?? []
  const point = Buffer.from(k, 'base64url')
  const part = (from: number) => point.subarray(from, from + 32).toString('base64url')
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: part(1), y: part(33) }, format: 'jwk' })
  const isTrue = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  if (!isTrue) throw new Error('not signed by the key it names')
  return { ...JSON.parse(Buffer.from(body, 'base64url').toString()), key: k }
}

type Browser = { secret: Buffer; auth: Buffer; heard: Record<string, unknown>[]; bytes: number[]; isGone: boolean }

const bodyOf = async (request: IncomingMessage) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/** A push service as Mozilla's or Google's, and the browsers behind it: it checks who sends, they open what was sealed for them. */
export const openPushService = async () => {
  const browsers = new Map<string, Browser>()
  const state = { answers: 201, origin: '' }
  const refused: string[] = []
  const server = createServer(async (request, response) => {
    const answer = (status: number) => void response.writeHead(status).end()
    const browser = browsers.get(request.url ?? '')
    const { headers } = request
    const body = await bodyOf(request)
    try {
      const { aud, exp, sub } = claimsIn(`${headers.authorization}`)
      if (aud !== state.origin || Number(exp) * 1000 > Date.now() + 40 * 86_400_000 || !/^(mailto|https):/.test(`${sub}`))
        throw new Error('claims that no service takes')
      if (headers['content-encoding'] !== 'aes128gcm' || !headers['ttl']) throw new Error('headers that no service takes')
      if (state.answers !== 201) return answer(state.answers)
      if (!browser || browser.isGone) return answer(410)
      browser.heard.push(JSON.parse(openedBy(browser.secret, browser.auth, body)))
      browser.bytes.push(body.length)
      answer(201)
    } catch (error) {
      refused.push(String(error))
      answer(403)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  state.origin = `http://127.0.0.1:${port}`
  /** A browser says where it can be told something. */
  const subscribe = () => {
    const pair = createECDH('prime256v1')
    pair.generateKeys()
    const auth = randomBytes(16)
    const route = `/push/${randomUUID()}`
    const browser: Browser = { secret: pair.getPrivateKey(), auth, heard: [], bytes: [], isGone: false }
    browsers.set(route, browser)
    const subscription: Subscription = {
      endpoint: `${state.origin}${route}`,
      p256dh: pair.getPublicKey('base64url'),
      auth: auth.toString('base64url'),
    }
    return { browser, subscription }
  }
  return { state, refused, subscribe, close: () => new Promise<void>((closed) => server.close(() => closed())) }
}
export type PushService = Awaited<ReturnType<typeof openPushService>>
