import type { Installation } from '#kernel/installation.ts'
import { schools } from '#kernel/schools.ts'
import { asSchool } from '#kernel/system.ts'
import { asInstallation } from './installation.queries.ts'
import { noticeOf, objectionsIn } from './objecting.ts'
import { noticesInOrder } from './objections.queries.ts'

type Objecting = { school: string; at: string; words: string | null; withdrawnAt: string | null }
type Announced = ReturnType<typeof noticeOf> & { objections: readonly Objecting[] }

/** Everything that was announced of companies, the newest first, with the schools that object to it. */
export const announcedSuppliers = async (installation: Installation): Promise<Announced[]> => {
  const notices = await asInstallation(installation, noticesInOrder)
  const said = await Promise.all(
    (await schools(installation)).map(async ({ schoolId, name: school }) => {
      const hands = await asSchool(installation, schoolId, 'legal', 'supplier.list', ({ tx, vault }) =>
        objectionsIn({ tx, vault, schoolId }),
      )
      return hands.map(({ noticeId, madeAt, withdrawnAt, words }) => ({
        ...{ noticeId, school, at: madeAt.toISOString(), words },
        withdrawnAt: withdrawnAt?.toISOString() ?? null,
      }))
    }),
  )
  return notices
    .filter(({ change }) => change !== 'gone')
    .map((notice) => ({
      ...noticeOf(notice),
      objections: said.flat().flatMap(({ noticeId, ...one }) => (noticeId === notice.id ? [one] : [])),
    }))
}
