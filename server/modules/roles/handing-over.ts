import { listHandOvers, makeHandOver, mostHandBackDays, previewHandOver, undoHandOver } from '#contract/hand-overs.ts'
import { type Context, preparedAction } from '#kernel/action.ts'
import { schoolDay } from '#kernel/clock.ts'
import { refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Passings } from '#kernel/passing.ts'
import { schoolOf } from '#kernel/school.ts'
import { classTable } from '#modules/classes/index.ts'
import { collatorOf } from '#modules/people/index.ts'
import { namesOf } from './access.ts'
import * as queries from './handing-over.queries.ts'
import { moveBack, moveOpen, waitingIn } from './passing.queries.ts'

const DAY = 86_400_000
type Hands = Pick<Context<unknown, unknown, unknown, unknown>, 'tx' | 'vault' | 'actor' | 'now' | 'emit'>

/** The registry of what passes: gathered from all rooms, so an action takes it from outside. */
const fromOutside = async ({ installation }: { installation: { passings: Passings } }) => installation.passings

/** Labels of classes, in the order of the school. */
export const labelsOf = async ({ tx, vault, actor }: Hands, rows: readonly { id: string; sealed: Buffer }[]) => {
  const opened = await vault.open(tx, actor.schoolId!, classTable, [...rows])
  return new Map(rows.map(({ id }, nth) => [id, opened[nth]?.label ?? '']))
}

/** What waits in each class. */
export const passesOf = (waiting: Awaited<ReturnType<typeof waitingIn>>, classId: string) =>
  (waiting.get(classId) ?? []).map(({ what, count }) => ({ what, count }))

const nobody = { display: '', sort: '' }

const undoUntil = ({ madeAt, undoneAt }: Pick<queries.HandOverRow, 'madeAt' | 'undoneAt'>) =>
  undoneAt ? null : new Date(madeAt.getTime() + mostHandBackDays * DAY)

const describe = async (hands: Hands, rows: readonly queries.HandOverRow[]) => {
  const { tx, vault, actor } = hands
  const schoolId = actor.schoolId!
  const [names, classes] = await Promise.all([
    namesOf(
      tx,
      vault,
      schoolId,
      rows.flatMap(({ fromId, toId }) => [fromId, toId]),
    ),
    queries.classesById(
      tx,
      schoolId,
      rows.flatMap((row) => row.classes),
    ),
  ])
  const labels = await labelsOf(hands, classes)
  const called = (id: string) => {
    const { display, sort } = names.get(id) ?? nobody
    return { id, display, sort }
  }
  return rows.map((row) => ({
    ...{ id: row.id, from: called(row.fromId), to: called(row.toId), role: row.role, why: row.why },
    ...{ fromOn: row.fromOn, untilOn: row.untilOn, madeAt: row.madeAt.toISOString(), isUndone: row.undoneAt !== null },
    classes: row.classes.map((id) => labels.get(id) ?? '').sort(),
    undoUntil: undoUntil(row)?.toISOString() ?? null,
  }))
}

const staffFor = async ({ tx, vault, actor }: Hands, without: string, locale: string) => {
  const rows = (await queries.staff(tx, actor.schoolId!)).filter(({ id }) => id !== without)
  const names = await namesOf(
    tx,
    vault,
    actor.schoolId!,
    rows.map(({ id }) => id),
  )
  const { compare } = collatorOf(locale)
  return rows
    .map(({ id, until }) => ({ id, until, ...(({ display, sort }) => ({ display, sort }))(names.get(id) ?? nobody) }))
    .sort((a, b) => compare(a.sort, b.sort))
}

export const preview = preparedAction(previewHandOver, fromOutside, async (context) => {
  const { tx, vault, actor, params, now, emit, ready } = context
  const schoolId = actor.schoolId!
  const [{ locale, timeZone }, rows] = await Promise.all([schoolOf(tx), queries.classesOf(tx, schoolId, params.id)])
  const waiting = await waitingIn(
    tx,
    schoolId,
    ready,
    rows.map(({ id }) => id),
  )
  const labels = await labelsOf(context, rows)
  const names = await namesOf(tx, vault, schoolId, [params.id, ...rows.flatMap(({ others }) => others)])
  const { display, sort } = names.get(params.id) ?? refuse('not_found')
  const { compare } = collatorOf(locale)
  emit('hand_over.previewed', { results: rows.length }, { subject: params.id })
  return {
    person: { id: params.id, display, sort },
    today: schoolDay(now, timeZone),
    classes: rows
      .map(({ id, endedOn, others }) => ({
        ...{ id, label: labels.get(id) ?? '', endedOn, passes: passesOf(waiting, id) },
        others: others.map((other) => names.get(other)?.display ?? ''),
      }))
      .sort((a, b) => compare(a.label, b.label)),
    staff: await staffFor(context, params.id, locale),
    earlier: await describe(context, await queries.handOvers(tx, schoolId, { from: params.id })),
  }
})

type Wanted = { fromOn: string; untilOn: string | null; role: string }

const mustBeDays = ({ fromOn, untilOn, role }: Wanted, today: string) => {
  const isWrong = fromOn < today || (untilOn !== null && untilOn < fromOn) || (role === 'substitute') !== (untilOn !== null)
  if (isWrong) refuse('hand_over.dates')
}

type Passed = Pick<Wanted, 'fromOn' | 'untilOn'> & {
  id: string
  classId: string
  fromId: string
  toId: string
  as: 'teacher' | 'substitute'
}

/** One class from one to the other; both are told of it in the log. */
const passClass = async ({ tx, actor, emit }: Pick<Hands, 'tx' | 'actor' | 'emit'>, passed: Passed) => {
  const { id, classId, fromId, toId, as, fromOn, untilOn } = passed
  const [schoolId, by] = [actor.schoolId!, actor.personId]
  const places = await queries.placesIn(tx, schoolId, fromId, classId, fromOn)
  if (places.some(({ isEarlier }) => !isEarlier)) refuse('hand_over.too_early')
  for (const place of places) await queries.endPlace(tx, schoolId, place.id, fromOn)
  const begunId = await queries.beginPlace(tx, schoolId, { classId, personId: toId, role: as, fromOn, untilOn, by })
  const was = { endedId: places[0]?.id, wasOn: places[0]?.untilOn }
  await queries.insertItem(tx, schoolId, id, { kind: 'class', targetId: classId, ...was, begunId })
  if (places.length) emit('class.teacher_changed', { classId, change: 'ended' }, { subject: fromId })
  emit('class.teacher_changed', { classId, change: 'begun' }, { subject: toId })
}

export const make = preparedAction(makeHandOver, fromOutside, async (context) => {
  const { tx, actor, params, body, now, emit, ready } = context
  const [schoolId, by, fromId] = [actor.schoolId!, actor.personId, params.id]
  const { to: toId, role, why, fromOn, untilOn } = body
  if (toId === fromId) refuse('hand_over.to_oneself')
  mustBeDays(body, schoolDay(now, (await schoolOf(tx)).timeZone))
  const as = (await queries.mayTeachAs(tx, schoolId, toId, role, fromOn, untilOn)) ?? refuse('hand_over.no_teacher')
  const wanted = new Set(body.classes)
  const classes = (await queries.classesOf(tx, schoolId, fromId)).filter(({ id }) => wanted.has(id))
  if (classes.length < wanted.size) refuse('hand_over.nothing')
  const id = uuidv7()
  await queries.insertHandOver(tx, { schoolId, id, fromId, toId, why, role, fromOn, untilOn, madeBy: by })
  for (const { id: classId } of classes) await passClass(context, { id, classId, fromId, toId, as, fromOn, untilOn })
  for (const moved of await moveOpen(tx, schoolId, ready, fromId, toId)) await queries.insertItem(tx, schoolId, id, moved)
  for (const { conversationId, pupilId } of await queries.passedOn(tx, id))
    emit('conversation.passed_on', { conversationId, handOverId: id }, { subject: pupilId })
  emit('hand_over.made', { handOverId: id, fromId, toId, classes: classes.length }, { subject: toId })
  return { id, classes: classes.length }
})

export const undo = preparedAction(undoHandOver, fromOutside, async (context) => {
  const { tx, actor, params, now, emit, ready } = context
  const schoolId = actor.schoolId!
  const made = (await queries.heldHandOver(tx, schoolId, params.id)) ?? refuse('not_found')
  const until = undoUntil(made)
  if (!until || until < now || !(await queries.setUndone(tx, schoolId, made.id, actor.personId, now)))
    refuse('hand_over.not_undoable')
  const items = await queries.itemsOf(tx, schoolId, made.id)
  for (const { kind, targetId, endedId, wasOn, begunId, isKept } of items) {
    if (kind !== 'class') await moveBack(tx, schoolId, ready, { kind, targetId }, made.fromId, made.toId)
    if (kind !== 'class' || isKept) continue
    if (begunId) {
      await queries.takeBackPlace(tx, schoolId, begunId)
      emit('class.teacher_changed', { classId: targetId, change: 'ended' }, { subject: made.toId })
    }
    if (endedId) {
      await queries.reopenPlace(tx, schoolId, endedId, wasOn)
      emit('class.teacher_changed', { classId: targetId, change: 'begun' }, { subject: made.fromId })
    }
  }
  const classes = items.filter(({ kind }) => kind === 'class').length
  emit('hand_over.undone', { handOverId: made.id, fromId: made.fromId, toId: made.toId, classes }, { subject: made.toId })
  return { id: made.id, kept: items.filter(({ isKept }) => isKept).length }
})

export const list = preparedAction(listHandOvers, fromOutside, async (context) => {
  const { tx, vault, actor, emit } = context
  const schoolId = actor.schoolId!
  const [rows, untaught, { locale }] = await Promise.all([
    queries.handOvers(tx, schoolId),
    queries.untaught(tx, schoolId),
    schoolOf(tx),
  ])
  const labels = await labelsOf(context, untaught)
  const names = await namesOf(
    tx,
    vault,
    schoolId,
    untaught.map(({ lastId }) => lastId),
  )
  const { compare } = collatorOf(locale)
  emit('hand_over.previewed', { results: rows.length })
  return {
    handOvers: await describe(context, rows),
    untaught: untaught
      .map(({ id, lastId }) => {
        const last = names.get(lastId ?? '')
        return {
          id,
          label: labels.get(id) ?? '',
          last: last && lastId ? { id: lastId, display: last.display, sort: last.sort } : null,
        }
      })
      .sort((a, b) => compare(a.label, b.label)),
  }
})
