import { setImmediate as turn } from 'node:timers/promises'
import { refuse } from '#kernel/errors.ts'
import { nobody } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import type { Heard, Listener, Place } from '#kernel/live.ts'
import { openedCodes, spokenIn, touches } from './hearing.ts'
import { inTurn, review } from './reviewing.ts'
import { newRoom, type Room, remember } from './room.ts'
import { beat, type Holder, type Stream, say, sayOfItself } from './stream.ts'

/** For so many beats what was said is remembered in a school that nobody listens in. */
const EMPTY_BEATS = 8
const BEATS_AT_ONCE = 100

type State = { installation: Installation; rooms: Map<string, Room>; at: Place; alone: ReturnType<typeof inTurn> }

/** Of which streams it must be asked anew who hears them, after these facts. */
const shaken = ({ rooms }: State, facts: readonly Heard[]) => {
  const all = new Set<Room>()
  const some = new Set<Stream>()
  for (const { schoolId, code, told } of facts) {
    const what = touches(code)
    const where = schoolId === nobody ? [...rooms.values()] : [rooms.get(schoolId)].filter((room) => room !== undefined)
    const whose = [told?.stub?.subject, told?.stub?.actor, told?.detail?.accountId].filter((one) => one && one !== nobody)
    for (const room of what ? where : [])
      if (what === 'standing' || whose.length === 0) all.add(room)
      else
        for (const stream of room.streams)
          if (whose.includes(stream.personId) || whose.includes(stream.accountId)) some.add(stream)
  }
  const bySchool = Map.groupBy(some, ({ schoolId }) => schoolId)
  for (const { schoolId, streams } of all) bySchool.set(schoolId, [...streams])
  return bySchool
}

const tell = async ({ installation, rooms, at }: State, codes: ReadonlySet<number>, facts: readonly Heard[], next: Place) => {
  for (const [schoolId, some] of Map.groupBy(facts, (fact) => fact.schoolId)) {
    const room = rooms.get(schoolId)
    if (!room) continue
    const spoken = await spokenIn(installation, schoolId, some, at.epoch)
    for (const one of spoken) for (const stream of room.streams) say(stream, one)
    remember(room, spoken)
    // Somebody came while these were being read, and they were left closed.
    if (some.some(({ code, told }) => codes.has(code) && !told)) {
      room.since = next.index
      for (const stream of room.streams) if (stream.standing) sayOfItself(stream, 'reload', next)
    }
  }
}

const listenerOf = (state: State): Listener => {
  const { installation, rooms, alone } = state
  const codes = openedCodes(installation.live)
  return {
    isOpened: (code, schoolId) => codes.has(code) && (schoolId === nobody ? rooms.size > 0 : rooms.has(schoolId)),
    begin: (at) => {
      state.at = at
    },
    hear: async (facts, next) => {
      for (const [schoolId, streams] of shaken(state, facts)) await alone(() => review(state, schoolId, streams))
      await tell(state, codes, facts, next)
      if (next.epoch !== state.at.epoch)
        for (const room of rooms.values()) Object.assign(room, newRoom(room.schoolId, next.index), { streams: room.streams })
      state.at = next
    },
  }
}

const roomOf = ({ rooms, at }: State, schoolId: string) => {
  const room = rooms.get(schoolId) ?? newRoom(schoolId, at.index)
  rooms.set(schoolId, room)
  return room
}

/** Every so often: who still listens is told so, and asked whether they may; whose time ends by the clock is found here. */
const pulse = async (state: State) => {
  for (const room of state.rooms.values()) {
    let said = 0
    for (const stream of room.streams) {
      beat(stream, state.at)
      if (++said % BEATS_AT_ONCE === 0) await turn() // ten thousand of them are not to make an event wait
    }
    room.empty = room.streams.size === 0 ? room.empty + 1 : 0
    if (room.empty > EMPTY_BEATS) state.rooms.delete(room.schoolId)
    else await state.alone(() => review(state, room.schoolId, [...room.streams]))
  }
}

/** All open streams of a process: who is heard, who hears, and until when. */
export const openHub = (installation: Installation, every: number) => {
  const state: State = { installation, rooms: new Map(), at: { epoch: 0, index: 0 }, alone: inTurn() }
  const waiting = new Map<string, Stream[]>()
  let timer: NodeJS.Timeout | undefined

  /** Those who come at once are looked at together. */
  const admit = (stream: Stream) => {
    const others = waiting.get(stream.schoolId)
    if (others) return void others.push(stream)
    const coming = [stream]
    waiting.set(stream.schoolId, coming)
    void state
      .alone(() => {
        waiting.delete(stream.schoolId)
        return review(state, stream.schoolId, coming)
      })
      .catch(() => {
        for (const one of coming) one.out.end() // it comes again
      })
  }
  const listener = listenerOf(state)
  const failed = (error: unknown) => installation.log.warn({ err: error }, 'streams could not be looked at')
  return {
    /** Begins to hear, if it has not: what happens from now on is not missed. */
    ready: async () => {
      timer ??= setInterval(() => void pulse(state).catch(failed), every).unref()
      if (!(await installation.following.follow(listener))) refuse('unavailable')
    },
    join: (holder: Holder, out: Stream['out'], from: Place | undefined) => {
      const { epoch, index } = state.at
      const room = roomOf(state, holder.schoolId)
      const start = from === undefined ? index : from.epoch === epoch ? from.index : -1
      const stream: Stream = {
        ...holder,
        out,
        key: holder.session.toString('hex'),
        from: start,
        standing: undefined,
        isStuck: false,
      }
      room.streams.add(stream)
      out.on('close', () => room.streams.delete(stream))
      beat(stream, from === undefined ? state.at : { epoch, index: Math.max(start, 0) })
      admit(stream)
      return stream
    },
    /** How many are open, of whoever holds this. */
    countOf: ({ schoolId, accountId, session }: Holder) => {
      const own = [...(state.rooms.get(schoolId)?.streams ?? [])].filter((stream) => stream.accountId === accountId)
      return { account: own.length, session: own.filter((stream) => session.equals(stream.session)).length }
    },
    end: () => {
      clearInterval(timer)
      for (const { streams } of state.rooms.values()) for (const { out } of streams) out.end()
    },
  }
}
