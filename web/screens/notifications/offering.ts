const AGAIN_AFTER = 90 * 86_400_000
const rested = (offer: string) => Number(localStorage.getItem(offer) ?? 0) < Date.now() - AGAIN_AFTER
const rest = (offer: string) => localStorage.setItem(offer, `${Date.now()}`)

/** Whether it may be offered here at all; whoever said "not now" is left alone for ninety days, on this device. */
export const mayOffer = () =>
  'PushManager' in globalThis && 'Notification' in globalThis && Notification.permission === 'default' && rested('preau-push')
export const notNow = () => rest('preau-push')

/** Whether it is asked here where mail goes: not of whoever said "not now", or has given an address, for ninety days. */
export const mayAskAddress = () => rested('preau-address')
export const askNoAddress = () => rest('preau-address')
