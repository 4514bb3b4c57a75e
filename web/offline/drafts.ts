import { isWriting, writer } from './device.ts'
import { noteDown, putDraft, type Row, removeDraft, takeDrafts } from './notes.ts'
import { markOf, seal, unseal } from './sealing.ts'
import { dropOnServer, keepOnServer, serverVersions } from './serverDrafts.ts'

/** What was typed into one form and not sent, as one tab left it; `keptAt`: as the server has it. */
export type Version = { id: string; at: number; value: unknown; keptAt?: string }

const placeOf = (owner: string, place: string) => markOf(`${owner} ${place}`)

/** Every version of a form that this device has, the newest first; two tabs leave two. */
export const versionsHere = async (place: string): Promise<Version[]> => {
  const device = await writer()
  if (!device) return []
  const here = await placeOf(device.owner, place)
  const rows = (await takeDrafts()).filter((row) => row.place === here).toSorted((a, b) => b.at - a.at)
  const opened = await Promise.all(rows.map((row) => unseal<{ value: unknown }>(device.writing, row.id, row)))
  return rows.flatMap(({ id, at }, nth) => (opened[nth] ? [{ id, at, value: opened[nth].value }] : []))
}

/** The same with what other devices left: a tab that is still on this one knows best what was typed into it. */
export const versionsOf = async (place: string): Promise<Version[]> => {
  const [here, there] = await Promise.all([versionsHere(place).catch(() => []), serverVersions(place)])
  const keptAt = new Map(there.map((one) => [one.id, one.keptAt]))
  const own = here.map((one) => ({ ...one, ...(keptAt.has(one.id) && { keptAt: keptAt.get(one.id) ?? '' }) }))
  const others = there
    .filter(({ id }) => here.every((one) => one.id !== id))
    .map(({ id, keptAt: time, value }) => ({ id, at: Date.parse(time), value, keptAt: time }))
  return [...own, ...others].toSorted((a, b) => b.at - a.at)
}

/** Seals what stands in a form now, under the name of its tab; undefined where this device keeps nothing. */
export const sealDraft = async (id: string, place: string, value: unknown): Promise<Row | undefined> => {
  const device = await writer()
  if (!device) return undefined
  const { owner, writing } = device
  const row = { id, at: Date.now(), owner, place: await placeOf(owner, place) }
  return { ...row, ...(await seal(writing, id, { value })) }
}

/** Keeps it: here, where a device may, and on the server. */
export const keepDraft = async (id: string, place: string, value: unknown, sealing: Promise<Row | undefined>) => {
  keepOnServer(id, place, value)
  const row = await sealing
  if (row && (await writer())) await putDraft(row) // not if somebody has signed out meanwhile
}

/** For a page that has no more time: at once, and sealed as everything here is. */
export const noteDraft = (row: Row) => isWriting() && noteDown(row)

export const dropDraft = async (id: string, keptAt?: string) => {
  void dropOnServer(id, keptAt)
  if (await writer()) await removeDraft(id)
}

/** Whether what is typed stays on this device: not on a shared one, nor where a browser opens no store (a private window). */
export const staysHere = async () => (await writer().catch(() => undefined)) !== undefined

/** How much of one's own has been typed here and not sent. */
export const countDrafts = async () => {
  const device = await writer()
  return device ? (await takeDrafts()).filter(({ owner }) => owner === device.owner).length : 0
}
