import type { Locale } from '#contract/locales.ts'
import { change } from './network.ts'

const HOUR = 3_600_000

const watch = (registration: ServiceWorkerRegistration) => {
  const look = () => {
    // The first worker of all takes over by itself; a later one waits for somebody to say so.
    if (registration.waiting && navigator.serviceWorker.controller) change({ release: registration.waiting })
  }
  look()
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look))
  setInterval(() => void registration.update().catch(() => {}), HOUR)
}

/** Lets the worker keep the app of this school, with the sentences of the language at hand. */
export const keepApp = async (scope: string, locale: Locale) => {
  if (!navigator.serviceWorker || import.meta.env.DEV) return
  const registration = await navigator.serviceWorker.register('/worker.js', { scope }).catch(() => undefined)
  if (!registration) return
  watch(registration)
  const { active } = await navigator.serviceWorker.ready
  active?.postMessage({ words: locale })
}

/** The new release takes this page, and it begins anew with it. */
export const takeOver = (release: ServiceWorker) => {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  release.postMessage('take over')
}
