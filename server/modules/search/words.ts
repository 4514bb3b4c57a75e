import type { Hit } from '#contract/search.ts'
import type { Match } from '#kernel/searching.ts'

const whole: Readonly<Record<string, string>> = { ß: 'ss', œ: 'oe', æ: 'ae', ø: 'o', ł: 'l', đ: 'd', ı: 'i' }
const voiced = /[\u3099\u309a]/u

/**
 * One spelling for all that people take for the same: case, accents, width, and the two kinds of kana. が stays apart from か: that is another
 * word, where é and e are not.
 */
export const foldedForSearch = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ァ-ヶ]/gu, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replace(/[ßœæøłđı]/gu, (letter) => whole[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, (mark) => (voiced.test(mark) ? mark : ''))
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}\p{M}ー]+/gu, ' ')
    .trim()

const rankOf = (text: string, wanted: string, words: readonly string[]): number | undefined => {
  const together = text.replaceAll(' ', '')
  const isThere = words.every((word) => text.includes(word)) || together.includes(wanted.replaceAll(' ', ''))
  if (!isThere) return undefined
  if (text.startsWith(wanted)) return 0
  return words.every((word) => ` ${text}`.includes(` ${word}`)) ? 1 : 2
}

/** Finds every word that was typed, in whatever order and inside words too; each of the texts is a name of the same thing. */
export const matcher = (typed: string): Match => {
  const wanted = foldedForSearch(typed)
  const words = wanted.split(' ').filter(Boolean)
  return (...texts) => {
    if (words.length === 0) return undefined
    const ranks = texts.flatMap((text) => (text === undefined ? [] : (rankOf(foldedForSearch(text), wanted, words) ?? [])))
    return ranks.length > 0 ? Math.min(...ranks) : undefined
  }
}

/** The line of a text that says the first of these words, cut to what can be read at a glance. */
export const excerpt = (text: string, match: Match, most = 160): string => {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  const line = lines.find((one) => match(one) !== undefined) ?? lines[0] ?? ''
  if (line.length <= most) return line
  const parts = Array.from({ length: Math.ceil(line.length / (most / 2)) }, (_, at) =>
    line.slice((at * most) / 2, (at * most) / 2 + most),
  )
  return `${(parts.find((part) => match(part) !== undefined) ?? line.slice(0, most)).toWellFormed()}…`
}

/** A hit that leads to itself, with nothing beside it. */
export const plainHit = (id: string, title: string): Hit => ({
  ...{ id, title, note: null, language: null, at: null },
  ...{ roles: [], within: null },
})
