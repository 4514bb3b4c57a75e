import { parentPort } from 'node:worker_threads'
import { type Match, ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common'
import { dictionary as english } from '@zxcvbn-ts/language-en'
import { dictionary as french } from '@zxcvbn-ts/language-fr'
import japanese from '@zxcvbn-ts/language-ja'
import { core, isOn } from './listed.ts'

// In a thread of its own: the lists take half a second and a hundred megabytes, and go again when nobody chooses a password.
const estimator = new ZxcvbnFactory({
  dictionary: { ...common, ...english, ...french, ...japanese.dictionary },
  graphs: adjacencyGraphs,
})
const listed = new Set(common['passwords-common'])

/** Prose carries less than its letters could: as much as zxcvbn itself reckons for each. Signs by chance carry all they can. */
const bitsPerSign = (token: string): number => {
  if (/^[\p{Ll}\p{Lo}\p{Lm}\p{M}\s'’]+$/u.test(token)) return /[\p{Lo}]/u.test(token) ? 5 : Math.log2(10)
  const signs = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].map((one, at) => (one.test(token) ? [26, 26, 10, 33][at]! : 0))
  return Math.log2(signs.reduce((sum, count) => sum + count, 0))
}
const bitsOf = ({ pattern, token, guesses }: Match & { guesses?: number }) =>
  pattern === 'bruteforce' ? [...token].length * bitsPerSign(token) : Math.log2(guesses ?? 1)

const estimate = (password: string, known: readonly string[]) => {
  const { sequence } = estimator.check(password.slice(0, 100), [...known])
  const order = sequence.reduce((sum, _, at) => sum + Math.log2(at + 1), 0)
  return sequence.reduce((sum, match) => sum + bitsOf(match), order)
}

const isListed = (password: string, known: readonly string[]) =>
  isOn(listed, password) || known.some((word) => core(word) !== '' && core(word) === core(password))

parentPort?.on('message', ({ nth, password, known }: { nth: number; password: string; known: string[] }) => {
  parentPort?.postMessage({ nth, isListed: isListed(password, known), bits: estimate(password, known) })
})
