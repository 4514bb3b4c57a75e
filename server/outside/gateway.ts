import dns from 'node:dns'
import fs from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import path from 'node:path'
import {
  type Egress,
  type Fetched,
  NotInRegister,
  type Recipient,
  type Sending,
  TooMuch,
  type Way,
  type Whose,
} from '#kernel/egress.ts'
import type { Settings } from '#server/settings/settings.ts'
import { isNear } from './near.ts'

const MOST_WORDS = 100_000

/** The settings that name somebody outside. */
export type Outside = Pick<Settings, 'keys'> &
  Partial<Pick<Settings, 'mail' | 's3' | 'push' | 'witnesses' | 'clamav' | 'acme' | 'copiesFrom'>>
const asksForCertificates = (keys: string) => fs.existsSync(path.join(keys, 'tls', 'acme.key'))
const bare = (host: string) => host.replace(/^\[|\]$/g, '').toLowerCase()
const hostIn = (address: string) => bare(new URL(address).hostname)

/** A host that somebody outside may bring along, or one of those below it; where its address is written in full, it may be near. */
const brought = (way: Way) => (one: string) => ({
  way,
  host: one.includes('://') ? hostIn(one) : one.toLowerCase(),
  isDeclared: one.includes('://'),
})

/** Everybody for whom something may leave, as the settings say. */
export const registerOf = (outside: Outside): readonly Recipient[] => {
  const { keys, mail, s3, push = [], witnesses = [], clamav, acme, copiesFrom = [] } = outside
  return [
    ...(mail ? [{ way: 'mail' as const, host: hostIn(mail), isDeclared: true }] : []),
    ...(s3 ? [{ way: 'store' as const, host: bare(s3.hostname), isDeclared: true }] : []),
    ...push.map(brought('push')),
    ...copiesFrom.map(brought('copy')),
    ...witnesses.map(({ url }) => ({ way: 'witness' as const, host: hostIn(url), isDeclared: true })),
    ...(clamav && 'host' in clamav ? [{ way: 'scanner' as const, host: bare(clamav.host), isDeclared: true }] : []),
    ...(acme && asksForCertificates(keys) ? [{ way: 'certificate' as const, host: hostIn(acme), isDeclared: true }] : []),
  ]
}

const isMeant = (pattern: string, host: string) => (pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern)

/** Looks a name up, and refuses where one of its addresses is near: a name that anybody may choose must not lead inside. */
const farLookup: LookupFunction = (host, options, answer) =>
  dns.lookup(host, { ...options, all: true }, (error, found) => {
    if (error) return answer(error, '', 0)
    const [first] = found
    if (!first || found.some(({ address }) => isNear(address))) return answer(new NotInRegister('a way that leads inside'), '', 0)
    return options.all ? answer(null, found) : answer(null, first.address, first.family)
  })

type Posting = Sending & { url: URL; isDeclared: boolean; most: number }
/** Posts something, and reads what comes back as it comes: past `most` bytes, or past the patience, the line is cut. */
const posted = ({ url, headers = {}, body, patience, isDeclared, most }: Posting) =>
  new Promise<Fetched>((resolve, reject) => {
    if (!isDeclared && isIP(bare(url.hostname)) && isNear(bare(url.hostname)))
      return reject(new NotInRegister('a way that leads inside'))
    const { request } = url.protocol === 'https:' ? https : http
    const signal = AbortSignal.timeout(patience)
    const sent = request(
      url,
      { method: 'POST', headers, signal, agent: false, ...(!isDeclared && { lookup: farLookup }) },
      (reply) => {
        const parts: Buffer[] = []
        let size = 0
        reply.on('data', (part: Buffer) => {
          parts.push(part)
          size += part.length
          if (size > most) sent.destroy(new TooMuch('more came than was to'))
        })
        reply.on('error', reject)
        reply.on('end', () => resolve({ status: reply.statusCode ?? 0, bytes: Buffer.concat(parts) }))
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })

/** What was counted of one recipient since it was last written down. */
export type Counted = { way: Way; recipient: string; sent: number; refused: number }

/** What left for somebody since it was last written down. */
export type Reached = { way: Way; recipient: string; whose: Whose; sent: number }

/** What was counted of the same, added up. */
const together = <T extends { sent: number; refused?: number }>(
  before: ReadonlyMap<string, T>,
  since: ReadonlyMap<string, T>,
) => {
  const all = new Map(since)
  for (const [key, one] of before) {
    const more = since.get(key)
    const refused = one.refused === undefined ? {} : { refused: one.refused + (more?.refused ?? 0) }
    all.set(key, { ...one, sent: one.sent + (more?.sent ?? 0), ...refused })
  }
  return all
}

/** The one door through which anything leaves: `keep` writes down how often, `refused` hears of whom nothing left for. */
export const openGateway = (
  register: readonly Recipient[],
  {
    keep,
    refused,
  }: {
    keep: (counted: readonly Counted[], reached: readonly Reached[]) => Promise<void>
    refused: (way: Way, host: string) => void
  },
): Egress => {
  let counts = new Map<string, Counted>()
  const count = (way: Way, recipient: string, what: 'sent' | 'refused') => {
    const key = `${way} ${recipient}`
    const one = counts.get(key) ?? { way, recipient, sent: 0, refused: 0 }
    one[what]++
    counts.set(key, one)
  }
  let reached = new Map<string, Reached>()
  const sentTo = (way: Way, recipient: string, whose: Whose | undefined) => {
    count(way, recipient, 'sent')
    if (!whose) return
    const key = `${way} ${recipient} ${'mail' in whose ? whose.mail : Buffer.from(whose.device).toString('hex')}`
    const one = reached.get(key) ?? { way, recipient, whose, sent: 0 }
    one.sent++
    reached.set(key, one)
  }
  const refuse = (way: Way, host: string, why: string): never => {
    count(way, 'unknown', 'refused') // whoever is refused may have a name that somebody chose
    refused(way, host)
    throw new NotInRegister(why)
  }
  const find = (way: Way, host: string) => register.find((one) => one.way === way && isMeant(one.host, bare(host)))
  const rowOf = (way: Way, host: string) => find(way, host) ?? refuse(way, host, `nothing leaves for this host as ${way}`)
  const leave: Egress['fetch'] = async (way, address, sending) => {
    const url = new URL(address)
    const { host, isDeclared } = rowOf(way, url.hostname)
    const reply = await posted({ ...sending, url, isDeclared }).catch((error: unknown) => {
      if (error instanceof NotInRegister) return refuse(way, url.hostname, error.message)
      throw error
    })
    sentTo(way, host, sending.whose)
    return reply
  }
  return {
    register,
    admit: (way, host, whose) => sentTo(way, rowOf(way, host).host, whose),
    post: async (way, address, sending) => {
      const { status, bytes } = await leave(way, address, { ...sending, most: MOST_WORDS })
      return { status, text: bytes.toString() }
    },
    fetch: async (way, address, sending) => {
      const { protocol, hostname } = new URL(address)
      if (!rowOf(way, hostname).isDeclared && protocol !== 'https:') return refuse(way, hostname, 'a line that anybody can read')
      return leave(way, address, sending)
    },
    try: async (way, address) => {
      const host = new URL(address).hostname
      const row = find(way, host)
      if (!row || (!row.isDeclared && isIP(bare(host)) && isNear(bare(host)))) throw new NotInRegister('tried, and refused')
    },
    flush: async () => {
      const [now, people] = [counts, reached]
      counts = new Map()
      reached = new Map()
      if (now.size === 0) return
      await keep([...now.values()], [...people.values()]).catch((error: unknown) => {
        // What could not be written down is counted still, with what left meanwhile.
        counts = together(now, counts)
        reached = together(people, reached)
        throw error
      })
    },
  }
}
