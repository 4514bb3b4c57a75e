import { passwordPolicy, type Weakness } from '#contract/passwords.ts'
import { refuse } from '#kernel/errors.ts'
import { strengthOf } from './strength.ts'

/** What somebody who knows the person would try first: names, the school, the address. */
export type Known = readonly (string | null | undefined)[]

/** Words that hang on the walls of every school of ours. */
const ofSchools = [
  'préau',
  'preau',
  'école',
  'ecole',
  'collège',
  'lycée',
  'school',
  'skola',
  'skolan',
  'förskola',
  'gakkou',
  'chuugakkou',
  '学校',
  '小学校',
  '中学校',
  '高校',
  'がっこう',
  'motdepasse',
  'lösenord',
  'パスワード',
  'bonjour',
  'rentrée',
]

const wordsOf = (known: Known) =>
  [...known.flatMap((text) => (text ? [text, ...text.split(/[\s@.,’'·-]+/)] : [])), ...ofSchools].filter(
    (word) => [...word].length >= 2,
  )

const { user } = passwordPolicy

type Judged = { weakness: Weakness } | { standsAlone: boolean }

/** What is to be said of a password: why it is too weak, or whether it is strong enough without a second factor. */
export const judge = async (typed: string, known: Known, hasFactor: boolean): Promise<Judged> => {
  const password = typed.normalize('NFKC')
  const { length } = [...password]
  if (length < (hasFactor ? user.minWithFactor : user.minAlone)) return { weakness: 'short' }
  const { isListed, bits } = await strengthOf(password, wordsOf(known))
  if (isListed) return { weakness: 'listed' }
  if (bits < (hasFactor ? user.bitsWithFactor : user.bitsAlone)) return { weakness: 'guessable' }
  return { standsAlone: length >= user.minAlone && bits >= user.bitsAlone }
}

/** Refuses a password that is too short, stands on a list or is easily guessed; answers whether it may stand alone. Never in a transaction. */
export const mustBeStrong = async (password: string, known: Known = [], hasFactor = false): Promise<boolean> => {
  const judged = await judge(password, known, hasFactor)
  if ('standsAlone' in judged) return judged.standsAlone
  return refuse('password.too_weak', {
    why: judged.weakness,
    shortest: hasFactor ? user.minWithFactor : user.minAlone,
    fields: [{ in: 'body', field: 'password', problem: judged.weakness }],
  })
}
