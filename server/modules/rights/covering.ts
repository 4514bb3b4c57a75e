import type * as z from 'zod/mini'
import {
  coverArticle,
  coverPlaces,
  ENTRIES_PER_PAGE,
  giveCopy,
  MOST_PLACES,
  readCopyEntries,
  uncoverPlaces,
} from '#contract/covering.ts'
import { LINK_DAYS, standingOf } from '#contract/rights-clocks.ts'
import { type Context, preparedAction } from '#kernel/action.ts'
import { schoolDay } from '#kernel/clock.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { schoolOf } from '#kernel/school.ts'
import { linksFor } from '#modules/files/index.ts'
import {
  askerIn,
  covering,
  type PreparedCopy,
  preparedCopyTable,
  preparedOf,
  type StoredPlace,
  textsOf,
  writePrepared,
} from '#modules/privacy/index.ts'
import { snapshot } from '#vault/owners.ts'
import { familyPeople, openedBy } from './copies.queries.ts'
import { type Entry, type Gathered, gathered } from './copies.ts'
import { filesGoing, isCovered, kindsOf, mayTell, shownEntries, toldEntry } from './copy-entries.ts'
import { closeWith } from './deciding.ts'
import { upheldBy } from './following.queries.ts'
import * as queries from './requests.queries.ts'
import { namesOf, numberOf, saidIn } from './showing.ts'
import { finderOf } from './suggesting.ts'

type Hands = Pick<Context<unknown, unknown, unknown, unknown>, 'tx' | 'actor' | 'vault' | 'now' | 'emit'>
const untouched: PreparedCopy = { places: [], reviewed: null }

/** A copy that is being prepared: what it would hold, and what is covered in it. */
const opened = async ({ tx, actor, vault }: Hands, id: string, ready: Gathered | undefined) => {
  const schoolId = actor.schoolId!
  const row = await queries.requestWith(tx, schoolId, id)
  if (!ready || !row) return refuse('rights.already_closed')
  const prepared = await preparedOf(tx, vault, schoolId, id)
  const seenFiles = await openedBy(tx, schoolId, id, actor.personId ?? nobody)
  return {
    ...{ ready, row, seenFiles },
    copyId: prepared?.id ?? uuidv7(),
    version: prepared?.version ?? 0,
    content: prepared?.content ?? untouched,
  }
}

const countOf = ({ entries }: Gathered, content: PreparedCopy) => {
  const contents = new Map(entries.flatMap(({ one, content: of }) => (of ? [[one, of] as const] : [])))
  return covering({ held: entries.map(({ one }) => one), contents }, { ...content, reviewed: null, isOwn: true }, () => '')
    .covered.length
}

const finderFor = async ({ tx, actor, vault }: Hands, { personId, askedBy }: queries.Request) => {
  const schoolId = actor.schoolId!
  const people = await familyPeople(tx, schoolId, personId, askedBy)
  const ids = people.map(({ id }) => id)
  const named = await namesOf(tx, vault, schoolId, ids)
  const namesWhere = (isOwn: boolean) => people.flatMap((one) => (one.isOwn === isOwn ? [named(one.id).display] : []))
  return { named, find: finderOf(namesWhere(false), namesWhere(true)) }
}

export const look = preparedAction(readCopyEntries, gathered, async ({ params: { id }, query, ready: found, ...hands }) => {
  const { tx, actor, vault, now, emit } = hands
  const { ready, row, seenFiles, version, content } = await opened(hands, id, found)
  const [{ t }, { timeZone }, { named, find }] = [
    await askerIn(tx, query.locale),
    await schoolOf(tx),
    await finderFor(hands, row),
  ]
  const [said] = await saidIn(tx, vault, actor.schoolId!, [row])
  const all = shownEntries(ready.entries, { t, find, places: content.places, opened: seenFiles })
  const wanted = query.marks?.split(',')
  const isAsked = { suggested: mayTell, covered: isCovered }
  const matching = all
    .filter((one) => !wanted || wanted.includes(one.mark))
    .filter((one) => (!query.table || one.table === query.table) && (!query.only || isAsked[query.only](one)))
    .toSorted((a, b) => ((a.at ?? '') < (b.at ?? '') ? 1 : -1))
  const [page, rule] = [query.page ?? 1, coverArticle(row.profile)]
  const link = await linksFor(tx, vault, actor, now)
  emit('copy.looked_through', { requestId: id }, { subject: row.askedBy })
  return {
    ...{ number: numberOf(id, row.askedAt), about: named(row.personId).display, asker: named(row.askedBy).display },
    ...{ dueOn: row.dueOn, words: said?.words ?? null },
    rule: { article: rule.article, standing: standingOf(rule, schoolDay(now, timeZone)) },
    ...{ version, seen: ready.seen, covered: countOf(ready, content), kinds: kindsOf(all) },
    ...filesGoing(ready.entries, content.places, seenFiles),
    ...{ byHandOver: await queries.isAnsweredByLetter(tx, row.askedBy), marks: all.map(({ mark }) => mark) },
    entries: matching
      .slice((page - 1) * ENTRIES_PER_PAGE, page * ENTRIES_PER_PAGE)
      .map(toldEntry((fileId) => link(fileId, 'thumbnail', id).url)),
    ...{ matching: matching.length, page },
  }
})

type Place = z.output<typeof uncoverPlaces.body>['places'][number]
const isOf =
  ({ table, id }: Pick<Place, 'table' | 'id'>) =>
  (entry: Entry) =>
    entry.one.table.table === table && entry.one.id === id
const isSame = (a: Place, b: Place) =>
  a.table === b.table && a.id === b.id && a.field === b.field && a.from === b.from && a.to === b.to

/** The entry that a place stands in, if there is such a place. */
const entryAt = ({ entries }: Gathered, { field, from, to, ...whose }: Place): Entry => {
  const entry = entries.find(isOf(whose)) ?? refuse('copy.no_place')
  if (field === null) return from === 0 && to === 0 ? entry : refuse('copy.no_place')
  const text = textsOf(entry.one, entry.content).find((one) => one.field === field)?.text ?? refuse('copy.no_place')
  return from < to && to <= [...text].length ? entry : refuse('copy.no_place')
}

type Opened = Awaited<ReturnType<typeof opened>>
/** Writes what is covered down, if nobody else has meanwhile. */
const written = async (
  { tx, actor, vault, now }: Hands,
  { row, ready, copyId: id }: Opened,
  version: number,
  content: PreparedCopy,
) => {
  const [schoolId, by] = [actor.schoolId!, actor.personId ?? nobody]
  const { id: requestId, personId, askedBy } = row
  const [sealed] = await vault.seal(tx, schoolId, preparedCopyTable.table, [{ id, owners: snapshot(id), content }])
  const covered = countOf(ready, content)
  const change = { schoolId, id, requestId, personId, askedBy, version, covered, at: now, by, sealed: sealed! }
  if (!(await writePrepared(tx, change))) refuse('version_conflict')
  return { version: version + 1, covered }
}

export const cover = preparedAction(coverPlaces, gathered, async ({ params: { id }, body, ready: found, ...hands }) => {
  const copy = await opened(hands, id, found)
  if (copy.version !== body.version) refuse('version_conflict')
  const fresh = body.places.map((place): StoredPlace => ({ ...place, of: entryAt(copy.ready, place).digest }))
  // What was covered of an entry before it was changed gives way to what is covered of it now.
  const kept = copy.content.places.filter(
    (known) =>
      !fresh.some((one) => isSame(one, known) || (one.table === known.table && one.id === known.id && one.of !== known.of)),
  )
  const places = [...kept, ...fresh]
  if (places.length > MOST_PLACES) refuse('copy.too_many_places')
  hands.emit('copy.covered', { requestId: id, places: fresh.length }, { subject: copy.row.askedBy })
  return written(hands, copy, body.version, { places, reviewed: null })
})

export const uncover = preparedAction(uncoverPlaces, gathered, async ({ params: { id }, body, ready: found, ...hands }) => {
  const copy = await opened(hands, id, found)
  if (copy.version !== body.version) refuse('version_conflict')
  const isGone = (known: StoredPlace) =>
    body.places.some((one) => {
      if (isSame(one, known)) return true
      const isWhole = one.field === null && one.table === known.table && one.id === known.id
      return isWhole && copy.ready.entries.find(isOf(one))?.digest !== known.of
    })
  const places = copy.content.places.filter((known) => !isGone(known))
  const gone = copy.content.places.length - places.length
  if (gone === 0) refuse('copy.no_place')
  hands.emit('copy.uncovered', { requestId: id, places: gone }, { subject: copy.row.askedBy })
  return written(hands, copy, body.version, { places, reviewed: null })
})

const DAY_MS = 86_400_000

export const give = preparedAction(giveCopy, gathered, async ({ params: { id }, body, ready: found, ...hands }) => {
  const { tx, actor, now, emit } = hands
  const schoolId = actor.schoolId!
  const row = (await queries.holdRequest(tx, schoolId, id)) ?? refuse('rights.already_closed')
  const copy = await opened(hands, id, found)
  const decider = await upheldBy(tx, schoolId, id)
  if (decider && decider !== actor.personId) refuse('rights.own_decision')
  if (copy.version !== body.version) refuse('version_conflict')
  if (copy.ready.seen !== body.seen) refuse('copy.changed')
  const { unopened } = filesGoing(copy.ready.entries, copy.content.places, copy.seenFiles)
  if (unopened !== body.unopened) refuse('copy.files_unopened')
  const reviewed = copy.ready.entries.map(({ digest }) => digest)
  const { covered } = await written(hands, copy, body.version, { places: copy.content.places, reviewed })
  await closeWith(hands, row, { outcome: 'granted', ground: undefined, answer: body.answer })
  const until = new Date(now.getTime() + LINK_DAYS * DAY_MS)
  await queries.openLink(tx, schoolId, id, until)
  emit('copy.given', { requestId: id, covered }, { subject: row.askedBy })
  return { id, until: until.toISOString(), covered }
})
