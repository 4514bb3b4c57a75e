import type { Names } from '#contract/people.ts'

const initial = (word: string) => [...word][0] ?? ''

const parts = ({ given, family, display, order }: Names): { given: string; family: string } => {
  if (given && family) return { given, family }
  const words = display.trim().split(/\s+/)
  if (words.length < 2) return { given: display.trim(), family: '' }
  return order === 'family_first'
    ? { given: words.slice(1).join(' '), family: words[0] ?? '' }
    : { given: words[0] ?? '', family: words.at(-1) ?? '' }
}

/** How the short name is read, where the school has the kana of the whole. */
export const shortKana = ({ kana, order }: Names): string | undefined => {
  const [family, given, ...more] = kana?.trim().split(/[\s\u3000]+/) ?? []
  return family && given && more.length === 0 && order === 'family_first' ? `${given}（${initial(family)}）` : undefined
}

/** Given name and an initial: enough to hand a slip to the right child, too little to know a stranger by. */
export const shortName = (names: Names): string => {
  const { given, family } = parts(names)
  if (!family) return given
  return names.order === 'family_first' ? `${given}（${initial(family)}）` : `${given} ${initial(family)}.`
}
