import { erasing } from '#modules/privacy/rights.ts'
import type { Bench } from './house.ts'
import { measureRight } from './rights.ts'

export const erase: Bench = {
  name: 'erase',
  about: 'erasing one pupil, in a school of 1,000 and of 10,000 people',
  run: (house) => measureRight(house, 'erasing', erasing, 300),
}
