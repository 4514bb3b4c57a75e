import { createHash, type KeyObject } from 'node:crypto'
import type { Clock } from '#kernel/clock.ts'
import type { Egress } from '#kernel/egress.ts'
import type { Push } from '#kernel/push.ts'
import { areBrowserKeys, sealPush, vapid } from './push-message.ts'

/** The key pair that messages are signed with. */
type PushKeys = { publicKey: string; privateKey: KeyObject }

const PATIENCE_MS = 10_000
const DAY_SECONDS = 86_400

/** `push.example`, `*.push.example`, or an origin such as `https://push.example:8443`. */
const isService = (url: URL, service: string) => {
  if (service.includes('://')) return url.origin === service
  if (url.protocol !== 'https:' || url.port !== '') return false
  return service.startsWith('*.') ? url.hostname.endsWith(service.slice(1)) : url.hostname === service
}

const outcomeOf = (status: number) => {
  if (status === 404 || status === 410) return 'gone'
  if (status >= 200 && status < 300) return 'sent'
  if (status === 408 || status === 429 || status >= 500) throw new Error(`the push service answered ${status}`)
  return 'refused'
}

/** Push through the services that browsers bring along, as far as the school allows them. */
export const webPush = (
  keys: PushKeys,
  { services, subject, clock, egress }: { services: readonly string[]; subject: string; clock: Clock; egress: Egress },
): Push => {
  const allows = (endpoint: string) => {
    const url = URL.parse(endpoint)
    return url !== null && url.username === '' && url.password === '' && services.some((service) => isService(url, service))
  }
  let last: { at: Date; isCarried: boolean } | undefined
  const note = (isCarried: boolean) => {
    last = { at: clock.now(), isCarried }
  }
  return {
    publicKey: keys.publicKey,
    last: () => last,
    allows,
    takes: areBrowserKeys,
    send: async ({ endpoint, ...browser }, message) => {
      if (!allows(endpoint)) return 'refused' // it was allowed when the device was added
      const sending = egress.post('push', endpoint, {
        patience: PATIENCE_MS,
        whose: { device: createHash('sha256').update(endpoint).digest() },
        headers: {
          authorization: vapid({ endpoint, subject, now: clock.now() }, keys),
          'content-encoding': 'aes128gcm',
          'content-type': 'application/octet-stream',
          ttl: `${DAY_SECONDS}`,
          topic: 'preau', // all say the same: of those that wait one is enough
          urgency: 'normal',
        },
        body: new Uint8Array(sealPush(JSON.stringify(message), browser)),
      })
      const { status } = await sending.catch((error: unknown) => {
        note(false)
        throw error
      })
      note(status < 500 && status !== 429)
      return outcomeOf(status) // where a service sends us on to, nobody has allowed: that is not followed
    },
  }
}
