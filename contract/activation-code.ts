/**
 * 16 digits: 15 by chance (49.8 bits) and one to check. Where 2,000 codes are alive, one of 500 thousand million guesses opens one; an address
 * has 300 wrong ones and then four in an hour. Digits only: every keyboard has them, a Japanese one too.
 */
export const activationDigits = 16

// Damm (2004): a quasigroup of order ten. The check digit finds every single wrong digit and every two neighbours that changed places.
const table = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
]
const interim = (digits: string) => [...digits].reduce((row, digit) => Number(table[row]?.[Number(digit)]), 0)

/** The last digit, from those before it. */
export const checkDigit = (digits: string): string => `${interim(digits)}`

/** What people type, as it is compared: full-width digits made plain, without blanks and hyphens of any kind. */
export const tidyActivationCode = (typed: string): string => typed.normalize('NFKC').replace(/[\s\p{Pd}]/gu, '')

/** Whether this can be a code at all; says nothing about whether there is one. */
export const isActivationCode = (code: string): boolean =>
  code.length === activationDigits && /^\d+$/.test(code) && interim(code) === 0

/** Four groups of four, as it is printed and read aloud. */
export const inGroups = (code: string): string => code.replace(/\d{4}(?=\d)/g, '$& ')
