import { put, remove, takeAll } from './database.ts'
import { bytesOfHex, hexOf, type Sealed } from './sealing.ts'

/** A draft as it lies on this device, sealed. */
export type Row = Sealed & { id: string; at: number; owner: string; place: string }

/** A page that closes has no time for the store. What was sealed while somebody typed is written down beside it at once, and put there later. */
const NOTE = 'preau-draft '

const notes = () => Object.keys(localStorage).filter((key) => key.startsWith(NOTE))

export const noteDown = (row: Row) => {
  const { iv, sealed, ...rest } = row
  localStorage.setItem(`${NOTE}${row.id}`, JSON.stringify({ ...rest, iv: hexOf(iv.buffer), sealed: hexOf(sealed) }))
}

export const forgetNote = (id: string) => localStorage.removeItem(`${NOTE}${id}`)

/** Nobody's notes stay here. */
export const forgetNotes = () => {
  for (const key of notes()) localStorage.removeItem(key)
}

const rowOf = (note: string): Row => {
  const { iv, sealed, ...rest } = JSON.parse(note)
  return { ...rest, iv: bytesOfHex(iv), sealed: bytesOfHex(sealed).buffer }
}

/** One note goes into the store, unless something newer is there; without room it stays where it is, and is read all the same. */
const takeNote = async (key: string, known: Map<string, Row>) => {
  const note = localStorage.getItem(key)
  if (note === null) return
  const row = rowOf(note)
  const isNewer = (known.get(row.id)?.at ?? 0) < row.at
  if (isNewer) known.set(row.id, row)
  await (isNewer ? put('drafts', row) : Promise.resolve()).then(
    () => localStorage.removeItem(key),
    () => {},
  )
}

/** Every draft of this device, with what pages noted down while they were closing. */
export const takeDrafts = async (): Promise<Row[]> => {
  const known = new Map((await takeAll<Row>('drafts')).map((row) => [row.id, row]))
  await Promise.allSettled(notes().map((key) => takeNote(key, known))) // what another release wrote otherwise hides nothing
  return [...known.values()]
}

/** Puts a draft into the store; what was noted down of it is of no use any more. */
export const putDraft = async (row: Row) => {
  await put('drafts', row)
  forgetNote(row.id)
}

export const removeDraft = async (id: string) => {
  forgetNote(id)
  await remove('drafts', id)
}
