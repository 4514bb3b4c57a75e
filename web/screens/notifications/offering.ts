const REFUSED = 'preau-push'
const AGAIN_AFTER = 90 * 86_400_000

/** Whether it may be offered here at all; whoever said "not now" is left alone for ninety days, on this device. */
export const mayOffer = () =>
  'PushManager' in globalThis &&
  'Notification' in globalThis &&
  Notification.permission === 'default' &&
  Number(localStorage.getItem(REFUSED) ?? 0) < Date.now() - AGAIN_AFTER

export const notNow = () => localStorage.setItem(REFUSED, `${Date.now()}`)
