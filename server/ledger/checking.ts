import pg from 'pg'
import { type EventName, events } from '#contract/events.ts'
import { classOfNumber, endedBefore } from '#contract/ledger-spans.ts'
import { type Profile, profiles } from '#contract/roles.ts'
import type { Installation } from '#kernel/installation.ts'
import type { Connection } from '#server/db/connection.ts'
import type { Plain } from './codec.ts'
import type { Report } from './findings.ts'
import { inSchoolOf } from './in-school.ts'
import { epochsOfYear, openFact, type SealedFact } from './opening.ts'
import type { InSchool } from './outbox.ts'
import type { AuditKeys } from './record.ts'
import { verify } from './verify.ts'

type Row = {
  id: string
  school_id: string
  event: number
  class: number
  purpose: number
  subject_kind: number
  year_day: number
  sealed_stub: Buffer | null
  sealed_detail: Buffer | null
}

const sealedFact = (row: Row): SealedFact => ({
  ...{ id: row.id, event: row.event, class: row.class, purpose: row.purpose, subjectKind: row.subject_kind },
  ...{ yearDay: row.year_day, sealedStub: row.sealed_stub, sealedDetail: row.sealed_detail },
})

/** What the facts of an event say. What does not open was altered, and counts for nothing. */
const payloadsOf = async (
  client: pg.ClientBase,
  keys: AuditKeys,
  inSchool: InSchool,
  event: EventName,
): Promise<Record<string, Plain>[]> => {
  const { rows } = await client.query<Row>(
    `select id, school_id, event, class, purpose, subject_kind, year_day, nullif(sealed_stub, '') as sealed_stub, nullif(sealed_detail, '') as sealed_detail
     from ledger.fact where event = $1`,
    [events[event].code],
  )
  const all: Record<string, Plain>[] = []
  for (const [schoolId, some] of Map.groupBy(rows, (row) => row.school_id))
    await inSchool(schoolId, async (tx) => {
      for (const row of some) {
        const epochs = await epochsOfYear(tx, keys, schoolId, row.year_day)
        const payload = opened(() => openFact(schoolId, sealedFact(row), [], epochs).detail?.payload)
        if (payload) all.push(payload)
      }
    })
  return all
}

const opened = <T>(read: () => T): T | undefined => {
  try {
    return read()
  } catch {
    return undefined
  }
}

/** How many entries the logged erasures say that they unlinked. */
export const unlinkedEntries = async (client: pg.ClientBase, keys: AuditKeys, inSchool: InSchool): Promise<number> =>
  (await payloadsOf(client, keys, inSchool, 'ledger.entries_unlinked')).reduce(
    (sum, { entries }) => sum + Number(entries ?? 0),
    0,
  )

/** How far each log says that it is pruned. */
export const prunedSizes = async (
  client: pg.ClientBase,
  keys: AuditKeys,
  inSchool: InSchool,
): Promise<(epoch: number) => number> => {
  const said = await payloadsOf(client, keys, inSchool, 'ledger.pruned')
  return (of) => Math.max(0, ...said.flatMap(({ epoch, size }) => (epoch === of ? [Number(size)] : [])))
}

const profilesOf = async (client: pg.ClientBase): Promise<Map<string, Profile>> => {
  const { rows } = await client.query<{ school_id: string; profile: string }>('select school_id, profile from public.school')
  return new Map(
    rows.flatMap(({ school_id, profile }) => {
      const known = profiles.find((one) => one === profile)
      return known ? [[school_id, known] as const] : []
    }),
  )
}

/** Holds the whole ledger against the database, the log's key, the witnesses' keys and the spans of the law. */
export const checkLedger = async (installation: Installation, connection: Connection): Promise<Report> => {
  const { published, vault, clock } = installation
  const owner = new pg.Client(connection.config('owner'))
  await owner.connect()
  try {
    const inSchool = inSchoolOf(installation, 'ledger.verify')
    const [schools, unlinked] = [await profilesOf(owner), await unlinkedEntries(owner, vault, inSchool)]
    const prunedTo = await prunedSizes(owner, vault, inSchool)
    const now = clock.now()
    return await verify(owner, {
      keyOf: published.keyOf,
      witnesses: published.witnesses.map(({ key }) => key),
      unlinked,
      prunedTo,
      bundles: published.bundles,
      hasEnded: (part, { schoolId, class: number, at }) => {
        const of = classOfNumber(number)
        return of !== undefined && at < endedBefore(schools.get(schoolId), of, part, now)
      },
    })
  } finally {
    await owner.end()
  }
}
