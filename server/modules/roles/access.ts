import { givenRoles, readPersonAccess } from '#contract/grants.ts'
import { action } from '#kernel/action.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { schoolOf } from '#kernel/school.ts'
import { classTable } from '#modules/classes/index.ts'
import { collatorOf, openNames } from '#modules/people/index.ts'
import type { Vault } from '#vault/vault.ts'
import * as queries from './access.queries.ts'
import { usualEnd } from './granting.ts'
import { grantRequestTable } from './sealed.ts'
import { nowOf } from './states.queries.ts'

/** The names of those who did something, by id; whoever is gone is nobody. */
export const namesOf = async (tx: Tx, vault: Vault, schoolId: string, ids: readonly (string | null)[]) => {
  const rows = await queries.records(
    tx,
    schoolId,
    ids.flatMap((id) => id ?? []),
  )
  const names = await openNames(tx, vault, schoolId, rows)
  return new Map(rows.map(({ id }, nth) => [id, names[nth]!]))
}

const classesOf = async (tx: Tx, vault: Vault, schoolId: string) => {
  const rows = await queries.classesNow(tx, schoolId)
  const [contents, { locale }] = await Promise.all([vault.open(tx, schoolId, classTable, rows), schoolOf(tx)])
  const { compare } = collatorOf(locale)
  return rows.map(({ id }, nth) => ({ id, label: contents[nth]!.label })).sort((a, b) => compare(a.label, b.label))
}

const iso = (at: Date | null) => at?.toISOString() ?? null

type Rows = {
  roles: Awaited<ReturnType<typeof queries.rolesOf>>
  grants: Awaited<ReturnType<typeof queries.grantsOf>>
  states: Awaited<ReturnType<typeof queries.statesOf>>
}
type Called = (id: string | null) => string | null

const shownRoles = ({ roles, grants }: Rows, notes: readonly ({ note?: string } | undefined)[], called: Called) =>
  roles.map(({ fromAt, untilAt, grantedBy, endedWhy, grantId, ...role }) => {
    const at = grants.findIndex(({ id }) => id === grantId)
    const grant = grants[at]
    const askedBy = grant && grant.askedBy !== grantedBy ? called(grant.askedBy) : null
    const said = { why: grant?.why ?? null, note: notes[at]?.note ?? null, ended: endedWhy }
    return { ...role, ...said, from: fromAt.toISOString(), until: iso(untilAt), by: called(grantedBy), askedBy }
  })

const shownStates = ({ states }: Rows, called: Called) =>
  states.map(({ state, reason, fromAt, untilAt, madeBy }) => ({
    ...{ state, reason, from: fromAt.toISOString(), until: iso(untilAt), by: called(madeBy) },
  }))

const rowsOf = async (tx: Tx, personId: string): Promise<Rows> => {
  const [roles, grants, states] = await Promise.all([
    queries.rolesOf(tx, personId),
    queries.grantsOf(tx, personId),
    queries.statesOf(tx, personId),
  ])
  return { roles, grants, states }
}
const namedIn = ({ roles, grants, states }: Rows) => [
  ...roles.map(({ grantedBy }) => grantedBy),
  ...grants.flatMap(({ askedBy, decidedBy }) => [askedBy, decidedBy]),
  ...states.map(({ madeBy }) => madeBy),
]

export const read = action(readPersonAccess, async (context) => {
  const { tx, actor, vault, params, emit } = context
  const [schoolId, me] = [actor.schoolId!, actor.personId]
  const [rows, powers, standing] = await Promise.all([
    rowsOf(tx, params.id),
    queries.powers(tx, givenRoles),
    nowOf(tx, params.id),
  ])
  const names = await namesOf(tx, vault, schoolId, [params.id, ...namedIn(rows)])
  const notes = await vault.open(tx, schoolId, grantRequestTable, rows.grants)
  const called: Called = (id) => names.get(id ?? '')?.display ?? null
  const isOneself = params.id === me
  const waiting = rows.grants.flatMap(({ id, role, why, untilAt, askedAt, askedBy, verdict }, nth) => {
    if (verdict !== null) return []
    const dates = { until: untilAt.toISOString(), askedAt: askedAt.toISOString() }
    const can = { isOwn: askedBy === me, canDecide: powers.decides && !isOneself }
    return [{ id, role, why, note: notes[nth]?.note ?? null, askedBy: called(askedBy), ...dates, ...can }]
  })
  const give = isOneself ? [] : powers.give
  emit('person.read', { kinds: ['identity'] }, { subject: params.id })
  return {
    person: { id: params.id, display: called(params.id) ?? refuse('not_found') },
    ...{ roles: shownRoles(rows, notes, called), waiting, states: shownStates(rows, called) },
    isLocked: standing?.isLocked ?? false,
    endsOn: await usualEnd(context),
    can: { give, changeState: give.length > 0 && (standing?.isYours ?? false) },
    classes: await classesOf(tx, vault, schoolId),
  }
})
