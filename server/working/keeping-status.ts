import { type Component, components } from '#contract/status.ts'
import type { Installation } from '#kernel/installation.ts'
import { asInstallation } from '#modules/status/acting.ts'
import type { Sample } from '#modules/status/measuring.queries.ts'
import { noteSamples, type Part, partsOf, withNothing } from '#modules/status/measuring.ts'
import { readStanding, type Standing, sweepStatus } from '#modules/status/reading.ts'
import { tellOfReports } from '#modules/status/reports.ts'
import { askSubscribers, tellSubscribers } from '#modules/status/telling.ts'
import { writeOfReports } from './alarming.ts'
import { BEAT } from './beating.ts'
import { probe, probes } from './probing.ts'
import { writeStill } from './writing-status.ts'

const EVERY = 60_000
/** By then the service that is asked answers. */
const FIRST = 20_000
const DAY = 86_400_000
const SETTLING = 180_000
/** What was measured while the database was away waits no longer than this many samples. */
const MOST_WAITING = 20_000
/** What was known, with what was measured since, for as long as nothing can be written down. */
const overlaid = (before: Standing, samples: readonly Sample[], at: Date): Standing => ({
  ...before,
  at,
  parts: before.parts.map((part): Part => {
    const last = samples.findLast(({ component }) => component === part.component)
    if (!last) return part
    const since = last.state === part.state ? part.since : last.at
    return { ...part, state: last.state, since, measuredAt: last.at }
  }),
})

/** `measure` writes down and publishes how the service stands, `tell` writes to whoever asked: a mail server that is slow delays no measuring. */
export const openStatus = (installation: Installation, { folder }: { folder: string | undefined }) => {
  const { clock, log } = installation
  const dueAt = new Map<Component, number>([['jobs', clock.now().getTime() + SETTLING]])
  let waiting: Sample[] = []
  let last: Standing | undefined
  let sweptAt = 0

  const ask = async (): Promise<Sample[]> => {
    const now = clock.now().getTime()
    const due = components.filter((one) => partsOf(installation).includes(one) && (dueAt.get(one) ?? 0) <= now)
    for (const one of due) dueAt.set(one, now + probes[one].every - 5_000)
    const answers = await Promise.all(due.map(async (component) => ({ component, state: await probe(installation, component) })))
    return answers.flatMap(({ component, state }) => (state ? [{ component, state, at: clock.now() }] : []))
  }
  const look = async (): Promise<Standing> => {
    waiting = [...waiting, ...(await ask())].slice(-MOST_WAITING)
    try {
      await noteSamples(installation, waiting)
      waiting = []
      last = await readStanding(installation)
    } catch (err) {
      log.error({ err }, 'how the service stands could not be written down')
      last = overlaid(
        last ?? { parts: withNothing(installation), incidents: [], windows: [], at: clock.now() },
        waiting,
        clock.now(),
      )
    }
    return last
  }
  const attempt = (what: string, run: () => Promise<unknown>) =>
    run().catch((err: unknown) => log.error({ err }, `${what} failed`))
  const sweep = async () => {
    if (clock.now().getTime() - sweptAt < DAY) return
    await sweepStatus(installation)
    sweptAt = clock.now().getTime()
  }
  const measure = async (): Promise<void> => {
    const standing = await look()
    if (folder) await attempt('writing the state of the service', () => writeStill(folder, standing, installation))
    await attempt('putting a beat into the queue', () =>
      asInstallation(installation, BEAT, ({ later }) => later(BEAT, {}, { key: BEAT })),
    )
    await attempt('sweeping the state of the service', sweep)
  }
  const tell = async (): Promise<void> => {
    await attempt('asking who wants to hear of the service', () => askSubscribers(installation))
    await attempt('telling of the state of the service', () => tellSubscribers(installation))
    await attempt('telling of reports', () => tellOfReports(installation, (numbers) => writeOfReports(installation, numbers)))
  }
  return { measure, tell }
}

/** Does something every so often, never twice at once; what it answers waits for the one that runs. */
const inTurn = (what: string, { log }: Pick<Installation, 'log'>, run: () => Promise<void>) => {
  let running: Promise<void> | undefined
  const go = () => {
    running ??= run()
      .catch((err: unknown) => log.error({ err }, `a round of ${what} failed`))
      .finally(() => {
        running = undefined
      })
  }
  return { go, ended: async () => running }
}

/** Does both every minute, each beside the other, until what it answers is called. */
export const startStatus = (installation: Installation, settings: { folder: string | undefined }): (() => Promise<void>) => {
  const { measure, tell } = openStatus(installation, settings)
  const lanes = [inTurn('measuring', installation, measure), inTurn('letters', installation, tell)]
  const go = () => {
    for (const lane of lanes) lane.go()
  }
  const first = setTimeout(go, FIRST)
  const timer = setInterval(go, EVERY)
  return async () => {
    clearTimeout(first)
    clearInterval(timer)
    await Promise.all(lanes.map(({ ended }) => ended()))
  }
}
