import { nobody, uuidv7 } from '#kernel/ids.ts'
import { schoolYearOn } from '#kernel/school.ts'
import { asSchool } from '#kernel/system.ts'
import { enrol, openClass } from '#modules/classes/index.ts'
import { addPerson, insertGuardianship, namesFrom } from '#modules/people/index.ts'
import { erasing, exporting } from '#modules/privacy/rights.ts'
import type { Bench } from './house.ts'
import { openSchool, type School } from './import.ts'
import { median } from './measure.ts'

const PUPILS = 100

/** Pupils with a guardian each, in classes of 25: what an active school holds about them so far. */
const fill = async ({ installation, schoolId }: School, people: number): Promise<string[]> => {
  const pupils: string[] = []
  for (let from = 0; from < people; from += PUPILS * 2)
    await asSchool(installation, schoolId, 'administration', 'school.arrange', async (hands) => {
      const year = await schoolYearOn(hands.tx, schoolId, '2026-10-01')
      const add = (name: string, role: 'pupil' | 'guardian') =>
        addPerson(hands, { schoolId, names: namesFrom(name, 'sv'), role, reason: 'office', by: null })
      for (let at = 0; at < PUPILS; at += 25) {
        const classId = await openClass(hands, { schoolId, label: `${from}-${at}`, year })
        const some = await Promise.all(
          Array.from(
            { length: 25 },
            async (_, nth) => [await add(`Pupil ${nth}`, 'pupil'), await add(`Guardian ${nth}`, 'guardian')] as const,
          ),
        )
        await enrol(hands, {
          schoolId,
          classId,
          role: 'pupil',
          people: some.map(([{ id }]) => id),
          fromOn: year.fromOn,
          by: null,
        })
        for (const [pupil, guardian] of some)
          await insertGuardianship(hands.tx, {
            schoolId,
            pupilId: pupil.id,
            guardianId: guardian.id,
            relation: 'parent',
            source: 'office',
            verifiedBy: nobody,
            verifiedWay: 'school_list',
            verifiedAt: hands.now,
            joinRequestId: null,
            now: hands.now,
          })
        pupils.push(...some.map(([{ id }]) => id))
      }
    })
  return pupils
}

/** Milliseconds, each person once, after three to warm up. */
const timed = async ({ installation, schoolId }: School, action: typeof erasing, ids: readonly string[]): Promise<number> => {
  const who = { schoolId, personId: nobody, accountId: null, session: null }
  const times: number[] = []
  for (const id of ids) {
    const since = performance.now()
    await action.perform(installation, { ...who, requestId: uuidv7() }, { params: { id }, query: {}, body: {} })
    times.push(performance.now() - since)
  }
  return median(times.slice(3))
}

export const rights: Bench = {
  name: 'rights',
  about: 'exporting and erasing one pupil, in a school of 1,000 and of 10,000 people',
  run: async ({ config, folder, quick, absolute, size }) => {
    const found = new Map<number, { exporting: number; erasing: number }>()
    for (const people of quick ? [1000] : [1000, 10_000]) {
      const school = await openSchool(config, folder)
      const pupils = await fill(school, people)
      await school.analyse()
      const [exported, erased] = [
        await timed(school, exporting, pupils.slice(0, 23)),
        await timed(school, erasing, pupils.slice(30, 53)),
      ]
      found.set(people, { exporting: exported, erasing: erased })
      await absolute(`exporting one of ${people} people`, 'ms', { atMost: 500 }, async () => exported)
      await absolute(`erasing one of ${people} people`, 'ms', { atMost: 300 }, async () => erased)
      await school.close()
    }
    const [small, large] = [found.get(1000), found.get(10_000)]
    if (!small || !large) return
    size('exporting, a school of 10,000 over one of 1,000', '×', { atMost: 1.2 }, large.exporting / small.exporting)
    size('erasing, a school of 10,000 over one of 1,000', '×', { atMost: 1.2 }, large.erasing / small.erasing)
  },
}
