import 'reflect-metadata'
import { createPrivateKey, webcrypto, X509Certificate } from 'node:crypto'
import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import * as x509 from '@peculiar/x509'
import { afterEach, expect, test } from 'vitest'
import { acmeCertificate } from './acme.ts'
import { servePlain } from './plain.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const DAY = 86_400_000
const portOf = (server: http.Server) => (server.address() as AddressInfo).port

const signed = async (csr: Buffer) => {
  const request = new x509.Pkcs10CertificateRequest(csr)
  const keys = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
  const cert = await x509.X509CertificateGenerator.create({
    subject: request.subject,
    issuer: 'CN=authority of a test',
    notAfter: new Date(Date.now() + 90 * DAY),
    signingKey: keys.privateKey,
    publicKey: await request.publicKey.export(),
    signingAlgorithm: algorithm,
    extensions: request.extensions,
  })
  return cert.toString('pem')
}

/** An authority (RFC 8555) that believes every signature, and looks for the token where it is told that the domain is. */
const authority = async (domainAt: () => string) => {
  const state: { orders: number; valid: boolean; certificate: string } = { orders: 0, valid: false, certificate: '' }
  const at = () => `http://127.0.0.1:${portOf(server)}`
  const order = () => ({
    status: state.certificate ? 'valid' : state.valid ? 'ready' : 'pending',
    identifiers: [{ type: 'dns', value: 'school.example' }],
    authorizations: [`${at()}/authz`],
    finalize: `${at()}/finalize`,
    certificate: `${at()}/certificate`,
  })
  const challenge = () => ({
    type: 'http-01',
    url: `${at()}/challenge`,
    token: 'the-token',
    status: state.valid ? 'valid' : 'pending',
  })
  const answers: Record<string, (payload: { csr?: string }) => unknown> = {
    '/directory': () => Object.fromEntries(['newNonce', 'newAccount', 'newOrder'].map((name) => [name, `${at()}/${name}`])),
    '/newNonce': () => ({}),
    '/newAccount': () => ({ status: 'valid' }),
    '/newOrder': () => {
      Object.assign(state, { orders: state.orders + 1, valid: false, certificate: '' })
      return order()
    },
    '/order': order,
    '/authz': () => ({
      identifier: { type: 'dns', value: 'school.example' },
      status: challenge().status,
      challenges: [challenge()],
    }),
    '/challenge': async () => {
      const reply = await fetch(`${domainAt()}/.well-known/acme-challenge/the-token`, { redirect: 'manual' })
      state.valid = reply.status === 200 && (await reply.text()).startsWith('the-token.')
      return challenge()
    },
    '/finalize': async ({ csr = '' }) => {
      state.certificate = await signed(Buffer.from(csr, 'base64url'))
      return order()
    },
    '/certificate': () => state.certificate,
  }
  const server = http.createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    const payload = body ? Buffer.from(JSON.parse(body).payload, 'base64url').toString() || '{}' : '{}'
    const said = await answers[request.url ?? '']?.(JSON.parse(payload))
    const created = ['/newAccount', '/newOrder'].includes(request.url ?? '')
    const place = request.url === '/newAccount' ? '/account' : '/order'
    response.writeHead(created ? 201 : 200, {
      'replay-nonce': 'a-nonce',
      location: `${at()}${place}`,
      'content-type': typeof said === 'string' ? 'application/pem-certificate-chain' : 'application/json',
    })
    response.end(typeof said === 'string' ? said : JSON.stringify(said ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ends.push(() => server.close())
  return { state, directory: `${at()}/directory` }
}

test('an ACME authority finds the proof over plain HTTP and gives a certificate, which is kept until a month before its end', async () => {
  const keys = fs.mkdtempSync(path.join(os.tmpdir(), 'preau-acme-'))
  ends.push(() => fs.rmSync(keys, { recursive: true }))
  const tokens = new Map<string, string>()
  const plain = await servePlain({ authority: undefined, origin: 'https://school.example', tokens }, 0, '127.0.0.1')
  ends.push(() => plain.close())
  const { state, directory } = await authority(() => `http://127.0.0.1:${portOf(plain)}`)
  const ask = (days: number) =>
    acmeCertificate({ keys, domain: 'school.example', directory, tokens, now: new Date(Date.now() + days * DAY) })

  const first = await ask(0)
  const leaf = new X509Certificate(first.cert)
  expect(leaf.subjectAltName).toBe('DNS:school.example')
  expect(leaf.checkPrivateKey(createPrivateKey(first.key))).toBe(true)
  expect(tokens.size).toBe(0)
  expect(fs.statSync(path.join(keys, 'tls/school.example.pem')).mode & 0o777).toBe(0o600)

  expect((await ask(59)).cert.trim()).toBe(first.cert.trim())
  expect(state.orders).toBe(1)
  expect((await ask(61)).cert).not.toBe(first.cert)
  expect(state.orders).toBe(2)
}, 60_000)

test('a domain that is none is refused before anybody is asked', async () => {
  const order = { keys: os.tmpdir(), directory: 'http://127.0.0.1:9/', tokens: new Map<string, string>(), now: new Date() }
  for (const domain of ['localhost', '../school', '10.0.0.1/x', '-school.example']) {
    await expect(acmeCertificate({ ...order, domain })).rejects.toThrow('--domain takes a name')
  }
})
