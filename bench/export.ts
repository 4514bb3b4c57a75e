import { exporting } from '#modules/privacy/rights.ts'
import { liveAYear, takeACopy } from './active-pupil.ts'
import type { Bench, House } from './house.ts'
import { median } from './measure.ts'
import { LARGE, measureRight, SMALL, schoolWith } from './rights.ts'

const WARM = 2

/** A pupil with a whole school year behind her, in a small school and in a large one. */
const afterAYear = async (house: House) => {
  const [small, large] = [await schoolWith(house, SMALL), await schoolWith(house, LARGE)]
  const both = [small, large] as const
  for (const { school, pupils } of both) await liveAYear(school, pupils[0]!, house.config)
  const rounds = WARM + (house.quick ? 5 : 15)
  const took = [[], []] as [Awaited<ReturnType<typeof takeACopy>>[], Awaited<ReturnType<typeof takeACopy>>[]]
  for (let nth = 0; nth < rounds; nth++)
    for (const size of [0, 1] as const) {
      const one = await takeACopy(both[size].school, both[size].pupils[0]!)
      if (nth >= WARM) took[size].push(one)
    }
  for (const { school } of both) await school.close()
  const middle = (size: 0 | 1, what: 'first' | 'all' | 'bytes') => median(took[size].map((one) => one[what]))
  const of = `a pupil’s year of ${LARGE} people`
  await house.absolute(`${of}: first byte, by the clock`, 'ms', { atMost: 300 }, async () => middle(1, 'first'))
  await house.absolute(`${of}: all but photos, by the clock`, 'ms', { atMost: 1000 }, async () => middle(1, 'all'))
  house.size(`${of}: archive without photos`, 'kB', {}, middle(1, 'bytes') / 1000)
  house.size(
    `a pupil’s year, a school of ${LARGE} over one of ${SMALL}`,
    '×',
    { atMost: 1.2 },
    middle(1, 'all') / middle(0, 'all'),
  )
}

export const exports: Bench = {
  name: 'export',
  about: 'exporting one pupil, in a school of 1,000 and of 10,000 people; and one after an active year',
  run: async (house) => {
    await measureRight(house, 'exporting', exporting, 500)
    await afterAYear(house)
  },
}
