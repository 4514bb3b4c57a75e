import { X509Certificate } from 'node:crypto'
import fs from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { ownCertificate } from './authority.ts'
import { inUrl, lanAddresses, namesOfMachine } from './names.ts'
import { servePlain } from './plain.ts'

const now = new Date()
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const newKeys = () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'preau-tls-'))
  ends.push(() => fs.rmSync(folder, { recursive: true }))
  return folder
}

const portOf = (server: http.Server) => (server.address() as AddressInfo).port

const fetched = (get: typeof http.get, url: string, options: https.RequestOptions = {}) =>
  new Promise<{ status: number | undefined; headers: http.IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
    get(url, options, (reply) => {
      const parts: Buffer[] = []
      reply
        .on('data', (part) => parts.push(part))
        .on('end', () => resolve({ status: reply.statusCode, headers: reply.headers, body: Buffer.concat(parts) }))
    }).on('error', reject)
  })

test('a device that installed the authority opens the machine by every name and address it has', async () => {
  const names = namesOfMachine('https://school.example')
  const { authority, ...certificate } = await ownCertificate(newKeys(), names, now)
  const server = https.createServer(certificate, (_, response) => response.end('Préau')).listen(0, '::')
  ends.push(() => server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  expect(names).toEqual(expect.arrayContaining(['localhost', '127.0.0.1', 'school.example', ...lanAddresses()]))
  for (const name of ['localhost', '127.0.0.1', ...lanAddresses()]) {
    const { body } = await fetched(https.get, `https://${inUrl(name)}:${portOf(server)}/`, { ca: authority, agent: false })
    expect(`${body}`).toBe('Préau')
  }
  await expect(fetched(https.get, `https://localhost:${portOf(server)}/`, { agent: false })).rejects.toThrow(/certificate/)
})

test('the certificate is one that phones accept: 397 days, for servers only, from an authority that can sign nothing but servers', async () => {
  const { cert, authority = '' } = await ownCertificate(newKeys(), ['localhost'], now)
  const leaf = new X509Certificate(cert)
  const days = (new Date(leaf.validTo).getTime() - new Date(leaf.validFrom).getTime()) / 86_400_000
  expect(days).toBeLessThanOrEqual(397)
  expect([leaf.ca, leaf.keyUsage]).toEqual([false, ['1.3.6.1.5.5.7.3.1']])
  expect(new X509Certificate(authority).ca).toBe(true)
  expect(leaf.verify(new X509Certificate(authority).publicKey)).toBe(true)
})

test('the authority stays over starts, private, and the certificate is new', async () => {
  const keys = newKeys()
  const first = await ownCertificate(keys, ['localhost'], now)
  const second = await ownCertificate(keys, ['localhost'], now)
  expect(second.authority).toBe(first.authority)
  expect(second.cert).not.toBe(first.cert)
  for (const file of fs.readdirSync(path.join(keys, 'tls')))
    expect(fs.statSync(path.join(keys, 'tls', file)).mode & 0o777).toBe(0o600)
})

test('an authority too old to sign for a year is replaced', async () => {
  const keys = newKeys()
  const first = await ownCertificate(keys, ['localhost'], now)
  const later = new Date(now.getTime() + 3600 * 86_400_000)
  expect((await ownCertificate(keys, ['localhost'], later)).authority).not.toBe(first.authority)
})

test('plain HTTP hands out the authority and tokens, and sends everything else to HTTPS', async () => {
  const { authority = '' } = await ownCertificate(newKeys(), ['localhost'], now)
  const server = await servePlain(
    { authority, origin: 'https://school.example', tokens: new Map([['token', 'proof']]) },
    0,
    '127.0.0.1',
  )
  ends.push(() => server.close())
  const get = (place: string) =>
    fetched(http.get, `http://127.0.0.1:${portOf(server)}${place}`, { headers: { host: 'evil.example' } })
  expect(new X509Certificate((await get('/ca.crt')).body).fingerprint256).toBe(new X509Certificate(authority).fingerprint256)
  expect(`${(await get('/.well-known/acme-challenge/token')).body}`).toBe('proof')
  expect((await get('/.well-known/acme-challenge/other')).status).toBe(308)
  expect((await get('//evil.example/a?b')).headers.location).toBe('https://school.example//evil.example/a?b')
})
