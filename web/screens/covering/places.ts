import type { CopyEntry } from '#contract/covering.ts'

type Text = CopyEntry['texts'][number]
export type Piece = { from: number; to: number; words: string; as: 'plain' | 'suggested' | 'covered' }

/** A text in pieces: what is covered, what may name somebody else, and the rest. Positions are counted in code points. */
export const piecesOf = ({ text, covered, suggested }: Text): Piece[] => {
  const signs = [...text]
  const marks = [
    ...covered.map(({ from, to }) => ({ from, to, as: 'covered' as const })),
    ...suggested.map(({ from, to }) => ({ from, to, as: 'suggested' as const })),
  ].toSorted((a, b) => a.from - b.from || (a.as === 'covered' ? -1 : 1))
  const pieces: Piece[] = []
  let at = 0
  const add = (from: number, to: number, as: Piece['as']) => {
    if (from < to) pieces.push({ from, to, words: signs.slice(from, to).join(''), as })
  }
  for (const { from, to, as } of marks) {
    if (from < at) continue
    add(at, from, 'plain')
    add(from, to, as)
    at = to
  }
  add(at, signs.length, 'plain')
  return pieces
}

/** What is selected in a field, counted in code points; nothing where nothing is. */
export const selectedIn = ({ value, selectionStart, selectionEnd }: HTMLTextAreaElement) => {
  const signsTo = (end: number) => [...value.slice(0, end)].length
  return selectionStart < selectionEnd ? { from: signsTo(selectionStart), to: signsTo(selectionEnd) } : undefined
}
