import { mostSlips, printClassSlips, printPersonSlip, printSlips, type SlipSheets, voidSlip } from '#contract/activation.ts'
import { action } from '#kernel/action.ts'
import type { Actor, Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody } from '#kernel/ids.ts'
import { schoolOf } from '#kernel/school.ts'
import { classTable } from '#modules/classes/index.ts'
import { collatorOf } from '#modules/people/index.ts'
import type { Vault } from '#vault/vault.ts'
import * as queries from './activation.queries.ts'
import { type Batch, type Hands, makeSlips, type Named, named } from './making.ts'
import { inOrder } from './ordering.ts'

type Doing = Hands & { actor: Actor; origin: string }

/** Those who have nothing yet; asked to print again, those too whose slip has not been used. Whoever has an account keeps it. */
const wanting = (readers: readonly queries.Reader[], again: boolean) =>
  readers.filter(({ locale, until }) => locale === null && (again || until === null))

/** A code for someone who runs the school is a way to become them: only an administrator makes one, or the operator. */
const mayMakeAll = async (tx: Tx) => queries.isAdministrator(tx)

const labelOf = async (tx: Tx, vault: Vault, schoolId: string, classId: string | null | undefined) => {
  const row = classId ? await queries.classById(tx, schoolId, classId) : undefined
  const [content] = row ? await vault.open(tx, schoolId, classTable, [row]) : []
  return content?.label ?? ''
}

type Wanted = Omit<Batch, 'schoolId' | 'by' | 'locale'>

const print = async (doing: Doing, wanted: Wanted, people: readonly Named[]): Promise<SlipSheets> => {
  const { tx, vault, actor, origin } = doing
  const schoolId = actor.schoolId ?? refuse('not_found')
  const { name, locale, timeZone } = await schoolOf(tx)
  const made = await makeSlips(doing, { schoolId, by: actor.personId ?? nobody, locale, ...wanted }, inOrder(people, locale))
  const label = await labelOf(tx, vault, schoolId, wanted.classId)
  return { batchId: made.batchId, school: { name, locale, timeZone }, origin, sections: [{ label, slips: made.slips }] }
}

export const printClass = action(printClassSlips, async (context) => {
  const { tx, vault, actor, params, body } = context
  const schoolId = actor.schoolId ?? refuse('not_found')
  const readers = await queries.readersOfClass(tx, params.id)
  const isOffice = await queries.isOffice(tx)
  const chosen = readers.filter(
    ({ reader, isPrivileged, isStaff }) => body.readers.some((one) => one === reader) && !isPrivileged && (isOffice || !isStaff),
  )
  const people = await named({ tx, vault }, schoolId, wanting(chosen, body.again))
  return print(context, { classId: params.id, whom: 'class', why: body.again ? 'lost' : 'first' }, people)
})

/** Class after class, by its name; whoever has children in two of them gets one slip. */
const printClasses = async (doing: Doing, classIds: readonly string[], again: boolean): Promise<SlipSheets> => {
  const { tx, vault, actor } = doing
  const schoolId = actor.schoolId ?? refuse('not_found')
  const { locale } = await schoolOf(tx)
  const labels = await Promise.all(classIds.map((id) => labelOf(tx, vault, schoolId, id)))
  const { compare } = collatorOf(locale)
  const ordered = classIds.map((id, nth) => ({ id, label: labels[nth] ?? '' })).sort((a, b) => compare(a.label, b.label))
  const printed = new Set<string>()
  const parts: SlipSheets[] = []
  for (const { id } of ordered) {
    const readers = await queries.readersOfClass(tx, id)
    const chosen = wanting(readers, again).filter(({ isPrivileged, id: one }) => !isPrivileged && !printed.has(one))
    if (chosen.length === 0) continue
    for (const reader of chosen) printed.add(reader.id)
    if (printed.size > mostSlips) refuse('slip.too_many')
    const people = await named({ tx, vault }, schoolId, chosen)
    parts.push(await print(doing, { classId: id, whom: 'class', why: again ? 'lost' : 'first' }, people))
  }
  const [first] = parts
  return first ? { ...first, sections: parts.flatMap(({ sections }) => sections) } : refuse('slip.nobody')
}

export const printMany = action(printSlips, async (context) => {
  const { tx, vault, actor, body } = context
  const schoolId = actor.schoolId ?? refuse('not_found')
  if (body.classes) return printClasses(context, body.classes, body.again)
  const readers = body.people ? await queries.readersById(tx, body.people) : await queries.readersOfStaff(tx)
  const mayAll = await mayMakeAll(tx)
  if (body.people && !mayAll && readers.some(({ isPrivileged }) => isPrivileged)) refuse('slip.privileged')
  const chosen = readers.filter(({ isPrivileged }) => mayAll || !isPrivileged)
  const people = await named({ tx, vault }, schoolId, wanting(chosen, body.again))
  return print(context, { whom: body.people ? 'people' : 'staff', why: body.again ? 'lost' : 'first' }, people)
})

const one = async (tx: Tx, id: string) => {
  const [reader] = await queries.readersById(tx, [id])
  if (!reader) return refuse('slip.nobody')
  if (reader.isPrivileged && !(await mayMakeAll(tx))) refuse('slip.privileged')
  if (reader.isStaff && !(await queries.isOffice(tx))) refuse('slip.privileged') // no teacher becomes a colleague
  return reader
}

export const printOne = action(printPersonSlip, async (context) => {
  const { tx, vault, actor, params, body } = context
  const reader = await one(tx, params.id)
  const people = await named({ tx, vault }, actor.schoolId ?? refuse('not_found'), [reader])
  const whom = actor.personId === nobody ? 'operator' : 'person'
  return print(context, { whom, why: body.why, ...(reader.classId ? { classId: reader.classId } : {}) }, people)
})

export const withdraw = action(voidSlip, async ({ tx, actor, params, now, emit }) => {
  const schoolId = actor.schoolId ?? refuse('not_found')
  await one(tx, params.id)
  const ended = await queries.voidCodes(tx, { schoolId, people: [params.id], at: now, why: 'lost' })
  if (ended.length === 0) refuse('slip.none_live')
  for (const { id } of ended) emit('activation.voided', { codeId: id, why: 'lost' }, { subject: params.id })
  return { id: params.id }
})
