const KEY = 'preau-aside'
/** More than are open at once, and few enough to forget nothing that is. */
const MOST = 30

/** What somebody has put aside on this device: ids of incidents and interruptions, which are nobody's. */
export const putAside = (): readonly string[] => (localStorage.getItem(KEY) ?? '').split(' ').filter(Boolean)

/** Shows it no more on this device. */
export const setAside = (id: string) => localStorage.setItem(KEY, [...putAside(), id].slice(-MOST).join(' '))

/** Whoever comes to this device next sees everything. */
export const forgetAside = () => localStorage.removeItem(KEY)
