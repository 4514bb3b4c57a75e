/// <reference lib="dom" />
// Run in the page: a browser whose push service is the test's own.

type Kept = { endpoint: string; p256dh: string; auth: string }

/** Before anything of the page: its browser agrees to be told something without calling its maker. */
export const agreeToBeTold = (kept: Kept) => {
  const state: { subscription: object | null } = { subscription: null }
  const made = (options: PushSubscriptionOptionsInit) => ({
    options,
    toJSON: () => ({ endpoint: kept.endpoint, keys: { p256dh: kept.p256dh, auth: kept.auth } }),
    unsubscribe: async () => {
      state.subscription = null
      return true
    },
  })
  Object.assign(PushManager.prototype, {
    subscribe: async (options: PushSubscriptionOptionsInit) => {
      state.subscription = made(options)
      return state.subscription
    },
    getSubscription: async () => state.subscription,
  })
}

/** What stands on the screen of the device. */
export const shown = async (): Promise<string[]> => {
  const registration = await navigator.serviceWorker.ready
  return (await registration.getNotifications()).map(({ title, body }) => `${title}: ${body}`)
}
