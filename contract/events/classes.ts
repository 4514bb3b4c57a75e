import * as z from 'zod/mini'
import { id } from '../endpoint.ts'
import { type EventRow, refused } from './shape.ts'

const joinRequest = z.object({ joinRequestId: id, classId: id })
const group = z.object({ groupId: id })
const yearPlan = z.object({ planId: id })

export const classEvents = {
  'class.created': { code: 301, class: 'operation', payload: z.object({ classId: id }) },
  'class.key_issued': { code: 302, class: 'security', payload: z.object({ classId: id, keyId: id }) },
  'class.key_revoked': { code: 303, class: 'security', payload: z.object({ classId: id, keyId: id }) },
  'class.key_refused': { code: 304, class: 'security', payload: z.object({ why: refused }) },
  'class.key_shown': { code: 305, class: 'operation', payload: z.object({ classId: id, keyId: id }) },
  'class.join_request.made': { code: 311, class: 'operation', payload: joinRequest },
  'class.join_request.confirmed': { code: 312, class: 'operation', payload: joinRequest },
  'class.join_request.accepted': { code: 313, class: 'change', payload: z.extend(joinRequest, { pupilId: id }) },
  'class.join_request.declined': { code: 314, class: 'operation', payload: joinRequest },
  'class.join_request.withdrawn': { code: 315, class: 'operation', payload: joinRequest },
  'class.join_request.undone': { code: 316, class: 'change', payload: joinRequest },
  'class.join_request.expired': { code: 317, class: 'operation', payload: joinRequest },
  'class.join_request.linked': { code: 318, class: 'change', payload: z.extend(joinRequest, { pupilId: id, guardianId: id }) },
  'year.plan_begun': { code: 330, class: 'operation', payload: yearPlan },
  'year.plan_saved': { code: 331, class: 'operation', payload: yearPlan },
  'year.plan_discarded': { code: 332, class: 'operation', payload: yearPlan },
  'year.previewed': { code: 333, class: 'access', payload: z.extend(yearPlan, { results: z.int() }) },
  'year.plan_confirmed': { code: 334, class: 'operation', payload: yearPlan },
  'year.made': { code: 335, class: 'operation', payload: z.object({ yearId: id }) },
  'year.person_moved': {
    code: 336,
    class: 'change',
    payload: z.extend(yearPlan, { classId: id, change: z.enum(['placed', 'ended', 'taken_back', 'reopened']) }),
  },
  'year.grade_moved': { code: 343, class: 'change', payload: z.extend(yearPlan, { change: z.enum(['moved', 'taken_back']) }) },
  'year.turned': {
    code: 337,
    class: 'operation',
    payload: z.extend(yearPlan, { placed: z.int(), leaving: z.int(), withoutClass: z.int() }),
  },
  'year.turn_back_asked': { code: 338, class: 'operation', payload: yearPlan },
  'year.turned_back': { code: 339, class: 'operation', payload: z.extend(yearPlan, { kept: z.int() }) },
  'year.taken_back': { code: 340, class: 'operation', payload: z.object({ yearId: id }) },
  'class.taken_back': { code: 341, class: 'operation', payload: z.object({ classId: id }) },
  'year.plan_tidied': { code: 342, class: 'operation', payload: z.object({ rows: z.int() }) },
  'group.made': { code: 344, class: 'operation', payload: group },
  'group.changed': { code: 345, class: 'operation', payload: z.extend(group, { version: z.int() }) },
  'group.archived': { code: 346, class: 'operation', payload: group },
  'group.reopened': { code: 347, class: 'operation', payload: group },
  'group.member_changed': {
    code: 348,
    class: 'change',
    payload: z.extend(group, { as: z.enum(['owner', 'teacher', 'pupil']), change: z.enum(['begun', 'ended']) }),
  },
  'group.list_read': { code: 349, class: 'access', payload: group },
} as const satisfies Record<string, EventRow>
