/** What a browser hands out so that it can be told something: an address, and two keys of its own as base64url. */
export type Subscription = { endpoint: string; p256dh: string; auth: string }

/** How devices are told that there is something new. What is said holds no name and no matter of the school. */
export type Push = {
  /** By which a browser knows whose messages it lets through. */
  publicKey: string
  /** Whether it is the address of a push service that may be used: it comes from a browser, and we send there. */
  allows: (endpoint: string) => boolean
  /** Whether these are keys that something can be sealed for. */
  takes: (keys: Omit<Subscription, 'endpoint'>) => boolean
  /** `gone`: the browser takes nothing any more. `refused`: it will not be taken the next time either. */
  send: (to: Subscription, message: object) => Promise<'sent' | 'gone' | 'refused'>
  /** How the last one went that this process sent. */
  last?: () => { at: Date; isCarried: boolean } | undefined
}
