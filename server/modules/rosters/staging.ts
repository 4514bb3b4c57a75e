import type { Tx } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { classTable, schoolLife } from '#modules/classes/index.ts'
import { aliasesOutside, makeUsername, type PersonContent, personTable, sealedPeople } from '#modules/people/index.ts'
import { all, type Owners, person as personOwner, snapshot } from '#vault/owners.ts'
import { unhurried } from '#vault/pace.ts'
import type { Vault } from '#vault/vault.ts'
import { type Entry, isRowKind } from './board.ts'
import { isAlias } from './hiding.ts'
import { yearsOfClasses } from './importing.queries.ts'
import type { Plan } from './matching.ts'
import type { RosterUser } from './package/roster.ts'
import { type Kept, linkTable } from './sealed.ts'
import { insertLinks, insertStage, type LinkRow, type StageRow } from './staging.queries.ts'
import { sealAdults } from './staging-adults.ts'
import { namesOf } from './words.ts'

/** For whom an import is made ready. */
export type Staging = { schoolId: string; sourceId: string; runId: string; locale: string; plan: Plan }
type Hands = { tx: Tx; vault: Vault }
type Unit = <T>(work: (hands: Hands) => Promise<T>) => Promise<T>
type Usernames = ReadonlyMap<string, string>

const chunkOf = 1_500
export const keysAtOnce = 50 // to make or unwrap more of them in one piece would keep others waiting

/** Rows in portions for one short transaction each; everything about one person stays together, so that a key is looked up once. */
export const portions = async (plan: Plan): Promise<Entry[][]> => {
  const byPerson = new Map<string, Entry[]>()
  const pace = unhurried()
  for (const entry of plan.entries) {
    if (pace.isTime()) await pace.rest()
    const { personId = '' } = entry
    const before = byPerson.get(personId)
    if (before) before.push(entry)
    else byPerson.set(personId, [entry])
  }
  const chunks: Entry[][] = []
  let chunk: Entry[] = []
  for (const entries of byPerson.values()) {
    chunk.push(...entries)
    if (chunk.length < chunkOf) continue
    chunks.push(chunk)
    chunk = []
  }
  return chunk.length > 0 ? [...chunks, chunk] : chunks
}

const isUser = (content: object | undefined): content is RosterUser => content !== undefined && 'givenName' in content
const peopleIn = (entries: readonly Entry[]) =>
  entries.flatMap(({ kind, act, targetId, content }) =>
    kind === 'person' && act && targetId && isUser(content) ? [{ id: targetId, act, user: content }] : [],
  )

/** A user name for each new person: the source's own where it is free and can be typed, otherwise one that we make. */
export const reserveUsernames = async (unit: Unit, schoolId: string, entries: readonly Entry[]) => {
  const names = new Map<string, string>()
  let waiting = peopleIn(entries)
    .filter(({ act }) => act === 'make')
    .map(({ id, user }) => ({ id, user, wanted: /^[a-z0-9._-]{3,40}$/i.test(user.username ?? '') ? user.username : undefined }))
  while (waiting.length > 0) {
    const tries = waiting.map(({ id, user, wanted }) => ({ id, user, value: wanted ?? makeUsername(user.givenName) }))
    const distinct = new Map(tries.map((one) => [one.value.toLowerCase(), one]))
    const pointers = [...distinct.values()].map(({ id, value }) => ({ value, target: { schoolId, id } }))
    // Each try is a transaction of its own: whoever holds names and asks for more waits in a circle with another who does the same.
    const taken = new Set(await unit(({ tx, vault }) => vault.point(tx, 'username', schoolId, pointers)))
    for (const { id, value } of distinct.values()) if (!taken.has(value)) names.set(id, value)
    waiting = tries.filter(({ id }) => !names.has(id)).map(({ id, user }) => ({ id, user, wanted: undefined }))
  }
  return names
}

/** New people get a user name; of known ones, only what the source says differently is written over. */
const sealPeople = async (hands: Hands, { schoolId, locale }: Staging, entries: readonly Entry[], usernames: Usernames) => {
  const { tx, vault } = hands
  const people = peopleIn(entries)
  const known = await sealedPeople(
    tx,
    schoolId,
    people.filter(({ act }) => act === 'alter').map(({ id }) => id),
  )
  const [opened, hidden] = await Promise.all([
    vault.openSurviving(tx, schoolId, personTable, known),
    aliasesOutside(tx, vault, schoolId, known),
  ])
  const before = new Map(known.map(({ id }, nth) => [id, opened[nth]]))
  const rows = people.flatMap(({ id, act, user }) => {
    const old = before.get(id)
    if (act === 'alter' && !old) return []
    if (old && isAlias(user, hidden.get(id))) return [{ id, owners: personOwner(id), content: old }]
    const username = old?.username ?? usernames.get(id) ?? ''
    const { email: _, grade: __, ...kept } = old ?? { names: undefined, username }
    const grade = user.grades.join(', ').slice(0, 40)
    const content: PersonContent = {
      ...kept,
      username,
      names: namesOf(user, locale),
      ...(user.email && { email: user.email }),
      ...(grade && { grade }),
    }
    return [{ id, owners: personOwner(id), content }]
  })
  const sealed = await vault.seal(tx, schoolId, personTable.table, rows)
  return new Map(rows.map(({ id }, nth) => [id, sealed[nth]]))
}

/** The label of a class belongs to its school year. */
const sealClasses = async ({ tx, vault }: Hands, { schoolId, plan }: Staging, entries: readonly Entry[]) => {
  const classes = entries.filter(({ kind, act }) => kind === 'class' && act)
  const years = new Map<string, string>(plan.years.map(({ id, from }) => [id, from]))
  const known = new Map(
    (
      await yearsOfClasses(
        tx,
        schoolId,
        classes.flatMap(({ targetId }) => targetId ?? []),
      )
    ).map(({ id, fromOn }) => [id, fromOn]),
  )
  const epochs = new Map<string, Owners>()
  const rows: { id: string; owners: Owners; content: object }[] = []
  for (const { targetId, schoolYearId, content } of classes) {
    const from = known.get(targetId ?? '') ?? years.get(schoolYearId ?? '')
    if (!targetId || !content || !from) continue
    const owners = epochs.get(from) ?? (await vault.epoch(tx, schoolId, schoolLife, from))
    epochs.set(from, owners)
    rows.push({ id: targetId, owners, content })
  }
  const sealed = await vault.seal(tx, schoolId, classTable.table, rows)
  return new Map(rows.map(({ id }, nth) => [id, sealed[nth]]))
}

const ownersOf = ({ personId, note }: Entry, sourceId: string): Owners => {
  if (!personId) return snapshot(sourceId)
  return note.otherId ? all([personOwner(personId), personOwner(note.otherId)]) : personOwner(personId)
}

const keptOf = ({ kind, externalId: id, mark, note, targetId: target, live }: Entry): Kept[] =>
  isRowKind(kind) && target ? [{ kind, id, mark, note, target, ...(!live && { left: true }) }] : []

/** A link whose row leaves stays sealed as it is, but for somebody's roles and places, which leave too. */
const isSealedAnew = ({ kind, change }: Entry) => !isRowKind(kind) && (change !== 'leave' || kind === 'person')

/** One link for each person, with roles and places in it; one for everything else. */
const sealLinks = async ({ tx, vault }: Hands, { schoolId, sourceId, plan }: Staging, entries: readonly Entry[]) => {
  const rows = entries.filter(isSealedAnew).map((entry) => {
    const { id, kind, externalId, mark, note, personId = '' } = entry
    const kept = kind === 'person' ? plan.rows.get(personId)?.flatMap(keptOf) : undefined
    if (kept) plan.rows.delete(personId)
    return { id, owners: ownersOf(entry, sourceId), content: { id: externalId, mark, note, ...(kept?.length && { rows: kept }) } }
  })
  const sealed = await vault.seal(tx, schoolId, linkTable.table, rows)
  return new Map(rows.map(({ id }, nth) => [id, sealed[nth]]))
}

const stageRow = (entry: Entry, isSure: boolean, sealed: Buffer | undefined, linkSealed: Buffer | undefined): StageRow => {
  const { kind, change = 'none', act, targetId, personId, note, schoolYearId, state, fromOn, untilOn } = entry
  const linkId = isRowKind(kind) ? (targetId ?? '') : entry.id
  const { classId, otherId: guardianId, role, relation } = note
  const extraIds = kind === 'class' || kind === 'person' ? [uuidv7(), uuidv7()] : []
  return {
    kind,
    linkId,
    change,
    act,
    isSure,
    targetId,
    personId,
    classId,
    guardianId,
    schoolYearId,
    role,
    relation,
    state,
    fromOn,
    untilOn,
    place: note.nth,
    extraIds,
    sealed,
    linkSealed,
  }
}

/** All keys of a portion in their order, before anything else: two portions that need each other's never wait in a circle. */
const makeKeys = async ({ tx, vault }: Hands, schoolId: string, entries: readonly Entry[]) => {
  const all = entries.filter(isSealedAnew).flatMap(({ personId, note }) => [personId ?? [], note.otherId ?? []].flat())
  const owners = [...new Set(all)].sort().map(personOwner)
  for (let from = 0; from < owners.length; from += keysAtOnce)
    await vault.rawKeys(tx, schoolId, owners.slice(from, from + keysAtOnce))
}

/** Seals one portion and puts it in its place. */
export const stagePortion = async (hands: Hands, staging: Staging, entries: readonly Entry[], usernames: Usernames) => {
  await makeKeys(hands, staging.schoolId, entries)
  const people = await sealPeople(hands, staging, entries, usernames)
  const classes = await sealClasses(hands, staging, entries)
  const adults = await sealAdults(hands, staging.schoolId, entries)
  const links = await sealLinks(hands, staging, entries)
  const made = new Set(
    entries.flatMap(({ kind, act, targetId }) => (kind === 'person' && act === 'make' && targetId ? [targetId] : [])),
  )
  const linkRows = entries.flatMap(({ id, kind, change, targetId, personId }): LinkRow[] => {
    const sealed = links.get(id)
    return change === 'add' && sealed ? [{ kind, linkId: id, targetId, personId, sealed }] : []
  })
  const rows = entries.flatMap((entry) => {
    const { id, kind, change, act, targetId = '' } = entry
    if ((change === 'add' || isRowKind(kind)) && !act) return []
    const own = kind === 'person' ? people.get(targetId) : kind === 'class' ? classes.get(targetId) : adults.get(targetId)
    return [stageRow(entry, made.has(entry.personId ?? ''), own, change === 'add' ? undefined : links.get(id))]
  })
  await insertLinks(hands.tx, staging, linkRows)
  await insertStage(hands.tx, staging.schoolId, staging.runId, rows)
}

/** New school years, and what ends because no row of the source stands for it any more. */
export const stageRest = async ({ tx }: Hands, { schoolId, runId, plan }: Staging) => {
  const years = plan.years
    .filter(({ isNew }) => isNew)
    .map(({ id, from, to }): StageRow => ({ kind: 'year', linkId: id, change: 'none', act: 'make', fromOn: from, untilOn: to }))
  const ends = plan.ends.map(
    ({ kind, targetId, personId, classId }): StageRow => ({
      kind,
      linkId: uuidv7(),
      change: 'none',
      act: 'end',
      targetId,
      personId,
      classId,
    }),
  )
  await insertStage(tx, schoolId, runId, [...years, ...ends])
}
