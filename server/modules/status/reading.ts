import type { Installation } from '#kernel/installation.ts'
import { asInstallation } from './acting.ts'
import { sweepIncidents } from './incidents.queries.ts'
import { type Incident, readIncidents } from './incidents.ts'
import { kept } from './keeping.ts'
import { readMaintenance, type Window } from './maintenance.ts'
import { sweepDays } from './measuring.queries.ts'
import { type Part, readParts } from './measuring.ts'
import { endReports } from './reports.ts'
import { endSubscribers } from './telling.ts'

/** Everything that the pages of the service show. */
export type Standing = {
  readonly at: Date
  readonly parts: readonly Part[]
  readonly incidents: readonly Incident[]
  readonly windows: readonly Window[]
}

const NINETY_DAYS = 90 * 86_400_000

export const readStanding = async (installation: Installation): Promise<Standing> => {
  const at = installation.clock.now()
  const since = new Date(at.getTime() - NINETY_DAYS)
  const [parts, incidents, windows] = await Promise.all([
    readParts(installation),
    readIncidents(installation, since),
    readMaintenance(installation, since),
  ])
  return { at, parts, incidents, windows }
}

/** Ends what is kept no longer: days, incidents, addresses and reports. */
export const sweepStatus = async (installation: Installation): Promise<void> => {
  await asInstallation(installation, 'status.sweep', async ({ tx, now }) => {
    await sweepDays(tx, now, kept.day)
    await sweepIncidents(tx, now, kept.incident)
  })
  await endSubscribers(installation, { confirmed: kept.subscriber, unconfirmed: kept.unconfirmed })
  await endReports(installation, kept.weakPoint)
}
