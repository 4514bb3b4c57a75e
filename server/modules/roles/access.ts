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

export const read = action(readPersonAccess, async (context) => {
  const { tx, actor, vault, params, emit } = context
  const schoolId = actor.schoolId!
  const [roles, grants, states, { give, decides }, standing, classes, endsOn] = await Promise.all([
    queries.rolesOf(tx, params.id),
    queries.grantsOf(tx, params.id),
    queries.statesOf(tx, params.id),
    queries.powers(tx, givenRoles),
    nowOf(tx, params.id),
    classesOf(tx, vault, schoolId),
    usualEnd(context),
  ])
  const people = [
    ...roles.map(({ grantedBy }) => grantedBy),
    ...grants.flatMap(({ askedBy, decidedBy }) => [askedBy, decidedBy]),
    ...states.map(({ madeBy }) => madeBy),
  ]
  const [names, notes] = await Promise.all([
    namesOf(tx, vault, schoolId, [params.id, ...people]),
    vault.open(tx, schoolId, grantRequestTable, grants),
  ])
  const called = (id: string | null) => (id ? (names.get(id)?.display ?? null) : null)
  const noteOf = new Map(grants.map(({ id }, nth) => [id, notes[nth]?.note ?? null]))
  const grantOf = new Map(grants.map((grant) => [grant.id, grant]))
  const isOneself = params.id === actor.personId
  emit('person.read', { kinds: ['identity'] }, { subject: params.id })
  return {
    person: { id: params.id, display: called(params.id) ?? refuse('not_found') },
    roles: roles.map(({ fromAt, untilAt, grantedBy, endedWhy, grantId, ...role }) => {
      const grant = grantOf.get(grantId ?? '')
      const askedBy = grant && grant.askedBy !== grantedBy ? called(grant.askedBy) : null
      const said = { why: grant?.why ?? null, note: noteOf.get(grantId ?? '') ?? null, ended: endedWhy }
      return { ...role, ...said, from: fromAt.toISOString(), until: iso(untilAt), by: called(grantedBy), askedBy }
    }),
    waiting: grants
      .filter(({ verdict }) => verdict === null)
      .map(({ id, role, why, untilAt, askedAt, askedBy }) => ({
        ...{ id, role, why, note: noteOf.get(id) ?? null, until: untilAt.toISOString(), askedAt: askedAt.toISOString() },
        ...{ askedBy: called(askedBy), isOwn: askedBy === actor.personId, canDecide: decides && !isOneself },
      })),
    states: states.map(({ state, reason, fromAt, untilAt, madeBy }) => ({
      ...{ state, reason, from: fromAt.toISOString(), until: iso(untilAt), by: called(madeBy) },
    })),
    isLocked: standing?.isLocked ?? false,
    endsOn,
    can: { give: isOneself ? [] : give, changeState: !isOneself && give.length > 0 && (standing?.isYours ?? false) },
    classes,
  }
})
