import { put, remove, takeAll } from './database.ts'
import { writer } from './device.ts'
import { markOf, type Sealed, seal, unseal } from './sealing.ts'
import { dropOnServer, keepOnServer, serverVersions } from './serverDrafts.ts'

/** What was typed into one form and not sent, as one tab left it; `keptAt`: as the server has it. */
export type Version = { id: string; at: number; value: unknown; keptAt?: string }
type Row = Sealed & { id: string; at: number; owner: string; place: string }

const placeOf = (owner: string, place: string) => markOf(`${owner} ${place}`)

/** Every version of a form that this device has, the newest first; two tabs leave two. */
export const versionsHere = async (place: string): Promise<Version[]> => {
  const device = await writer()
  if (!device) return []
  const here = await placeOf(device.owner, place)
  const rows = (await takeAll<Row>('drafts')).filter((row) => row.place === here).toSorted((a, b) => b.at - a.at)
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

/** Keeps what stands in a form now, under the name of its tab: here, where a device may, and on the server. */
export const keepDraft = async (id: string, place: string, value: unknown) => {
  keepOnServer(id, place, value)
  const device = await writer()
  if (!device) return
  const { owner, writing } = device
  const row = { id, at: Date.now(), owner, place: await placeOf(owner, place) }
  await put('drafts', { ...row, ...(await seal(writing, id, { value })) })
}

export const dropDraft = async (id: string, keptAt?: string) => {
  void dropOnServer(id, keptAt)
  if (await writer()) await remove('drafts', id)
}

/** Whether what is typed stays on this device: not on a shared one, nor where a browser opens no store (a private window). */
export const staysHere = async () => (await writer().catch(() => undefined)) !== undefined

/** How much of one's own has been typed here and not sent. */
export const countDrafts = async () => {
  const device = await writer()
  return device ? (await takeAll<Row>('drafts')).filter(({ owner }) => owner === device.owner).length : 0
}
