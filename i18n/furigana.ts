/** Words with kanji, as they are written, and how each is read, with the kana that decide it; `#人` is 人 after a number. */
export type Readings = Readonly<Record<string, string>>

/** A piece of a sentence; where it is kanji, with how it is read. */
export type Part = { readonly text: string; readonly reading?: string }

const runs = /\p{sc=Han}+|\P{sc=Han}+/gu
const hasKanji = (text: string) => /\p{sc=Han}/u.test(text)
const isDigit = (sign = '') => /[\d０-９.,]/.test(sign)
const literally = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

/** A word with its reading above the kanji alone: 取り消す is 取(と)り消(け)す. What cannot be told apart is read as a whole. */
export const readWord = (word: string, reading: string): readonly Part[] => {
  const pieces = word.match(runs) ?? []
  const pattern = pieces.map((piece) => (hasKanji(piece) ? '(.+?)' : literally(piece))).join('')
  const [, ...found] = new RegExp(`^${pattern}$`, 'u').exec(reading) ?? []
  if (found.length === 0) return [{ text: word, reading }]
  return pieces.map((text) => (hasKanji(text) ? { text, reading: found.shift() ?? '' } : { text }))
}

/** A name with its kana, part by part where both have as many. */
export const readName = (name: string, kana: string | undefined): readonly Part[] => {
  if (!kana || !hasKanji(name)) return [{ text: name }]
  const [words, readings] = [name, kana].map((text) => text.split(/[\s\u3000]+/u))
  if (!words || words.length !== readings?.length) return readWord(name, kana)
  return words.flatMap((word, at) => [
    ...(at > 0 ? [{ text: ' ' }] : []),
    ...(hasKanji(word) ? readWord(word, readings[at] ?? '') : [{ text: word }]),
  ])
}

/** Reads sentences by a list of words, the longest that fits first; what is not in the list stands as it is. */
export const reader = (readings: Readings): ((sentence: string) => readonly Part[]) => {
  const words = new Map(Object.entries(readings))
  const longest = Math.max(0, ...[...words.keys()].map(({ length }) => length))
  const readingOf = (word: string, isCounted: boolean) => {
    if (!isCounted) return words.get(word)
    // 11人 has no 1人 in it, and is counted.
    return isDigit(word[0]) ? undefined : (words.get(`#${word}`) ?? words.get(word))
  }
  const wordAt = (sentence: string, at: number) => {
    const isCounted = isDigit(sentence[at - 1])
    for (let length = Math.min(longest, sentence.length - at); length > 0; length--) {
      const word = sentence.slice(at, at + length)
      const reading = readingOf(word, isCounted)
      if (reading !== undefined) return { word, parts: readWord(word, reading) }
    }
    const alone = sentence[at] ?? ''
    return { word: alone, parts: [{ text: alone }] }
  }
  return (sentence) => {
    const parts: Part[] = []
    const add = (part: Part) => {
      const last = parts.at(-1)
      if (part.reading === undefined && last && last.reading === undefined)
        parts[parts.length - 1] = { text: last.text + part.text }
      else parts.push(part)
    }
    for (let at = 0; at < sentence.length; ) {
      const { word, parts: found } = wordAt(sentence, at)
      for (const part of found) add(part)
      at += word.length
    }
    return parts
  }
}
