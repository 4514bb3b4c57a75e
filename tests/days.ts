import { schoolDay } from '#kernel/clock.ts'

/** The day that it is, at an instant, where the schools of the stories are: between two midnights it is not the day in London. */
export const dayInParis = (at: Date | number = Date.now()): string => schoolDay(new Date(at), 'Europe/Paris')
