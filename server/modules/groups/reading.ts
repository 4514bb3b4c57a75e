import { listGroups, readGroup } from '#contract/groups.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { schoolOf } from '#kernel/school.ts'
import { collatorOf, openNames, staffNamed } from '#modules/people/index.ts'
import * as queries from './groups.queries.ts'
import { groupTable } from './sealed.ts'

export const list = action(listGroups, async ({ tx, actor, vault }) => {
  const schoolId = actor.schoolId!
  const [rows, school] = await Promise.all([queries.groups(tx, schoolId), schoolOf(tx)])
  const [labels, { someone }] = await Promise.all([
    vault.open(tx, schoolId, groupTable, rows),
    staffNamed(
      { tx, vault, schoolId },
      rows.map(({ ownerId }) => ownerId),
    ),
  ])
  const { compare } = collatorOf(school.locale)
  const groups = rows.map(({ id, ownerId, archivedAt, pupils, mayChange }, nth) => ({
    ...{ id, pupils, label: labels[nth]?.label ?? '', isArchived: archivedAt !== null, can: { change: mayChange } },
    owner: someone(ownerId),
  }))
  return { groups: groups.sort((a, b) => Number(a.isArchived) - Number(b.isArchived) || compare(a.label, b.label)) }
})

export const read = action(readGroup, async ({ tx, actor, vault, params, emit }) => {
  const schoolId = actor.schoolId!
  const [row, people, school, audience] = await Promise.all([
    queries.groupById(tx, schoolId, params.id),
    queries.named(tx, params.id),
    schoolOf(tx),
    queries.audienceOf(tx, schoolId, params.id),
  ])
  const group = row ?? refuse('not_found')
  const [[content], names] = await Promise.all([
    vault.open(tx, schoolId, groupTable, [group]),
    openNames(tx, vault, schoolId, people),
  ])
  const { compare } = collatorOf(school.locale)
  const named = people
    .map(({ id, stands }, nth) => ({ id, stands, display: names[nth]?.display ?? '', sort: names[nth]?.sort ?? '' }))
    .sort((a, b) => compare(a.sort, b.sort))
  const who = (as: 'staff' | 'pupil') => named.flatMap(({ stands, ...person }) => (stands === as ? [person] : []))
  const members = people.map(({ id }) => id)
  emit('group.list_read', { groupId: group.id }, audience && members.length > 0 ? { audience: audience.id, members } : {})
  const owner = named.find(({ id }) => id === group.ownerId)
  return {
    ...{ id: group.id, label: content?.label ?? '', version: group.version, isArchived: group.archivedAt !== null },
    owner: owner ? { id: owner.id, display: owner.display } : null,
    staff: who('staff').filter(({ id }) => id !== group.ownerId),
    pupils: who('pupil'),
    can: { change: group.mayChange, giveAway: group.runsSchool },
  }
})
