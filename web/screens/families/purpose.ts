import { readFamily } from '#contract/families.ts'
import type { Purpose } from '#contract/purposes.ts'

/** How a family is asked for: with the reason that was given on the pupil's page, where it is one to call or to write a family for. */
export const readingOf = (personId: string, why: Purpose | undefined) => {
  const purpose = readFamily.purposes.find((one) => one === why)
  return { params: { id: personId }, ...(purpose && { purpose }) }
}
