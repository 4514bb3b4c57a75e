import { schooling } from '#kernel/grounds.ts'
import { personal } from '#kernel/personal-data.ts'

/** What somebody wrote for others. */
export const writing = { category: 'communication.content', level: 'L2', origin: 'provided', rectify: 'author' } as const
/** That and when somebody did something to it. */
export const step = { category: 'communication.metadata', level: 'L1', origin: 'observed', rectify: 'nobody' } as const

/** Why, and for whom, that is held which somebody says to a class, a group or the school. */
export const saidToMany = {
  purposes: ['class_life', 'family_communication', 'teaching'],
  basis: schooling,
  restrict: 'freeze',
  recipients: ['self', 'guardians', 'classmates', 'teachers', 'school_office', 'operator'],
} as const

/** Until a year after the end of the school year that a path leads to. */
export const untilYearOver = (day: string) => ({ anchor: { day }, keep: 'P12M', end: 'erase' }) as const

/** Until two months after the end of the school year in which somebody did it, or in which that is to which it was the answer; then it is a number for a class. */
export const untilCounted = (yearOf: string, by: string, orOf: readonly string[] = []) =>
  ({ anchor: { yearOf, orOf }, keep: 'P2M', end: 'anonymise', by }) as const

/** When somebody did something, told to whoever did it. */
export const when = (role: 'author' | 'actor') => personal({ ...step, export: { [role]: 'full' } })
/** What somebody wrote, told to whoever did. */
export const text = () => personal({ ...writing, export: { author: 'full' } })
