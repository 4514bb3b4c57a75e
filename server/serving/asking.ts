import type { X509Certificate } from 'node:crypto'
import http from 'node:http'
import https from 'node:https'
import tls from 'node:tls'
import type { Installation } from '#kernel/installation.ts'
import { makeLog } from '#kernel/log.ts'
import type { Ask, Ground, Heard, Line } from '#modules/assurance/index.ts'

const PATIENCE = 5_000
const MOST = 2_000_000
const DAY = 86_400_000

/** Asks over the network as any browser would. Whether the certificate is right is another question: `lineOf` answers it. */
export const overNetwork =
  (origin: string): Ask =>
  (path, { method = 'GET', headers = {}, body } = {}) =>
    new Promise<Heard>((resolve, reject) => {
      const { request } = origin.startsWith('https:') ? https : http
      const sent = request(new URL(path, origin), { method, headers, timeout: PATIENCE, rejectUnauthorized: false }, (reply) => {
        let text = ''
        reply.setEncoding('utf8')
        reply.on('data', (part: string) => {
          if (text.length < MOST) text += part
        })
        reply.on('end', () => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, text, isOverNetwork: true }))
      })
      sent.on('timeout', () => sent.destroy(new Error('no answer')))
      sent.on('error', reject)
      sent.end(body)
    })

/** Asks the same program from within, where it does not listen: everything is the same but the line. */
const fromWithin = (installation: Installation): { ask: Ask; close: () => Promise<void> } => {
  const built = import('#server/app.ts').then(({ build }) => build(installation))
  built.catch(() => undefined) // awaited by whoever asks
  return {
    ask: async (path, { method = 'GET', headers = {}, body } = {}) => {
      const reply = await (await built).inject({ method, url: path, headers, ...(body !== undefined && { payload: body }) })
      return { status: reply.statusCode, headers: reply.headers, text: reply.body, isOverNetwork: false }
    },
    close: () => built.then((app) => app.close()),
  }
}

/** What a program like this one writes into its log while something is asked of it from within. */
export const overhearing =
  (installation: Installation): Ground['overheard'] =>
  async (run) => {
    let said = ''
    const write = (line: string) => {
      said += line
    }
    const log = makeLog('debug', { write })
    const { ask, close } = fromWithin({ ...installation, log })
    try {
      await run(ask, log)
    } finally {
      await close()
    }
    return said
  }

const answers = (ask: Ask): Promise<boolean> =>
  ask('/healthz').then(
    ({ status, text }) => status === 200 && text === '{"ok":true}',
    () => false,
  )

/** Where the service answers: a command that was not told knows the port, and not whether the line is encrypted. */
export const whereWeAnswer = async (origin: string): Promise<string> => {
  const { protocol, port } = new URL(origin)
  const encrypted = `https://localhost${port ? `:${port}` : ''}`
  return protocol === 'http:' && !(await answers(overNetwork(origin))) && (await answers(overNetwork(encrypted)))
    ? encrypted
    : origin
}

/** A way to ask this installation what any visitor could: where it listens over the network, otherwise from within. */
export const askOurselves = async (installation: Installation): Promise<{ ask: Ask; close: () => Promise<void> }> => {
  const network = overNetwork(installation.origin)
  const isThere = await answers(network)
  return isThere ? { ask: network, close: async () => undefined } : fromWithin(installation)
}

const isStrong = (certificate: X509Certificate | undefined) => {
  const { asymmetricKeyType: kind, asymmetricKeyDetails: details } = certificate?.publicKey ?? {}
  return kind === 'rsa' ? (details?.modulusLength ?? 0) >= 3072 : kind === 'ec' || kind === 'ed25519' || kind === 'ed448'
}

/** What the line to an origin is like, seen from its other end; undefined where it is not encrypted, or nobody is there. */
export const lineOf = (origin: string, authority: string | undefined, now: Date): Promise<Line | undefined> => {
  const { protocol, hostname, port } = new URL(origin)
  if (protocol !== 'https:') return Promise.resolve(undefined)
  const host = hostname.replace(/^\[|\]$/g, '')
  return new Promise((resolve) => {
    const ca = authority === undefined ? {} : { ca: [authority, ...tls.rootCertificates] }
    const socket = tls.connect({
      host,
      port: Number(port || 443),
      servername: /^[\d.]+$|:/.test(host) ? '' : host,
      rejectUnauthorized: false,
      timeout: PATIENCE,
      ...ca,
    })
    const end = (line: Line | undefined) => {
      socket.destroy()
      resolve(line)
    }
    socket.on('error', () => end(undefined))
    socket.on('timeout', () => end(undefined))
    socket.on('secureConnect', () => {
      const certificate = socket.getPeerX509Certificate()
      const until = new Date(certificate?.validTo ?? 0)
      const daysLeft = Math.floor((until.getTime() - now.getTime()) / DAY)
      end({ protocol: socket.getProtocol() ?? '', daysLeft, isTrusted: socket.authorized, isStrong: isStrong(certificate) })
    })
  })
}
