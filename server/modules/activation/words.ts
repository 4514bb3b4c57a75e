import { randomInt } from 'node:crypto'
import { wordsOnSlip } from '#contract/activation-words.ts'
import { type Language, type Locale, languageOf } from '#contract/locales.ts'

// Three of twenty syllables: 8,000 words that mean nothing, are said as they are written, and need no list. They were chosen so that no three
// of them make a word that a class would laugh at, and that none is taken for another in a child's hand.
const syllables: Readonly<Record<Exclude<Language, 'en'>, string>> = {
  fr: 'ba bo da do fa fi la li lo ma mi mo na ra ri ro to tu va vi',
  sv: 'ba bo då fa ga lo lä ma mi no nå ra ri ro sa tå to vi vå lö',
  ja: 'い き さ す た つ と な に の ふ ほ み め や ゆ り る れ こ',
}

/** Of the 7,776 words of the EFF's list, which no word begins as another does, these are not for children. */
const notForChildren = new Set(
  `abreast absinthe backstab casino chastity crudely crudeness curse devouring evil gambling gore groin handgun hangover jackknife lazy lustfully
  lustily lustiness lusty outshoot overkill overshoot pantyhose pelvis penknife poker pureblood rectal reshoot scapegoat smoked smokiness smoking
  smoky strangle thong undead unisexual unwed womb`.split(/\s+/),
)

let english: Promise<readonly string[]> | undefined
const readEnglish = async () => {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return dictionary['diceware-common'].filter((word) => !notForChildren.has(word))
}

const made = new Map<Language, readonly string[]>()
const makeUp = (language: Exclude<Language, 'en'>) => {
  const parts = syllables[language].split(' ')
  const words = parts.flatMap((one) => parts.flatMap((two) => parts.map((three) => one + two + three)))
  made.set(language, words)
  return words
}

/** Every word that a slip in this language may hold. Whichever four are written without a blank, only they can have been meant. */
export const wordList = async (locale: Locale): Promise<readonly string[]> => {
  const language = languageOf(locale)
  if (language !== 'en') return made.get(language) ?? makeUp(language)
  english ??= readEnglish()
  return english
}

/** How many bits four words by chance are: 51.8 from the syllables, 51.7 in English. Enough only because tries are slowed down. */
export const bitsOfWords = (list: readonly string[]): number => wordsOnSlip * Math.log2(list.length)

/** Four words by chance. */
export const newWords = async (locale: Locale): Promise<string[]> => {
  const list = await wordList(locale)
  return Array.from({ length: wordsOnSlip }, () => list[randomInt(list.length)] ?? '')
}
