import { loadWords } from '#i18n/load.ts'
import type { Installation } from '#kernel/installation.ts'
import { schools } from '#kernel/schools.ts'
import {
  type CheckName,
  type ControlId,
  daysOf,
  lostPromises,
  type Promised,
  promises,
  running,
  type Signed,
  type State,
  signedNow,
  standings,
  type Theme,
  themes,
  worst,
} from '#modules/assurance/index.ts'

/** One promise as it is shown: how it stands, what it rests on, and the days behind. */
export type Shown = {
  readonly id: Promised['id']
  readonly state: State
  readonly controls: readonly ControlId[]
  readonly checks: readonly {
    readonly name: CheckName
    readonly at: Date | undefined
    readonly state: State
    /** Of what a person signs for: who did, and until when. */
    readonly signed: Signed | undefined
  }[]
  readonly days: readonly { readonly day: string; readonly state: State | undefined }[]
}
export type ThemeShown = { readonly theme: Theme; readonly promises: readonly Shown[]; readonly kept: number }
/** Everything that the pages of promises show. */
export type Overview = {
  readonly themes: readonly ThemeShown[]
  readonly kept: number
  readonly all: number
  readonly lost: number
  readonly checks: number
  readonly lookedAt: Date | undefined
}

const DAYS = 90
const DAY = 86_400_000
const dayBefore = (now: Date, days: number) => new Date(now.getTime() - days * DAY).toISOString().slice(0, 10)

/** How every promise stands: in one school, or where it stands worst. */
export const overview = async (installation: Installation, schoolId: string | undefined): Promise<Overview> => {
  const now = installation.clock.now()
  const all = await schools(installation)
  const { of, schools: every } = await standings({ installation, now }, all)
  const ids = schoolId ? [schoolId] : every
  const bars = await daysOf(installation, ids, dayBefore(now, DAYS - 1))
  const days = Array.from({ length: DAYS }, (_, nth) => dayBefore(now, DAYS - 1 - nth))
  const signatures = await signedNow(installation, ids)
  let lookedAt: Date | undefined
  const shown = (one: Promised): Shown => {
    const state = worst(ids.map((id): State => of(id).promises.get(one.id) ?? 'not_yet'))
    const checks = one.checks.map((name) => {
      const found = ids.flatMap((id) => of(id).find(name) ?? [])
      const at =
        found.length > 0 ? found.reduce((old, { at: other }) => (other < old ? other : old), found[0]?.at ?? now) : undefined
      if (at && (!lookedAt || at > lookedAt)) lookedAt = at
      return { name, at, state: worst(ids.map((id) => of(id).standing(name))), signed: signatures.get(name) }
    })
    const onDay = (day: string) => {
      const found = one.controls.flatMap((control) => bars.get(`${control} ${day}`) ?? [])
      return { day, state: found.length === one.controls.length ? worst(found) : undefined }
    }
    return { id: one.id, state, controls: one.controls, checks, days: days.map(onDay) }
  }
  const byTheme = themes.map((theme) => {
    const some = promises.filter((one) => one.theme === theme).map(shown)
    return { theme, promises: some, kept: some.filter(({ state }) => state === 'ok').length }
  })
  const lost = await lostPromises(installation)
  const kept = byTheme.reduce((sum, one) => sum + one.kept, 0)
  return { themes: byTheme, kept, all: promises.length, lost: lost.length, checks: running().length, lookedAt }
}

const words = loadWords()

/** The same as data, for whoever wants to watch it. */
export const asJson = ({ themes: all, kept, lost, lookedAt, all: count }: Overview) => ({
  ...{ promises: count, kept, lost, lookedAt: lookedAt?.toISOString() ?? null },
  themes: all.map(({ theme, promises: some }) => ({
    theme,
    promises: some.map(({ id, state, controls, checks }) => ({
      ...{ id, state, controls, sentence: words.en(`promises.text.${id}`) },
      checks: checks.map(({ name, state: found, at, signed }) => ({
        ...{ name, state: found, at: at?.toISOString() ?? null },
        ...(signed && {
          signed: { by: signed.signer, at: signed.at.toISOString(), until: signed.untilOn, isSample: signed.isSample },
        }),
      })),
    })),
  })),
})
