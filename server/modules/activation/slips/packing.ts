import type { Slip } from '#contract/activation.ts'

/** Eight slips on a sheet, two by four. */
export const slipsOnSheet = 8

/** Whether two slips may lie on the same sheet: what is cut in one go goes home with one child, and is seen by whoever cuts it. */
const areApart = (one: Slip, other: Slip) =>
  one.byHand ||
  other.byHand ||
  (one.reader === 'guardian' && other.reader === 'guardian' && one.families.some((child) => other.families.includes(child)))

/**
 * Slips in their order, sheet by sheet; two guardians of one child never on the same one, and whose identity is protected alone. Each takes the
 * first sheet that has room and nobody to be kept apart from, so that the order is kept wherever it can be.
 */
export const sheetsOf = (slips: readonly Slip[]): Slip[][] => {
  const sheets: Slip[][] = []
  let open = 0
  for (const slip of slips) {
    const sheet = sheets.slice(open).find((one) => one.length < slipsOnSheet && !one.some((other) => areApart(slip, other)))
    if (sheet) sheet.push(slip)
    else sheets.push([slip])
    while ((sheets[open]?.length ?? 0) === slipsOnSheet) open++
  }
  return sheets
}
