import { dayAfter, instantOf, wallOf } from '#modules/notifications/zoned.ts'
import type { World } from './world.ts'

export const monday = 1
export const tuesday = 2
export const friday = 5
export const saturday = 6

/** Moves a world's clock to a day of the week after this one, by the clock of its school: what stands there began before. */
export const weekOf = (world: World, zone = 'Europe/Paris') => {
  const { day, weekday } = wallOf(world.clock.now(), zone)
  const firstDay = dayAfter(day, 8 - weekday)
  const at = (on: number, time: string, weeks = 0) => {
    const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
    return instantOf(dayAfter(firstDay, on - 1 + weeks * 7), minute, zone)
  }
  return {
    at,
    goTo: (on: number, time: string, weeks = 0) => {
      world.move((at(on, time, weeks).getTime() - world.clock.now().getTime()) / 1000)
    },
  }
}
