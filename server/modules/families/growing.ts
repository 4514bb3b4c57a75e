import * as z from 'zod/mini'
import { grantAgain } from '#contract/families.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { job } from '#kernel/job.ts'
import { insertGuardianship } from '#modules/people/index.ts'
import * as queries from './growing.queries.ts'
import { closeLent } from './lending.queries.ts'
import { tidy } from './scopes.ts'

/** Somebody of age decides what a former guardian may still see; nothing ticked is nothing. */
export const grant = action(grantAgain, async ({ tx, actor, params, body, now, emit }) => {
  const schoolId = actor.schoolId!
  if (!(await queries.ages(tx)).isOfAge) refuse('guardianship.not_of_age')
  const edge = (await queries.edgeOfMine(tx, schoolId, params.id)) ?? refuse('not_found')
  const { pupilId, guardianId, relation } = edge
  const ended = await queries.endEdges(tx, schoolId, pupilId, guardianId, now)
  for (const { id } of ended) emit('guardianship.ended', { guardianshipId: id, guardianId, why: 'pupil' }, { subject: pupilId })
  const scopes = tidy(body.scopes)
  if (scopes.length === 0) {
    if (ended.length === 0)
      emit('guardianship.ended', { guardianshipId: edge.id, guardianId, why: 'pupil' }, { subject: pupilId })
    return { id: edge.id }
  }
  const id = await insertGuardianship(tx, {
    ...{ schoolId, pupilId, guardianId, relation, scopes, now },
    ...{ preset: 'information', source: 'pupil', joinRequestId: null, verifiedBy: null, verifiedWay: null, verifiedAt: null },
  })
  emit('guardianship.granted', { guardianshipId: id, guardianId }, { subject: pupilId })
  return { id }
})

/** Every night, and whenever something was ended: whoever came of age decides alone, and what was lent and is over is closed. */
export const tidyFamilies = job(
  'family.tidy',
  'enrolment',
  z.object({}),
  async ({ schoolId, unit }) => {
    await unit(async ({ tx, now, emit }) => {
      for (const { id, pupilId, guardianId } of await queries.endAtMajority(tx, schoolId, now))
        emit('guardianship.ended', { guardianshipId: id, guardianId, why: 'majority' }, { subject: pupilId })
      for (const { id, pupilId, guardianId } of await closeLent(tx, schoolId, now))
        emit('guardianship.ended', { guardianshipId: id, guardianId, why: 'delegation' }, { subject: pupilId })
    })
  },
  { isDaily: true },
)
