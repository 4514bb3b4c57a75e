import { groundsFor } from '#contract/refusal-grounds.ts'
import type { RightCase } from '#contract/rights.ts'
import { clockOf, dayAfter } from '#contract/rights-clocks.ts'

export type Way = 'granted' | 'refused' | 'duplicate' | 'extend'

/** What may be done with a case: an erasure is granted by carrying it out, a copy by giving it to whoever can fetch it. */
export const waysOf = ({ kind, profile, can }: RightCase): Way[] => [
  ...(can.grant ? (['granted'] as const) : []),
  ...(groundsFor(profile, kind).length > 0 ? (['refused'] as const) : []),
  'duplicate',
  ...(can.extend ? (['extend'] as const) : []),
]

/** Whether a choice is one of these. */
export const isWay = (value: string): value is Way => ['granted', 'refused', 'duplicate', 'extend'].includes(value)

/** Which letter says it: some kinds say besides what follows. */
export const letterOf = ({ kind, follows }: Pick<RightCase, 'kind' | 'follows'>, way: Way) => {
  if (kind === 'hearing' && (way === 'granted' || way === 'refused')) return `mydata.cases.letter.hearing_${way}` as const
  if (kind === 'complaint' && follows && way === 'granted') return 'mydata.cases.letter.complaint_granted' as const
  if (kind === 'deindexing' && way === 'granted') return 'mydata.cases.letter.deindexing_granted' as const
  return `mydata.cases.letter.${way}` as const
}

/** Until when the law lets the answer wait, where it does: the day that a letter about it names. */
export const extendedTo = ({ profile, kind, dueOn }: Pick<RightCase, 'profile' | 'kind' | 'dueOn'>): string => {
  const { extension } = clockOf(profile, kind)
  return extension ? dayAfter(dueOn, extension) : dueOn
}
