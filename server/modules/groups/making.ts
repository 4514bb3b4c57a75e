import { archiveGroup, changeGroup, makeGroup, reopenGroup } from '#contract/groups.ts'
import { action } from '#kernel/action.ts'
import { changing } from '#kernel/changes.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import type { Emit } from '#kernel/facts.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { schoolYearOn } from '#kernel/school.ts'
import { schoolLife } from '#modules/classes/index.ts'
import * as queries from './groups.queries.ts'
import { groupTable } from './sealed.ts'

type Hands = { tx: Tx; schoolId: string; emit: Emit }
type Role = 'teacher' | 'pupil'

/** Who is wanted begins, who is not ends, each with a fact; nobody is put in who may not be, and whoever is in already stays without being asked. */
const setPlaces = async ({ tx, schoolId, emit }: Hands, groupId: string, wanted: Record<Role, readonly string[]>) => {
  const now = await queries.places(tx, schoolId, groupId)
  for (const as of ['teacher', 'pupil'] as const) {
    const there = new Set(now.flatMap(({ personId, role }) => (role === as ? [personId] : [])))
    const asked = new Set(wanted[as])
    const [begun, ended] = [[...asked].filter((id) => !there.has(id)), [...there].filter((id) => !asked.has(id))]
    const may = await queries.groupable(tx, begun, as)
    if (begun.some((id) => !may.has(id))) refuse(as === 'pupil' ? 'group.not_your_pupil' : 'group.no_teacher')
    if (ended.length > 0) await queries.endPlaces(tx, schoolId, groupId, ended)
    if (begun.length > 0) await queries.beginPlaces(tx, schoolId, groupId, as, begun)
    for (const id of ended) emit('group.member_changed', { groupId, as, change: 'ended' }, { subject: id })
    for (const id of begun) emit('group.member_changed', { groupId, as, change: 'begun' }, { subject: id })
  }
}

/** Whose a group is to be: whoever asks, if they teach; the office names who teaches. */
const ownerFor = async (tx: Tx, asked: string | undefined, otherwise: string | null, mayName: boolean) => {
  const owner = asked ?? otherwise ?? refuse('group.no_teacher')
  if (owner === otherwise) return owner
  if (!mayName) refuse('group.not_yours_to_give')
  if (!(await queries.groupable(tx, [owner], 'teacher')).has(owner)) refuse('group.no_teacher')
  return owner
}

/** The owner teaches the group without a place. */
const wantedIn = ({ staff, pupils }: { staff: readonly string[]; pupils: readonly string[] }, ownerId: string) => ({
  teacher: staff.filter((id) => id !== ownerId),
  pupil: pupils,
})

export const make = action(makeGroup, async ({ tx, actor, vault, body, now, emit }) => {
  const [schoolId, id, personId] = [actor.schoolId!, uuidv7(), actor.personId ?? refuse('not_signed_in')]
  const [year, { teaches, runsSchool }] = await Promise.all([schoolYearOn(tx, schoolId, now), queries.makerOf(tx)])
  const ownerId = await ownerFor(tx, body.ownerId, teaches ? personId : null, runsSchool)
  const owners = await vault.epoch(tx, schoolId, schoolLife, year.fromOn)
  const [sealed] = await vault.seal(tx, schoolId, groupTable.table, [{ id, owners, content: { label: body.label } }])
  await queries.insertGroup(tx, { schoolId, id, schoolYearId: year.id, ownerId, sealed: sealed!, createdAt: now })
  emit('group.made', { groupId: id })
  emit('group.member_changed', { groupId: id, as: 'owner', change: 'begun' }, { subject: ownerId })
  await setPlaces({ tx, schoolId, emit }, id, wantedIn(body, ownerId))
  return { id, version: 1 }
})

export const change = action(changeGroup, async ({ tx, actor, vault, params, body, version, emit }) => {
  const schoolId = actor.schoolId!
  const group = (await queries.groupById(tx, schoolId, params.id)) ?? refuse('not_found')
  if (group.archivedAt) refuse('group.archived')
  if (version === undefined) refuse('invalid_input', { fields: [{ in: 'header', field: 'if-match', problem: 'missing' }] })
  if (version !== group.version) refuse('version_conflict', { version: group.version })
  const ownerId = await ownerFor(tx, body.ownerId, group.ownerId, group.runsSchool)
  const owners = await vault.epoch(tx, schoolId, schoolLife, group.fromOn)
  const [sealed] = await vault.seal(tx, schoolId, groupTable.table, [{ id: group.id, owners, content: { label: body.label } }])
  const to = { ownerId, sealed: sealed! }
  await changing(tx, groupTable, ['label'])
  const changed = (await queries.change(tx, schoolId, group.id, group.version, to)) ?? refuse('version_conflict')
  await setPlaces({ tx, schoolId, emit }, group.id, wantedIn(body, ownerId))
  if (ownerId !== group.ownerId) {
    if (group.ownerId)
      emit('group.member_changed', { groupId: group.id, as: 'owner', change: 'ended' }, { subject: group.ownerId })
    emit('group.member_changed', { groupId: group.id, as: 'owner', change: 'begun' }, { subject: ownerId })
  }
  emit('group.changed', { groupId: group.id, version: changed.version })
  return { id: group.id, version: changed.version }
})

export const archive = action(archiveGroup, async ({ tx, actor, params, now, emit }) => {
  if (!(await queries.putAway(tx, actor.schoolId!, params.id, now))) refuse('group.archived')
  emit('group.archived', { groupId: params.id })
  return { id: params.id }
})

export const reopen = action(reopenGroup, async ({ tx, actor, params, emit }) => {
  if (!(await queries.putAway(tx, actor.schoolId!, params.id, null))) refuse('group.not_archived')
  emit('group.reopened', { groupId: params.id })
  return { id: params.id }
})
