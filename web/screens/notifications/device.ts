import type * as z from 'zod/mini'
import { addPushDevice, readNotifications } from '#contract/notifications.ts'
import { ask, slugOfPage } from '../../api.ts'

type Asked = z.input<typeof addPushDevice.body>

/** Whether this browser can show something while the app is closed, as far as it says so. */
export const canBeTold = () => 'PushManager' in globalThis && 'Notification' in globalThis && 'serviceWorker' in navigator

/** An iPhone can, once the app stands on its home screen. */
export const mustInstall = () =>
  !canBeTold() && /iPhone|iPad|Macintosh.*Mobile/.test(navigator.userAgent) && !matchMedia('(display-mode: standalone)').matches

const bytesOf = (base64url: string) =>
  Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0))

const isFor = (subscription: PushSubscription, publicKey: string) => {
  const own = new Uint8Array(subscription.options.applicationServerKey ?? new ArrayBuffer(0))
  return bytesOf(publicKey).every((byte, nth) => byte === own[nth])
}

const manager = async () => (await navigator.serviceWorker.getRegistration(`/s/${slugOfPage()}/`))?.pushManager

const asAsked = (subscription: PushSubscription): Asked => {
  const { endpoint = '', keys = {} } = subscription.toJSON()
  return { endpoint, p256dh: keys['p256dh'] ?? '', auth: keys['auth'] ?? '' }
}

/** What the browser has agreed to before; what it agreed to for a key that we have lost is worth nothing. */
const agreed = async (publicKey: string): Promise<PushSubscription | undefined> => {
  const subscription = await (await manager())?.getSubscription()
  if (!subscription || isFor(subscription, publicKey)) return subscription ?? undefined
  await subscription.unsubscribe()
  return undefined
}

/** Asks the person, and then the browser. Only ever from a press of a button. */
export const subscribe = async (publicKey: string): Promise<Asked | 'denied' | 'failed'> => {
  if ((await Notification.requestPermission()) !== 'granted') return 'denied'
  const pushes = await manager()
  const options = { userVisibleOnly: true, applicationServerKey: bytesOf(publicKey) }
  const subscription = (await agreed(publicKey)) ?? (await pushes?.subscribe(options).catch(() => undefined))
  return subscription ? asAsked(subscription) : 'failed'
}

/** The browser lets nothing through any more. */
export const unsubscribe = async () => void (await (await (await manager())?.getSubscription())?.unsubscribe())

/** Another session took the place of the one that this device was told in: it goes on with this one, unasked. */
export const goOnBeingTold = async () => {
  if (!canBeTold() || Notification.permission !== 'granted') return
  if (!(await (await manager())?.getSubscription())) return
  const { publicKey, isShared, devices } = await ask(readNotifications)
  if (!publicKey || isShared || devices.some(({ isThis }) => isThis)) return
  const subscription = await agreed(publicKey)
  if (subscription) await ask(addPushDevice, { body: asAsked(subscription) })
}
