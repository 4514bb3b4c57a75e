import type { ServerResponse } from 'node:http'
import type { StreamEvent } from '#contract/live.ts'
import type { Place } from '#kernel/live.ts'
import { type Spoken, writtenOf } from './hearing.ts'

/** So much may wait for a reader; who lets more wait does not read. */
const MOST_WAITING = 256 * 1024

/** Whose a stream is. */
export type Holder = { schoolId: string; personId: string; accountId: string; session: Buffer }

/** Where the one who reads stands: found again whenever somebody may have moved. */
export type Standing = { audiences: ReadonlySet<string>; isEverywhere: boolean }

/** One open app. Until it is known where its person stands, nothing is said; then all that came since `from`. */
export type Stream = Holder & {
  readonly out: ServerResponse
  readonly key: string
  from: number
  standing: Standing | undefined
  /** It took nothing at the last beat. */
  isStuck: boolean
}

const put = ({ out }: Stream, bytes: Buffer) => {
  out.write(bytes)
  if (out.writableLength > MOST_WAITING) out.destroy()
}

/** Whether an event is for the one who reads. */
export const concerns = ({ standing, personId }: Stream, { audiences, people }: Spoken): boolean => {
  if (people.has(personId)) return true
  if (!standing) return false
  if (standing.isEverywhere) return audiences.size > 0
  for (const audience of audiences) if (standing.audiences.has(audience)) return true
  return false
}

/** Says an event, if it is for the one who reads and it is known where they stand. */
export const say = (stream: Stream, spoken: Spoken): void => {
  if (stream.standing && concerns(stream, spoken)) put(stream, spoken.bytes)
}

/** Says something of the stream itself. */
export const sayOfItself = (stream: Stream, name: 'reload' | 'standing', at: Place): void => {
  const event: StreamEvent = { name, id: null }
  put(stream, writtenOf(event, at))
}

/** Says that the stream is open, and how far it is; who has not even taken the last beat is dropped. */
export const beat = (stream: Stream, at: Place): void => {
  if (stream.isStuck && stream.out.writableNeedDrain) stream.out.destroy()
  else put(stream, Buffer.from(`id: ${at.epoch}-${at.index}\n\n`))
  stream.isStuck = stream.out.writableNeedDrain
}

const isSame = (one: Standing, other: Standing) =>
  one.isEverywhere === other.isEverywhere &&
  one.audiences.size === other.audiences.size &&
  [...one.audiences].every((id) => other.audiences.has(id))

/** Takes over where a person stands now; answers whether they stood somewhere else before. */
export const settle = (stream: Stream, standing: Standing): boolean => {
  const before = stream.standing
  stream.standing = standing
  return before !== undefined && !isSame(before, standing)
}
