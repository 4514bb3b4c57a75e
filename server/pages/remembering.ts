import type { Installation } from '#kernel/installation.ts'
import type { House } from './visit.ts'

const FRESH_MS = 10_000

/** What a public page shows, asked at most once in so long: the answer is the same for everybody. */
export const remembering = <T>(
  { installation }: House,
  find: (installation: Installation, schoolId: string | undefined) => Promise<T>,
) => {
  const known = new Map<string, { until: number; found: Promise<T> }>()
  return (schoolId: string | undefined): Promise<T> => {
    const now = installation.clock.now().getTime()
    const before = known.get(schoolId ?? '')
    if (before && before.until > now) return before.found
    const found = find(installation, schoolId)
    found.catch(() => known.delete(schoolId ?? ''))
    known.set(schoolId ?? '', { until: now + FRESH_MS, found })
    return found
  }
}
