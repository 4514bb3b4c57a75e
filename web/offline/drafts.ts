import { put, remove, takeAll } from './database.ts'
import { writer } from './device.ts'
import { markOf, type Sealed, seal, unseal } from './sealing.ts'

/** What was typed into one form and not sent, as one tab left it. */
export type Version = { id: string; at: number; value: unknown }
type Row = Sealed & { id: string; at: number; owner: string; place: string }

const placeOf = (owner: string, place: string) => markOf(`${owner} ${place}`)

/** Every version of a form, the newest first; two tabs leave two. */
export const versionsOf = async (place: string): Promise<Version[]> => {
  const device = await writer()
  if (!device) return []
  const here = await placeOf(device.owner, place)
  const rows = (await takeAll<Row>('drafts')).filter((row) => row.place === here).toSorted((a, b) => b.at - a.at)
  const opened = await Promise.all(rows.map((row) => unseal<{ value: unknown }>(device.writing, row.id, row)))
  return rows.flatMap(({ id, at }, nth) => (opened[nth] ? [{ id, at, value: opened[nth].value }] : []))
}

/** Keeps what stands in a form now, under the name of its tab. */
export const keepDraft = async (id: string, place: string, value: unknown) => {
  const device = await writer()
  if (!device) return
  const { owner, writing } = device
  const row = { id, at: Date.now(), owner, place: await placeOf(owner, place) }
  await put('drafts', { ...row, ...(await seal(writing, id, { value })) })
}

export const dropDraft = async (id: string) => {
  if (await writer()) await remove('drafts', id)
}

/** How much of one's own has been typed here and not sent. */
export const countDrafts = async () => {
  const device = await writer()
  return device ? (await takeAll<Row>('drafts')).filter(({ owner }) => owner === device.owner).length : 0
}
