import type { Installation } from '#kernel/installation.ts'
import { asSchool } from '#kernel/system.ts'
import { announcedTexts } from '#modules/notices/index.ts'
import { asInstallation } from './acting.ts'
import type { Text } from './incidents.queries.ts'
import { type Announced, announcedMaintenance } from './maintenance.queries.ts'

/** An interruption that was announced: when, how much it is felt, and what was said. */
export type Window = {
  readonly id: string
  readonly impact: 'low' | 'high'
  readonly from: Date
  readonly until: Date | undefined
  readonly announcedAt: Date
  readonly texts: readonly Text[]
}

/** What was announced never changes: its words are opened once in a process. */
const known = new WeakMap<Installation, Map<string, Promise<readonly Text[]>>>()

const wordsOf = (installation: Installation, { schoolId, noticeId }: Announced, id: string) => {
  const all = known.get(installation) ?? new Map<string, Promise<readonly Text[]>>()
  known.set(installation, all)
  const found =
    all.get(id) ??
    asSchool(installation, schoolId, 'administration', 'status.read', ({ tx, vault }) =>
      announcedTexts({ tx, vault }, schoolId, noticeId),
    )
  all.set(id, found)
  found.catch(() => all.delete(id))
  return found
}

/** What is announced and not over, or was not before an instant; the latest first. */
export const readMaintenance = async (installation: Installation, since: Date): Promise<Window[]> => {
  const rows = await asInstallation(installation, 'status.read', ({ tx }) => announcedMaintenance(tx, since))
  const windows = await Promise.all(
    rows.map(async (row): Promise<Window> => {
      const id = row.announcement.toString('hex').slice(0, 32)
      const { impact, fromAt: from, untilAt, announcedAt } = row
      return { id, impact, from, until: untilAt ?? undefined, announcedAt, texts: await wordsOf(installation, row, id) }
    }),
  )
  return windows.filter(({ texts }) => texts.length > 0)
}
