import type { Component, ComponentState } from '#contract/status.ts'
import type { Installation } from '#kernel/installation.ts'
import { asInstallation } from './acting.ts'
import { componentDays, componentsNow, countSamples, type Day, type Sample, setNow } from './measuring.queries.ts'

/** How many days the bars go back. */
const DAYS = 90
const DAY_MS = 86_400_000
/** What is asked every minute says nothing after three; what is asked every ten, after twenty-five. */
const fresh: Readonly<Record<Component, number>> = {
  ...{ app: 180_000, database: 180_000, jobs: 240_000, records: 180_000 },
  ...{ files: 1_500_000, mail: 1_500_000, push: DAY_MS, scanner: 1_500_000, witness: 1_500_000 },
}

/** A part as it stands: `unknown` where nobody has measured it lately. */
export type Part = {
  readonly component: Component
  readonly state: ComponentState | 'unknown'
  readonly since: Date | undefined
  readonly measuredAt: Date | undefined
  readonly days: readonly Omit<Day, 'component'>[]
}

/** The parts that this installation has. */
export const partsOf = ({ push, scanner, published }: Pick<Installation, 'push' | 'scanner' | 'published'>): Component[] => [
  ...(['app', 'database', 'jobs', 'records', 'files', 'mail'] as const),
  ...(push ? (['push'] as const) : []),
  ...(scanner ? (['scanner'] as const) : []),
  ...(published.witnesses.length > 0 ? (['witness'] as const) : []),
]

/** Writes down what was measured, and says it where a part answers otherwise than before. */
export const noteSamples = (installation: Installation, samples: readonly Sample[]): Promise<void> =>
  asInstallation(installation, 'status.measure', async ({ tx, emit }) => {
    if (samples.length === 0) return
    const before = new Map((await componentsNow(tx)).map((one) => [one.component, one.state]))
    await countSamples(tx, samples)
    for (const sample of samples.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
      const { component, state } = sample
      const from = before.get(component)
      if (from && from !== state) emit('component.changed', { component, from, to: state })
      before.set(component, state)
      await setNow(tx, sample)
    }
  })

/** When the queue did its last job for us; nothing where it never has. */
export const answeredAt = (installation: Installation, component: Component): Promise<Date | undefined> =>
  asInstallation(installation, 'status.measure', async ({ tx }) => {
    const found = (await componentsNow(tx)).find((one) => one.component === component)
    return found?.state === 'down' ? undefined : found?.measuredAt
  })

const dayBefore = (now: Date, days: number) => new Date(now.getTime() - days * DAY_MS).toISOString().slice(0, 10)

/** How old an answer may be before it says nothing any more. */
const isFresh = (component: Component, measuredAt: Date | undefined, now: Date): boolean =>
  measuredAt !== undefined && now.getTime() - measuredAt.getTime() <= fresh[component]

const daysUntil = (now: Date) => Array.from({ length: DAYS }, (_, nth) => dayBefore(now, DAYS - 1 - nth))
const nothingOn = (day: string) => ({ day, seen: 0, slow: 0, down: 0 }) as const

/** Every part of which nothing is known yet. */
export const withNothing = (installation: Installation): Part[] =>
  partsOf(installation).map((component) => ({
    ...{ component, state: 'unknown', since: undefined, measuredAt: undefined },
    days: daysUntil(installation.clock.now()).map(nothingOn),
  }))

/** Every part with its last ninety days. */
export const readParts = (installation: Installation): Promise<Part[]> =>
  asInstallation(installation, 'status.read', async ({ tx, now }) => {
    const [all, days] = await Promise.all([componentsNow(tx), componentDays(tx, dayBefore(now, DAYS - 1))])
    const byDay = new Map(days.map((one) => [`${one.component} ${one.day}`, one]))
    return partsOf(installation).map((component): Part => {
      const found = all.find((one) => one.component === component)
      const isKnown = isFresh(component, found?.measuredAt, now)
      return {
        component,
        state: isKnown && found ? found.state : 'unknown',
        since: isKnown ? found?.sinceAt : undefined,
        measuredAt: found?.measuredAt,
        days: daysUntil(now).map((day) => byDay.get(`${component} ${day}`) ?? nothingOn(day)),
      }
    })
  })
