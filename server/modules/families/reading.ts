import { type Preset, readFamily, type Scope } from '#contract/families.ts'
import { action } from '#kernel/action.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import {
  emergencyContactTable,
  openNames,
  pickUpAdultTable,
  protectedIdentityTable,
  survivingNames,
} from '#modules/people/index.ts'
import type { Vault } from '#vault/vault.ts'
import { shownLent } from './lent.ts'
import { protectionOf } from './protecting.queries.ts'
import * as queries from './reading.queries.ts'
import { tidy } from './scopes.ts'
import { guardianshipChangeTable } from './sealed.ts'

type Hands = { tx: Tx; vault: Vault; schoolId: string }
type EdgeRows = Awaited<ReturnType<typeof queries.edgesOf>>

/** Edges as they are shown: names, never an address or a telephone. */
export const shownEdges = async ({ tx, vault, schoolId }: Hands, rows: EdgeRows) => {
  const names = await openNames(
    tx,
    vault,
    schoolId,
    rows.map(({ guardianId, sealed }) => ({ id: guardianId, sealed })),
  )
  return rows.map(({ id, guardianId, relation, preset, scopes, source, version, holds }, nth) => ({
    ...{ id, relation, preset, scopes: tidy(scopes), source, version, holds },
    guardian: { id: guardianId, display: names[nth]!.display },
  }))
}

/** The names of some people who can still be named. */
const namesOf = async ({ tx, vault, schoolId }: Hands, ids: readonly (string | null)[]) => {
  const rows = await queries.namesOf(tx, schoolId, [...new Set(ids.flatMap((id) => id ?? []))])
  const opened = await survivingNames(tx, vault, schoolId, rows)
  return new Map(rows.map(({ id }, nth) => [id, opened[nth]?.display ?? null]))
}

const changesOf = async (hands: Hands, pupilId: string, readerId: string | null) => {
  const rows = await queries.changesOf(hands.tx, hands.schoolId, pupilId)
  const contents = await hands.vault.open(hands.tx, hands.schoolId, guardianshipChangeTable, rows)
  const names = await namesOf(
    hands,
    rows.flatMap(({ askedBy, decidedBy }) => [askedBy, decidedBy]),
  )
  return rows.map((row, nth) => ({
    ...{ id: row.id, edgeId: row.guardianshipId, preset: row.presetAfter as Preset, before: row.presetBefore as Preset },
    scopes: tidy(row.scopesAfter) as Scope[],
    ...{ askedAt: row.askedAt.toISOString(), decidedAt: row.decidedAt?.toISOString() ?? null, verdict: row.verdict },
    askedBy: names.get(row.askedBy ?? '') ?? null,
    decidedBy: names.get(row.decidedBy ?? '') ?? null,
    reference: contents[nth]!.reference,
    isOwn: row.askedBy === readerId,
  }))
}

/** Whom to call and who may fetch, of each of these children. */
export const adultsOf = async ({ tx, vault, schoolId }: Hands, pupilIds: readonly string[], own = false) => {
  const [contacts, adults] = await Promise.all([
    queries.contactsOf(tx, schoolId, pupilIds, own),
    queries.adultsOf(tx, schoolId, pupilIds, own),
  ])
  const [called, fetching] = await Promise.all([
    vault.open(tx, schoolId, emergencyContactTable, contacts),
    vault.open(tx, schoolId, pickUpAdultTable, adults),
  ])
  return (of: string) => ({
    contacts: contacts.flatMap(({ id, pupilId, place, source, version }, nth) =>
      pupilId === of ? [{ id, place, source, version, ...called[nth]! }] : [],
    ),
    adults: adults.flatMap(({ id, pupilId, fromOn, untilOn, source, version }, nth) =>
      pupilId === of ? [{ id, from: fromOn, until: untilOn, source, version, ...fetching[nth]! }] : [],
    ),
  })
}

const protectionIn = async ({ tx, vault, schoolId }: Hands, personId: string, isShown: boolean) => {
  const row = isShown ? await protectionOf(tx, schoolId, personId) : undefined
  if (!row) return null
  const [content] = await vault.open(tx, schoolId, protectedIdentityTable, [row])
  return { kind: row.kind, ...content! }
}

export const family = action(readFamily, async ({ tx, actor, vault, params, now, emit }) => {
  const schoolId = actor.schoolId!
  const hands = { tx, vault, schoolId }
  const [row, rows, may] = await Promise.all([
    queries.personById(tx, schoolId, params.id),
    queries.edgesOf(tx, schoolId, params.id),
    queries.may(tx),
  ])
  const pupil = row ?? refuse('not_found')
  const brothers = await queries.siblingsOf(tx, schoolId, pupil.id)
  const [names, edges, changes, lent, adults, protection, siblings] = await Promise.all([
    openNames(tx, vault, schoolId, [pupil]),
    shownEdges(hands, rows),
    changesOf(hands, pupil.id, actor.personId),
    shownLent(hands, [pupil.id], actor.personId, now),
    adultsOf(hands, [pupil.id]),
    protectionIn(hands, pupil.id, may.signs),
    openNames(tx, vault, schoolId, brothers),
  ])
  emit('person.read', { kinds: ['family', 'contact'] }, { subject: pupil.id })
  return {
    ...{ pupil: { id: pupil.id, display: names[0]!.display }, edges, changes, lent, protection },
    siblings: brothers.map(({ id }, nth) => ({ id, display: siblings[nth]!.display })),
    ...adults(pupil.id),
    can: { ask: may.decides, countersign: may.signs, settle: may.decides, protect: may.signs, name: may.signs },
  }
})
