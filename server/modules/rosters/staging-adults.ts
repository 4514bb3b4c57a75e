import type { Tx } from '#kernel/db.ts'
import { type Adult, emergencyContactTable, pickUpAdultTable } from '#modules/people/index.ts'
import { person as personOwner } from '#vault/owners.ts'
import type { Vault } from '#vault/vault.ts'
import type { Entry } from './board.ts'
import { sealedAdults } from './meeting.queries.ts'

type Hands = { tx: Tx; vault: Vault }

/** What the office noted by hand about an adult whom the list says differently now. */
const adultsBefore = async ({ tx, vault }: Hands, schoolId: string, entries: readonly Entry[]) => {
  const ids = entries.flatMap(({ kind, act, targetId }) =>
    (kind === 'contact' || kind === 'fetching') && act === 'alter' && targetId ? [targetId] : [],
  )
  if (ids.length === 0) return new Map<string, Pick<Adult, 'note'>>()
  const [contacts, fetching] = await sealedAdults(tx, schoolId, ids)
  const called = await vault.openSurviving(tx, schoolId, emergencyContactTable, contacts)
  const fetch = await vault.openSurviving(tx, schoolId, pickUpAdultTable, fetching)
  const notes = [
    ...contacts.map(({ id }, nth) => ({ id, was: called[nth] })),
    ...fetching.map(({ id }, nth) => ({ id, was: fetch[nth] })),
  ]
  return new Map(notes.map(({ id, was }) => [id, was?.note ? { note: was.note } : {}]))
}

/** Adults are nobody's record: what is said of them is the pupil's. */
export const sealAdults = async ({ tx, vault }: Hands, schoolId: string, entries: readonly Entry[]) => {
  const sealed = new Map<string, Buffer>()
  const known = await adultsBefore({ tx, vault }, schoolId, entries)
  for (const [kind, { table }] of [
    ['contact', emergencyContactTable],
    ['fetching', pickUpAdultTable],
  ] as const) {
    const rows = entries.flatMap(({ kind: of, act, targetId, personId, content }) =>
      of === kind && act && targetId && personId && content
        ? [{ id: targetId, owners: personOwner(personId), content: { ...known.get(targetId), ...content } }]
        : [],
    )
    for (const [nth, bytes] of (await vault.seal(tx, schoolId, table, rows)).entries()) sealed.set(rows[nth]!.id, bytes)
  }
  return sealed
}
