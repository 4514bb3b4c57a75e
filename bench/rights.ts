import { nobody, uuidv7 } from '#kernel/ids.ts'
import type { exporting } from '#modules/privacy/rights.ts'
import { grow } from './clones.ts'
import type { House } from './house.ts'
import { openSchool, type School } from './import.ts'
import { cpuWhile, median } from './measure.ts'
import { addClass, arrange } from './population.ts'

const CLASS = 25
export const SMALL = 1000
export const LARGE = 10_000
const WARM = 3

/** A school of so many people, and pupils of it with a guardian and a class each. */
export const schoolWith = async ({ config, folder }: House, people: number) => {
  const school = await openSchool(config, folder)
  const pupils: string[] = []
  for (let nth = 0; nth < SMALL / CLASS / 2; nth++)
    pupils.push(...(await arrange(school, (hands) => addClass(hands, school, nth.toString(36), CLASS))).pupils)
  if (people > SMALL) await grow(config, school, people / SMALL)
  await school.analyse()
  return { school, pupils }
}

type Doing = { action: typeof exporting; school: School; id: string }

type Took = { cpu: number; clock: number }

/** What it takes for one pupil, in milliseconds: on a processor, and by the clock. */
const once = async ({ postmaster }: House, { action, school, id }: Doing): Promise<Took> => {
  const who = { schoolId: school.schoolId, personId: nobody, accountId: null, session: null, requestId: uuidv7() }
  const since = performance.now()
  const cpu = await cpuWhile(postmaster, () => action.perform(school.installation, who, { params: { id }, query: {}, body: {} }))
  return { cpu: cpu / 1000, clock: performance.now() - since }
}

/** What one right of one pupil takes in a small school and in a large one, in turns, each pupil once. */
export const measureRight = async (house: House, what: string, action: typeof exporting, atMost: number): Promise<void> => {
  const both = [await schoolWith(house, SMALL), await schoolWith(house, LARGE)] as const
  const took: [Took[], Took[]] = [[], []]
  const rounds = WARM + (house.quick ? 25 : 60)
  for (let nth = 0; nth < rounds; nth++)
    for (const size of [0, 1] as const) {
      const { school, pupils } = both[size]
      const one = await once(house, { action, school, id: pupils[nth]! })
      if (nth >= WARM) took[size].push(one)
    }
  for (const { school } of both) await school.close()
  const middle = (some: Took[], how: keyof Took) => median(some.map((one) => one[how]))
  const [small, large] = [middle(took[0], 'cpu'), middle(took[1], 'cpu')]
  await house.absolute(`${what} one of ${SMALL} people, processor time`, 'ms', { atMost }, async () => small)
  await house.absolute(`${what} one of ${LARGE} people, processor time`, 'ms', { atMost }, async () => large)
  await house.absolute(`${what} one of ${LARGE} people, by the clock`, 'ms', {}, async () => middle(took[1], 'clock'))
  house.size(`${what}, a school of ${LARGE} over one of ${SMALL}`, '×', { atMost: 1.2 }, large / small)
}
