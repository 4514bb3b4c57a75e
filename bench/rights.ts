import { nobody, uuidv7 } from '#kernel/ids.ts'
import type { exporting } from '#modules/privacy/rights.ts'
import { grow } from './clones.ts'
import type { House } from './house.ts'
import { openSchool, type School } from './import.ts'
import { median } from './measure.ts'
import { addClass, arrange } from './population.ts'

const CLASS = 25
const SMALL = 1000
const LARGE = 10_000
const WARM = 3

/** A school of so many people, and pupils of it with a guardian and a class each. */
const schoolWith = async ({ config, folder }: House, people: number) => {
  const school = await openSchool(config, folder)
  const pupils: string[] = []
  for (let nth = 0; nth < SMALL / CLASS / 2; nth++)
    pupils.push(...(await arrange(school, (hands) => addClass(hands, school, nth.toString(36), CLASS))).pupils)
  await grow(config, school, people / SMALL)
  return { school, pupils }
}

type Doing = { action: typeof exporting; school: School; ids: readonly string[] }

/** Milliseconds for each, one after the other. */
const timed = async ({ action, school, ids }: Doing): Promise<number[]> => {
  const { installation, schoolId } = school
  const times: number[] = []
  for (const id of ids) {
    const who = { schoolId, personId: nobody, accountId: null, session: null, requestId: uuidv7() }
    const since = performance.now()
    await action.perform(installation, who, { params: { id }, query: {}, body: {} })
    times.push(performance.now() - since)
  }
  return times
}

/** What one right of one pupil takes in a small school and in a large one, in turns, each pupil once. */
export const measureRight = async (house: House, what: string, action: typeof exporting, atMost: number): Promise<void> => {
  const both = [await schoolWith(house, SMALL), await schoolWith(house, LARGE)] as const
  const took: [number[], number[]] = [[], []]
  const rounds = house.quick ? 25 : 60
  try {
    for (const { school, pupils } of both) await timed({ action, school, ids: pupils.slice(0, WARM) })
    for (let nth = WARM; nth < WARM + rounds; nth++)
      for (const [size, { school, pupils }] of both.entries())
        took[size as 0 | 1].push(...(await timed({ action, school, ids: pupils.slice(nth, nth + 1) })))
  } finally {
    for (const { school } of both) await school.close()
  }
  const [small, large] = [median(took[0]), median(took[1])]
  await house.absolute(`${what} one of ${SMALL} people`, 'ms', { atMost }, async () => small)
  await house.absolute(`${what} one of ${LARGE} people`, 'ms', { atMost }, async () => large)
  house.size(`${what}, a school of ${LARGE} over one of ${SMALL}`, '×', { atMost: 1.2 }, large / small)
}
