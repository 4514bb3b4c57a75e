import { nobody } from '#kernel/ids.ts'
import { type School, schools } from '#kernel/schools.ts'
import { beginning, sealEvidence } from './chain.ts'
import type { Check, Ground, Outcome } from './checking.ts'
import { checks } from './checks.ts'
import { alone, append, daysSince, endOfChain, lost, newest, noteDay, noteKept, sweepEvidence } from './evidence.queries.ts'
import { asInstallation, profilesOf } from './installation.queries.ts'
import { evidenceKey } from './key.ts'
import { asked, controlIds, controlOf, controlRows, type PromiseId, promises } from './registry.ts'
import { type CheckName, type ControlId, cadences } from './rows.ts'
import { type Found, isDue, type State, standing, stateOfControl, stateOfPromise, worst } from './states.ts'

/** One thing that was looked at, about the installation or a school. */
type Looked = Outcome & {
  readonly check: CheckName
  readonly aboutSchool: string
  readonly source: Check['source']
  readonly at: Date
}

/** The checks that run, by name. */
export const running = (): readonly CheckName[] => asked.filter((name) => checks[name] !== undefined)
export const isRunning = (name: CheckName): boolean => checks[name] !== undefined

const look = async (ground: Ground, check: CheckName, school: School | undefined): Promise<Looked | undefined> => {
  const found = checks[check]
  if (!found) return undefined
  const about = { check, aboutSchool: school?.schoolId ?? nobody, source: found.source }
  const run = async () => {
    if (found.scope === 'installation') return found.run(ground)
    return school ? found.run(ground, school) : undefined
  }
  try {
    const outcome = await run()
    return outcome && { ...about, ...outcome, at: ground.installation.clock.now() }
  } catch (error) {
    ground.installation.log.error({ err: error, check }, 'a check of a promise failed itself')
    return { ...about, result: 'error', facts: {}, at: ground.installation.clock.now() }
  }
}

const keyOf = (aboutSchool: string, check: string) => `${aboutSchool} ${check}`

/** What was found last, for whoever asks for the installation or a school. */
export const latest = (ground: Pick<Ground, 'installation'>) =>
  asInstallation(ground.installation, async (tx) => {
    const rows = await newest(tx)
    const byKey = new Map(rows.map((row) => [keyOf(row.aboutSchool, `${row.control}.${row.asks}`), row]))
    const of = (aboutSchool: string, check: CheckName) =>
      byKey.get(keyOf(checks[check]?.scope === 'school' ? aboutSchool : nobody, check))
    return { rows, of }
  })

const lookAt = async (ground: Ground, all: readonly School[], isWanted: (school: string, check: CheckName) => boolean) => {
  const looked: Looked[] = []
  for (const check of running()) {
    const whom = checks[check]?.scope === 'school' ? all : [undefined]
    for (const school of whom) {
      const one = isWanted(school?.schoolId ?? nobody, check) ? await look(ground, check, school) : undefined
      if (one) looked.push(one)
    }
  }
  return looked
}

/** How everything stands with what was found last, for the installation and each school. */
export const standings = async (ground: Pick<Ground, 'installation' | 'now'>, all: readonly School[]) => {
  const { of } = await latest(ground)
  const profiles = await profilesOf(ground.installation)
  type About = {
    readonly controls: ReadonlyMap<ControlId, State>
    readonly promises: ReadonlyMap<PromiseId, State>
    readonly find: (check: CheckName) => Found | undefined
    readonly standing: (check: CheckName) => State
  }
  const known = new Map<string, About>()
  const about = (schoolId: string): About => {
    const before = known.get(schoolId)
    if (before) return before
    const at = { find: (check: CheckName): Found | undefined => of(schoolId, check), isRunning, now: ground.now }
    const controls = new Map(controlIds.map((id) => [id, stateOfControl(id, at)]))
    const kept = new Map(promises.map((one) => [one.id, stateOfPromise(one, profiles.get(schoolId), at)]))
    const made = { controls, promises: kept, find: at.find, standing: (check: CheckName) => standing(check, at) }
    known.set(schoolId, made)
    return made
  }
  return { of: about, schools: all.length ? all.map(({ schoolId }) => schoolId) : [nobody] }
}

const store = (ground: Ground, looked: readonly Looked[]) =>
  asInstallation(ground.installation, async (tx) => {
    await alone(tx)
    const end = await endOfChain(tx)
    let previous = end?.digest ?? beginning
    let number = end?.number ?? 0
    const signer = evidenceKey(ground)
    const rows = looked.map(({ check, aboutSchool, source, result, facts, at }) => {
      const control = controlOf(check)
      const { validFor: validSeconds } = cadences[controlRows[control].cadence]
      const unsigned = { aboutSchool, control, asks: check.slice(5), at, validSeconds, result, source, facts }
      const row = sealEvidence(signer, { ...unsigned, number: ++number, previous })
      previous = row.digest
      return row
    })
    if (rows.length) await append(tx, rows)
    await sweepEvidence(tx)
    return previous
  })

type Before = Awaited<ReturnType<typeof standings>>

const changes = (before: Before, after: Before) =>
  controlIds.flatMap((control) => {
    const worstIn = (all: Before) => worst(all.schools.map((id): State => all.of(id).controls.get(control) ?? 'not_yet'))
    const [from, to] = [worstIn(before), worstIn(after)]
    return from === to ? [] : [{ control, from, to }]
  })

const noteStates = (ground: Ground, after: Before, head: Buffer, looked: readonly Looked[], before: Before) =>
  asInstallation(ground.installation, async (tx, actor) => {
    const day = ground.now.toISOString().slice(0, 10)
    const each = after.schools.map((aboutSchool) => ({ aboutSchool, ...after.of(aboutSchool) }))
    await noteDay(
      tx,
      day,
      each.flatMap(({ aboutSchool, controls }) => [...controls].map(([control, state]) => ({ aboutSchool, control, state }))),
    )
    await noteKept(
      tx,
      ground.now,
      each.flatMap(({ aboutSchool, promises: all }) =>
        [...all].map(([promise, state]) => ({ aboutSchool, promise, isKept: state === 'ok' })),
      ),
    )
    const wrong = looked.filter(({ result }) => result !== 'ok' && result !== 'not_applicable').length
    const payload = { looked: looked.length, wrong, head: head.toString('hex') }
    const changed = changes(before, after).map((one) => ({ name: 'control.changed', payload: one, about: {} }) as const)
    await ground.installation.ledger.record(tx, actor, [{ name: 'promise.checked', payload, about: {} }, ...changed], ground.now)
  })

/** Looks at everything whose time has come (or at everything), and writes down what was found; says how much that was. */
export const lookAround = async (ground: Ground, { isAll = false } = {}): Promise<number> => {
  const all = await schools(ground.installation)
  const { of } = await latest(ground)
  const before = await standings(ground, all)
  const looked = await lookAt(ground, all, (school, check) => isAll || isDue(check, of(school, check), ground.now))
  if (looked.length === 0) return 0
  const head = await store(ground, looked)
  await noteStates(ground, await standings(ground, all), head, looked, before)
  return looked.length
}

/** Promises that were kept, and are not; of those that are still made. */
export const lostPromises = (installation: Ground['installation']): Promise<string[]> =>
  asInstallation(installation, async (tx) => {
    const gone = new Set((await lost(tx)).map(({ promise }) => promise))
    return promises.flatMap(({ id }) => (gone.has(id) ? [id] : []))
  })

/** How controls stood on each day since one, by control and day: where they stood worst, among these schools. */
export const daysOf = (
  installation: Ground['installation'],
  schoolIds: readonly string[],
  since: string,
): Promise<ReadonlyMap<string, State>> =>
  asInstallation(installation, async (tx) => {
    const all = new Map<string, State>()
    for (const { aboutSchool, control, day, state } of await daysSince(tx, since)) {
      const key = `${control} ${day}`
      const before = all.get(key)
      if (schoolIds.includes(aboutSchool)) all.set(key, before ? worst([before, state]) : state)
    }
    return all
  })

/** Each time that a control stood otherwise than on the day before, among these schools. */
export const changesOfControls = async (installation: Ground['installation'], schoolIds: readonly string[], since: string) => {
  const days = [...(await daysOf(installation, schoolIds, since))].map(([key, state]) => ({
    control: key.slice(0, 4),
    day: key.slice(5),
    state,
  }))
  return controlIds.flatMap((control) => {
    const own = days.filter((one) => one.control === control).toSorted((a, b) => (a.day < b.day ? -1 : 1))
    return own.flatMap(({ day, state }, nth) => {
      const from = own[nth - 1]?.state
      return from && from !== state ? [{ control, day, from, to: state }] : []
    })
  })
}
