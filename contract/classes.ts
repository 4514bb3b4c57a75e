import * as z from 'zod/mini'
import { byId, endpoint, id, instant, line } from './endpoint.ts'
import { locales } from './locales.ts'
import { checkWays, relationsToChild } from './roles.ts'
import { password } from './sessions.ts'

const member = z.object({ id, display: z.string(), sort: z.string() })

/** The classes one has to do with: all of them for those who run the school, one's own or one's children's for the others. */
export const listClasses = endpoint({
  name: 'class.list',
  method: 'GET',
  path: '/classes',
  offline: true,
  purposes: ['class_life', 'administration'],
  output: z.object({
    classes: z.array(
      z.object({
        id,
        label: z.string(),
        year: z.string(),
        as: z.enum(['teacher', 'pupil', 'guardian', 'staff']),
        pupils: z.number(),
        teachers: z.array(z.string()),
        children: z.array(id),
      }),
    ),
  }),
})

/** One class: its teachers; for those who teach it or run the school also its pupils, and how many guardians are linked. */
export const readClass = endpoint({
  name: 'class.read',
  method: 'GET',
  path: '/classes/:id',
  purposes: ['class_life', 'teaching', 'administration'],
  reads: 'fact',
  params: byId,
  output: z.object({
    id,
    label: z.string(),
    year: z.string(),
    teachers: z.array(member),
    pupils: z.array(z.extend(member, { guardians: z.number() })),
    can: z.object({ showKey: z.boolean(), printSlips: z.boolean() }),
  }),
})

const classKey = z.object({ key: z.string(), issuedAt: instant, endsOn: z.iso.date(), joinUrl: z.string(), uses: z.number() })

/** The class key, to be shown or printed again. */
export const readClassKey = endpoint({
  name: 'class.key.read',
  method: 'GET',
  path: '/classes/:id/key',
  purposes: ['class_life'],
  params: byId,
  output: z.object({ classId: id, label: z.string(), school: z.string(), current: z.nullable(classKey) }),
})

/** Issues a key for a class; the one before opens nothing any more. */
export const issueClassKey = endpoint({
  name: 'class.key.issue',
  method: 'POST',
  path: '/classes/:id/key',
  purposes: ['class_life'],
  params: byId,
  output: classKey,
})

/** What a key may show to whoever holds it: the school's name and the class's label, nothing else. */
export const lookUpClassKey = endpoint({
  name: 'class.key.look_up',
  method: 'POST',
  path: '/class-keys/look-up',
  scope: 'installation',
  access: 'visitor',
  purposes: ['enrolment'],
  body: z.object({ key: line(40) }),
  output: z.object({ school: z.string(), slug: z.string(), classLabel: z.string() }),
  errors: ['class_key.unknown', 'too_many_tries'],
})

/** A family asks to be linked to a child of the class. Nothing exists for the school before the mail is confirmed. */
export const makeJoinRequest = endpoint({
  name: 'class.join_request.make',
  method: 'POST',
  path: '/join-requests',
  scope: 'installation',
  access: 'visitor',
  purposes: ['enrolment'],
  body: z.object({
    key: line(40),
    child: line(200),
    relation: z.enum(relationsToChild),
    name: line(200),
    email: z.email().check(z.maxLength(254)),
    locale: z.enum(locales),
  }),
  output: z.object({ sent: z.literal(true) }),
  errors: ['class_key.unknown', 'too_many_tries'],
})

/** The link in the mail, and a password chosen: the account is made (or, with an address that has one, its password proves it) and the request is sent on to the teacher. */
export const confirmJoinRequest = endpoint({
  name: 'class.join_request.confirm',
  method: 'POST',
  path: '/join-requests/confirmation',
  scope: 'installation',
  access: 'visitor',
  purposes: ['enrolment'],
  body: z.object({ token: line(100), password }),
  output: z.object({ slug: z.string(), accountId: id }),
  errors: ['join_request.token_unknown', 'password.too_weak', 'session.wrong_credentials', 'too_many_tries'],
})

const request = z.object({
  id,
  classId: id,
  classLabel: z.string(),
  child: z.string(),
  name: z.string(),
  email: z.string(),
  relation: z.enum(relationsToChild),
  madeAt: instant,
  expiresAt: instant,
  state: z.enum(['waiting', 'accepted', 'declined', 'withdrawn', 'expired']),
  decidedAt: z.nullable(instant),
  pupil: z.nullable(member),
  matches: z.array(z.extend(member, { guardians: z.array(z.string()) })),
  checkWay: z.enum(checkWays),
  version: z.number(),
  can: z.object({ accept: z.boolean(), undo: z.boolean() }),
})
export type JoinRequest = z.infer<typeof request>

/** The requests to one's classes, with the pupils that match and the guardians those already have. */
export const listJoinRequests = endpoint({
  name: 'class.join_request.list',
  method: 'GET',
  path: '/join-requests',
  purposes: ['enrolment'],
  reads: 'fact',
  query: z.object({ state: z.optional(z.enum(['waiting', 'decided'])) }),
  output: z.object({ requests: z.array(request) }),
})

/** Accepts a request for one pupil of the class: stores who, which pupil, how it was checked, and when. The family is linked, and told, when the ten seconds of undo are over. */
export const acceptJoinRequest = endpoint({
  name: 'class.join_request.accept',
  method: 'POST',
  path: '/join-requests/:id/acceptance',
  purposes: ['enrolment'],
  params: byId,
  body: z.object({ pupilId: id, checkWay: z.enum(checkWays) }),
  output: z.object({ id, classId: id, pupilId: id, undoUntil: instant }),
  errors: ['join_request.already_decided', 'join_request.pupil_not_in_class', 'join_request.already_linked'],
})

export const declineJoinRequest = endpoint({
  name: 'class.join_request.decline',
  method: 'POST',
  path: '/join-requests/:id/refusal',
  purposes: ['enrolment'],
  params: byId,
  output: z.object({ id, undoUntil: instant }),
  errors: ['join_request.already_decided'],
})

/** Takes a decision back within ten seconds: nobody has been told yet. */
export const undoJoinDecision = endpoint({
  name: 'class.join_request.undo',
  method: 'DELETE',
  path: '/join-requests/:id/decision',
  purposes: ['enrolment'],
  params: byId,
  output: z.object({ id }),
  errors: ['join_request.undo_too_late'],
})

/** What a family that asked sees before it belongs to a school: its own requests and where they stand. */
export const listMyJoinRequests = endpoint({
  name: 'class.join_request.mine',
  method: 'GET',
  path: '/join-requests/mine',
  scope: 'installation',
  access: 'account',
  purposes: ['self'],
  output: z.object({
    requests: z.array(
      z.object({
        id,
        school: z.string(),
        slug: z.string(),
        classLabel: z.string(),
        child: z.string(),
        state: request.shape.state,
        madeAt: instant,
        expiresAt: instant,
      }),
    ),
  }),
})

export const withdrawJoinRequest = endpoint({
  name: 'class.join_request.withdraw',
  method: 'POST',
  path: '/join-requests/:id/withdrawal',
  scope: 'installation',
  access: 'account',
  purposes: ['self'],
  while: ['leaving'],
  params: byId,
  output: z.object({ id }),
  errors: ['join_request.already_decided'],
})
