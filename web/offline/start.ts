import type { QueryClient } from '@tanstack/react-query'
import { readDeviceKeys } from '#contract/devices.ts'
import { ask, sendWaiting, slugOfPage } from '../api.ts'
import { wordsOfPage } from '../speech.tsx'
import { toast } from '../ui/Toast.tsx'
import { confirmDevice } from './device.ts'
import { finishLeaving } from './leaving.ts'
import { change, standing } from './network.ts'
import { flush, lookAtOutbox } from './outbox.ts'
import { keepApp } from './release.ts'

const AGAIN = 20_000

/** Tries what waits, and asks anew for what is shown from before. */
const catchUp = async (client: QueryClient) => {
  const sent = await flush(sendWaiting)
  if (sent.length > 0) toast(wordsOfPage()('offline.sent', { count: sent.length }))
  const stale = [...standing().savedAt.keys()]
  const touched = sent.flatMap(({ touches }) => touches)
  const isStale = (queryKey: readonly unknown[]) =>
    touched.includes(`${queryKey[0]}`) || stale.includes(JSON.stringify([slugOfPage(), queryKey]))
  await client.invalidateQueries({ predicate: ({ queryKey }) => isStale(queryKey) })
}

const isBehind = () => standing().savedAt.size > 0 || standing().wishes.some(({ refused }) => !refused)

const listen = (client: QueryClient) => {
  addEventListener('online', () => {
    change({ isOnline: true })
    void catchUp(client)
  })
  addEventListener('offline', () => change({ isOnline: false }))
  document.addEventListener(
    'visibilitychange',
    () => document.visibilityState === 'visible' && isBehind() && void catchUp(client),
  )
  // A network that is there and leads nowhere says nothing when it leads somewhere again.
  setInterval(() => document.visibilityState === 'visible' && isBehind() && void catchUp(client), AGAIN)
  addEventListener('beforeunload', (event) => standing().wishes.length > 0 && event.preventDefault())
}

const tellWhatInstalls = () => {
  const link = Object.assign(document.createElement('link'), { rel: 'manifest', href: `/s/${slugOfPage()}/app.webmanifest` })
  document.head.append(link)
}

/** What makes the app bear a missing network, once its first screen stands. */
export const startOffline = async (client: QueryClient) => {
  if (await finishLeaving()) return
  tellWhatInstalls()
  listen(client)
  await lookAtOutbox()
  if (!(await confirmDevice(async () => (await ask(readDeviceKeys)).keys))) return lookAtOutbox()
  await lookAtOutbox()
  await keepApp(`/s/${slugOfPage()}/`, wordsOfPage().locale)
  if (isBehind()) await catchUp(client)
  if ('Notification' in globalThis && Notification.permission === 'granted')
    await import('../screens/notifications/device.ts').then(({ goOnBeingTold }) => goOnBeingTold())
}
