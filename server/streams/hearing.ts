import { type EventName, events } from '#contract/events.ts'
import type { StreamEvent } from '#contract/live.ts'
import { nobody } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import type { Finder, Heard, Live, Place } from '#kernel/live.ts'
import { asSchool } from '#kernel/system.ts'

/** One event for streams: what is written, and whom it concerns. */
export type Spoken = {
  readonly index: number
  readonly schoolId: string
  readonly audiences: ReadonlySet<string>
  readonly people: ReadonlySet<string>
  readonly bytes: Buffer
}

/** What is written of an event. Its id says from where on to go on, for whoever was away. */
export const writtenOf = (event: StreamEvent, at: Place): Buffer =>
  Buffer.from(`id: ${at.epoch}-${at.index}\ndata: ${JSON.stringify(event)}\n\n`)

const byCode = new Map<number, EventName>(Object.entries(events).map(([name, { code }]) => [code, name as EventName]))

const sessionRoom = 1
/** Accounts, people, classes, rosters, rights: whatever of these was not only read may have moved somebody. */
const standingRooms = [sessionRoom, 2, 3, 4, 7]

/** What a fact changes about streams: where everybody of its school stands, or only those of the one it is about. */
export const touches = (code: number): 'standing' | 'session' | undefined => {
  const name = byCode.get(code)
  const room = Math.floor(code / 100)
  if (!name || !standingRooms.includes(room) || events[name].class === 'access') return undefined
  return room === sessionRoom && ['login', 'security'].includes(events[name].class) ? 'session' : 'standing'
}

type Saying = { heard: Heard; event: EventName; id: string; to: NonNullable<Live[EventName]>['to'] }

const sayingOf = (live: Live, heard: Heard): Saying[] => {
  const { told } = heard
  const row = told && live[told.event]
  const id = row && told.detail?.payload[row.id]
  return row && !told.isErased && typeof id === 'string' ? [{ heard, event: told.event, id, to: row.to }] : []
}

const namedIn = ({ heard: { told }, to }: Saying) => {
  if (to === 'audience') return { audiences: [told?.detail?.audienceId], people: [] }
  if (to === 'subject') return { audiences: [], people: [told?.stub?.subject] }
  return { audiences: [], people: [told?.stub?.actor] }
}

const definite = (ids: readonly (string | null | undefined)[]) =>
  new Set(ids.filter((one) => typeof one === 'string' && one !== nobody) as string[])

const found = async (installation: Installation, schoolId: string, sayings: readonly Saying[]) => {
  const wanted = Map.groupBy(sayings, ({ to }) => to)
  const answers = new Map<Finder, Awaited<ReturnType<Finder>>>()
  await asSchool(installation, schoolId, 'administration', 'stream.look', async ({ tx }) => {
    for (const [to, some] of wanted)
      if (typeof to === 'function') answers.set(to, await to(tx, schoolId, [...new Set(some.map(({ id }) => id))]))
  })
  return answers
}

/** What some facts of one school say to which streams. */
export const spokenIn = async (
  installation: Installation,
  schoolId: string,
  facts: readonly Heard[],
  epoch: number,
): Promise<Spoken[]> => {
  const sayings = facts.flatMap((heard) => sayingOf(installation.live, heard))
  const asked = sayings.filter(({ to }) => typeof to === 'function')
  const answers = asked.length > 0 ? await found(installation, schoolId, asked) : undefined
  return sayings.map((saying) => {
    const { heard, event, id, to } = saying
    const concerned = typeof to === 'function' ? (answers?.get(to) ?? []).filter((one) => one.id === id) : undefined
    const { audiences, people } = concerned
      ? { audiences: concerned.map(({ audienceId }) => audienceId), people: concerned.map(({ personId }) => personId) }
      : namedIn(saying)
    return {
      index: heard.index,
      schoolId,
      audiences: definite(audiences),
      people: definite(people),
      bytes: writtenOf({ name: event, id }, { epoch, index: heard.index + 1 }),
    }
  })
}

/** Which facts are opened: those that say something to streams, and those that may end one. */
export const openedCodes = (live: Live): ReadonlySet<number> =>
  new Set(
    Object.entries(events).flatMap(([name, { code }]) => (name in live || touches(code) === 'session' ? [Number(code)] : [])),
  )
