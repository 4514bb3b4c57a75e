import * as z from 'zod/mini'
import { type FactClass, factClasses } from '#contract/ledger.ts'
import { endedBefore } from '#contract/ledger-spans.ts'
import { type Profile, profiles } from '#contract/roles.ts'
import { schoolDay } from '#kernel/clock.ts'
import { nobody } from '#kernel/ids.ts'
import { job, type Working } from '#kernel/job.ts'
import { schoolOf } from '#kernel/school.ts'
import { epochTerms } from '#vault/terms.ts'
import { dayNumber, dayText } from './bytes.ts'
import { cutEnded } from './cutting.ts'
import { inSchoolOf } from './in-school.ts'
import { headOf } from './log.queries.ts'
import * as queries from './nightly.queries.ts'
import { makeRoster } from './roster.ts'

type Night = Pick<Working<object>, 'schoolId' | 'installation' | 'unit'>
type Place = { profile: Profile | undefined; timeZone: string }

const MOST_DAYS = 60
const MOST_CUTS = 5000
const classes = Object.keys(factClasses) as FactClass[]
const part = z.object({})

/** Rosters of the days that are over and have none; a day of which something still waits is for the next night. */
const makeRosters = async ({ schoolId, installation, unit }: Night, { timeZone }: Place) => {
  const { published, vault, ledger, clock } = installation
  const { last, first } = await queries.rosterDays(published.pool, schoolId)
  const begin = last === null ? first : last + 1
  if (begin === null) return
  const today = dayNumber(schoolDay(clock.now(), timeZone))
  const head = await headOf(published.pool)
  for (let number = begin; number < Math.min(today, begin + MOST_DAYS); number++) {
    const day = dayText(number)
    if (await queries.isWaiting(published.pool, head, schoolId, day)) return
    const year = await unit(({ tx }) => queries.yearOfDay(tx, schoolId, day))
    const of = { schoolId, day, yearDay: dayNumber(year) }
    await makeRoster(published.pool, vault, inSchoolOf(installation, 'ledger.night'), of, (payload) =>
      unit(async ({ tx, actor, now }) => {
        const [id] = await ledger.record(tx, actor, [{ name: 'ledger.roster_made', payload, about: {} }], now)
        return id!
      }),
    )
  }
}

/** Cuts off what has outlived the spans of the law that the school lives under. */
const cut = async ({ installation: { published, clock } }: Night, schoolId: string, profile: Profile | undefined) => {
  for (const of of classes) {
    const spans = {
      ...{ schoolId, class: factClasses[of] },
      detailBefore: endedBefore(profile, of, 'detail', clock.now()),
      stubBefore: endedBefore(profile, of, 'stub', clock.now()),
    }
    while ((await cutEnded(published.pool, spans, MOST_CUTS)) === MOST_CUTS);
  }
}

/** Destroys the keys of days, weeks and years that are over: with them every copy of a letter, of an address, of a detail, in backups too. */
const destroyEpochs = ({ unit }: Night, schoolId: string, profile: Profile | undefined) =>
  unit(async ({ tx, vault, now }) => {
    for (const [retentionClass, { overSince }] of Object.entries(epochTerms)) {
      const until = overSince(profile, now)
      const ids = await queries.liveEpochs(tx, schoolId, retentionClass, until)
      if (ids.length)
        await vault.destroy(
          tx,
          schoolId,
          ids.map((id) => ({ kind: 'epoch' as const, id })),
        )
    }
  })

/** The ledger's night: rosters of the days that are over, then what has outlived its span. The directory's with every school's, twice is once. */
export const ledgerNight = job(
  'ledger.night',
  'security',
  part,
  async (night) => {
    const place = await night.unit(async ({ tx }): Promise<Place> => {
      const { profile, timeZone } = await schoolOf(tx)
      return { profile: profiles.find((one) => one === profile), timeZone }
    })
    if (await night.installation.published.newest()) await makeRosters(night, place)
    for (const [schoolId, profile] of [
      [night.schoolId, place.profile],
      [nobody, undefined],
    ] as const) {
      await cut(night, schoolId, profile)
      await destroyEpochs(night, schoolId, profile)
    }
  },
  { isDaily: true },
)
