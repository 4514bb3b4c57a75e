const day = 86_400_000
const excelEpoch = Date.UTC(1899, 11, 30) // Excel counts a 29 February 1900 that never was
const macEpoch = Date.UTC(1904, 0, 1)

/** The formats that show a date without saying how; 27 to 36 and 50 to 58 are those of Japan and China. */
const isKnownDate = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)

/** Whether a format shows a date: letters of one, outside of what is quoted, escaped or in brackets. */
export const isDateFormat = (id: number, code: string | undefined): boolean =>
  code === undefined
    ? isKnownDate(id)
    : /[ymdhs年月日]|[gae]{1,4}(?=[ymd年])/i.test(code.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|general/gi, ''))

/** The day that a number stands for, as it is written everywhere else; the number itself where it is none. */
export const dayOf = (value: string, is1904: boolean): string => {
  const number = Number(value)
  if (!Number.isFinite(number) || number < 1 || number > 2_958_465) return value
  const days = Math.floor(number)
  const shift = !is1904 && days < 60 ? 1 : 0
  return new Date((is1904 ? macEpoch : excelEpoch) + (days + shift) * day).toISOString().slice(0, 10)
}

/** A number as a person would type it: without the noise of how it is stored. */
export const numberOf = (value: string): string => {
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number)) return value
  if (Number.isSafeInteger(number)) return `${number}`
  return `${Number(number.toPrecision(15))}`
}
