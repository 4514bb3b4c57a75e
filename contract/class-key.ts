/** 31 signs that do not look alike: without I, L, O, 0 and 1. A prime number, so that the check sign finds every single slip and swap. */
export const classKeySigns = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
export const classKeyLength = 8

/** What people type, as it is stored: without spaces and hyphens, in capitals. */
export const tidyClassKey = (typed: string): string => typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '')

/** The eighth sign, from the first seven: their places weighted 1 to 7, modulo 31. */
export const checkSign = (seven: string): string => {
  const sum = [...seven].reduce((total, sign, at) => total + (at + 1) * classKeySigns.indexOf(sign), 0)
  return classKeySigns.charAt(sum % classKeySigns.length)
}

/** Whether this can be a class key at all; says nothing about whether there is such a class. */
export const isClassKey = (key: string): boolean =>
  key.length === classKeyLength &&
  [...key].every((sign) => classKeySigns.includes(sign)) &&
  checkSign(key.slice(0, -1)) === key.at(-1)
