import { listSupplierNotices, type noticeStates, objectToSupplier, withdrawSupplierObjection } from '#contract/suppliers.ts'
import { action } from '#kernel/action.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { staffNamed } from '#modules/people/index.ts'
import { snapshot } from '#vault/owners.ts'
import type { Vault } from '#vault/vault.ts'
import * as queries from './objections.queries.ts'
import { type NoticeInOrder, noticesInOrder, type Objection } from './objections.queries.ts'
import { whoSigns } from './records.queries.ts'
import { objectionTable } from './sealed.ts'

const stateOf = ({ next, isAhead }: NoticeInOrder): (typeof noticeStates)[number] => {
  if (next) return next === 'gone' ? 'dropped' : 'replaced'
  return isAhead ? 'coming' : 'holds'
}

const companyOf = ({ way, entity, address, country }: Pick<NoticeInOrder, 'way' | 'entity' | 'address' | 'country'>) =>
  entity && address && country ? { way, entity, address, country } : null

/** A notice as people read it. */
export const noticeOf = (one: NoticeInOrder) => {
  const { id, host, change, announcedAt, fromOn } = one
  const before = companyOf({ way: one.wasWay, entity: one.wasEntity, address: one.wasAddress, country: one.wasCountry })
  return {
    ...{ id, host, change: change === 'new' ? ('new' as const) : ('other' as const), state: stateOf(one) },
    ...{ announcedAt: announcedAt.toISOString(), fromOn, company: companyOf(one) },
    before: change === 'other' ? before : null,
  } as const
}
type Hands = { tx: Tx; vault: Vault; schoolId: string }
/** Everything that a school objected to, with its reasons, the newest last. */
export const objectionsIn = async ({ tx, vault, schoolId }: Hands): Promise<(Objection & { words: string | null })[]> => {
  const objections = await queries.objectionsOf(tx, schoolId)
  const opened = await vault.openSurviving(tx, schoolId, objectionTable, objections)
  return objections.map((one, nth) => ({ ...one, words: opened[nth]?.words ?? null }))
}

export const list = action(listSupplierNotices, async ({ tx, actor, vault }) => {
  const schoolId = actor.schoolId!
  const [notices, objections, { isHead }] = await Promise.all([
    noticesInOrder(tx),
    objectionsIn({ tx, vault, schoolId }),
    whoSigns(tx),
  ])
  const newest = new Map(objections.map((one) => [one.noticeId, one]))
  const ids = objections.map(({ madeBy }) => madeBy)
  const named = await staffNamed({ tx, vault, schoolId }, ids)
  const shown = notices.flatMap((row) => {
    const [notice, made] = [noticeOf(row), newest.get(row.id)]
    if (row.change === 'gone' || (notice.state !== 'coming' && !made)) return []
    const stands = made !== undefined && made.withdrawnAt === null
    const objection = made
      ? {
          ...{ madeAt: made.madeAt.toISOString(), withdrawnAt: made.withdrawnAt?.toISOString() ?? null },
          ...{ by: named.display(made.madeBy), words: made.words },
        }
      : null
    const can = { object: isHead && notice.state === 'coming' && !stands, withdraw: isHead && stands }
    return [{ ...notice, objection, can }]
  })
  return { notices: shown }
})

export const object = action(objectToSupplier, async ({ tx, actor, vault, params, body: { words }, now, emit }) => {
  const [schoolId, madeBy, id] = [actor.schoolId!, actor.personId ?? nobody, uuidv7(now.getTime())]
  const notice = (await noticesInOrder(tx)).find((one) => one.id === params.id) ?? refuse('not_found')
  if (notice.change === 'gone' || stateOf(notice) !== 'coming') refuse('supplier.over')
  const [sealed] = await vault.seal(tx, schoolId, objectionTable.table, [{ id, owners: snapshot(id), content: { words } }])
  await queries.insertObjection(tx, { schoolId, id, noticeId: notice.id, madeBy, madeAt: now, sealed: sealed! })
  emit('supplier.objected', { noticeId: notice.id, objectionId: id })
  return { id }
})

export const withdraw = action(withdrawSupplierObjection, async ({ tx, actor, params, now, emit }) => {
  const schoolId = actor.schoolId!
  const withdrawal = { schoolId, noticeId: params.id, at: now, by: actor.personId ?? nobody }
  const { id } = (await queries.withdrawObjection(tx, withdrawal)) ?? refuse('supplier.settled')
  emit('supplier.objection_withdrawn', { noticeId: params.id, objectionId: id })
  return { id }
})
