import { randomInt } from 'node:crypto'

const signs = 'abcdefghjkmnpqrstuvwxyz23456789' // 31: without i, l, o, 0, 1, which look alike on paper
const syllables = ['ba', 'de', 'fi', 'go', 'ha', 'ju', 'ka', 'lo', 'mi', 'ne', 'pa', 'ra', 'su', 'ta', 'vo', 'yo']

const pick = (from: readonly string[] | string) => from[randomInt(from.length)] ?? ''

const plain = (name: string) =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/[øö]/g, 'o')
    .replace(/[^a-z]/g, '')

/** Whether a user name lets guess at the name: a part of it, of three plain letters at least, stands in it; or nobody can tell. */
export const tellsName = (
  username: string,
  names: { display: string; sort?: string; given?: string | undefined; family?: string | undefined },
): boolean => {
  const said = plain(username)
  const parts = [names.display, names.sort ?? '', names.given ?? '', names.family ?? ''].flatMap((text) => text.split(/[\s,-]+/))
  return parts.map(plain).some((part) => part.length >= 3 && (said.includes(part) || (said.length >= 3 && part.startsWith(said))))
}

/**
 * A user name that can be printed on a slip and typed on any keyboard: what is left of the name in plain letters (or three
 * syllables where nothing is), a dot, and three signs by chance.
 */
export const makeUsername = (display: string): string => {
  const stem = plain(display.split(/\s+/)[0] ?? '').slice(0, 12) || `${pick(syllables)}${pick(syllables)}${pick(syllables)}`
  return `${stem}.${pick(signs)}${pick(signs)}${pick(signs)}`
}
