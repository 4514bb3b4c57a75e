import * as z from 'zod/mini'
import { slipReasons } from './activation.ts'
import { id } from './endpoint.ts'
import { fileRefusals } from './files.ts'
import { accountStates, endings, grantReasons, stateReasons } from './grants.ts'
import type { FactClass } from './ledger.ts'
import { takenLists } from './list-exports.ts'
import { presets } from './notifications.ts'
import { mustChangeReasons } from './passwords.ts'
import { reactions } from './posts.ts'
import { checkWays, relationsToChild, roles } from './roles.ts'
import { supportReasons } from './support-access.ts'

/** One kind of fact. The code stands in the ledger's leaf: it is never changed, and never given to another event. */
export type EventRow = { code: number; class: FactClass; payload: z.ZodMiniObject }

const none = z.object({})
const refused = z.enum(['unknown', 'wrong', 'expired', 'locked', 'revoked', 'used', 'not_allowed', 'too_many'])
const source = z.enum(['setup', 'hand', 'key', 'roster', 'demo'])
/** What can be wrong with the ledger itself. */
export const alarms = ['merge_delay', 'fork', 'rollback', 'witness_silent', 'standby_silent', 'clock'] as const
export type LedgerAlarm = (typeof alarms)[number]

const way = z.enum(['password', 'totp', 'passkey', 'recovery_code', 'switched', 'words', 'pictures'])
const classDevice = z.object({ classId: id, deviceId: id })
const pushDevice = z.object({ deviceId: id })
const factor = z.object({ methodId: id, kind: z.enum(['passkey', 'totp']) })
const post = z.object({ postId: id })
const joinRequest = z.object({ joinRequestId: id, classId: id })
const edgeChange = z.object({ changeId: id, guardianshipId: id, guardianId: id })
const yearPlan = z.object({ planId: id })
const handOver = z.object({ handOverId: id, fromId: id, toId: id, classes: z.int() })
const delegation = z.object({ delegationId: id, guardianshipId: id })

/**
 * Everything that can happen, as data. Payloads hold ids, enumerations, numbers and days only: never a name, never free text.
 * Codes by hundreds: 1 installation, accounts, sessions · 2 people · 3 classes · 4 rosters · 5 vault and walls · 6 reads · 7 rights · 8 the ledger itself ·
 * 9 files · 10 posts.
 */
export const events = {
  'school.created': { code: 101, class: 'operation', payload: z.object({ schoolId: id }) },
  'account.created': { code: 102, class: 'change', payload: z.object({ accountId: id }) },
  'school.setting_changed': {
    code: 191,
    class: 'security',
    payload: z.object({ readersShownAs: z.enum(['role', 'initials', 'name']) }),
  },
  'session.started': { code: 103, class: 'login', payload: z.object({ accountId: id, way: z.optional(way) }) },
  'session.ended': {
    code: 104,
    class: 'login',
    payload: z.object({ why: z.enum(['signed_out', 'expired', 'revoked', 'replaced', 'credentials_changed']) }),
  },
  'session.refused': { code: 105, class: 'login', payload: z.object({ why: refused }) },

  'session.challenged': { code: 107, class: 'login', payload: none },
  'session.confirmed': { code: 108, class: 'login', payload: z.object({ way }) },
  'password.changed': {
    code: 110,
    class: 'security',
    payload: z.object({ why: z.enum(['chosen', 'mail', 'recovery_code', 'helped']) }),
  },
  'password.reset_asked': { code: 111, class: 'security', payload: z.object({ way: z.enum(['mail', 'helped']) }) },
  'password.change_demanded': { code: 112, class: 'security', payload: z.object({ why: z.enum(mustChangeReasons) }) },
  'password.rehashed': { code: 113, class: 'operation', payload: z.object({ from: z.enum(['bcrypt']) }) },
  'password.rules_changed': { code: 114, class: 'security', payload: z.object({ rotateAllDays: z.nullable(z.int()) }) },
  'factor.begun': { code: 120, class: 'security', payload: factor },
  'factor.added': { code: 121, class: 'security', payload: factor },
  'factor.renamed': { code: 122, class: 'security', payload: factor },
  'factor.removed': { code: 123, class: 'security', payload: factor },
  'factor.recovery_codes_made': { code: 124, class: 'security', payload: z.object({ count: z.int() }) },
  'factor.recovery_code_used': { code: 125, class: 'security', payload: z.object({ left: z.int() }) },

  'notification.preset_chosen': { code: 130, class: 'operation', payload: z.object({ preset: z.enum(presets) }) },
  'push.device_added': { code: 131, class: 'security', payload: pushDevice },
  'push.device_confirmed': { code: 132, class: 'security', payload: pushDevice },
  'push.device_ended': {
    code: 133,
    class: 'security',
    payload: z.extend(pushDevice, { why: z.enum(['ended', 'gone', 'session']) }),
  },

  'activation.printed': {
    code: 161,
    class: 'security',
    payload: z.object({ codeId: id, batchId: id, why: z.enum(slipReasons) }),
  },
  'activation.reprinted': {
    code: 162,
    class: 'security',
    payload: z.object({ codeId: id, batchId: id, why: z.enum(slipReasons) }),
  },
  'activation.voided': { code: 163, class: 'security', payload: z.object({ codeId: id, why: z.enum(['lost', 'gone']) }) },
  'activation.used': { code: 164, class: 'login', payload: z.object({ codeId: id }) },
  'activation.refused': { code: 165, class: 'login', payload: z.object({ why: refused }) },
  'activation.reset_started': { code: 166, class: 'security', payload: none },
  'slip.batch_printed': {
    code: 167,
    class: 'security',
    payload: z.object({ batchId: id, slips: z.int(), classId: z.optional(id) }),
  },
  'class.door_renewed': { code: 169, class: 'security', payload: z.object({ classId: id, doorId: id }) },
  'words.printed': {
    code: 170,
    class: 'security',
    payload: z.object({ wordsId: id, batchId: id, why: z.enum(slipReasons) }),
  },
  'words.voided': { code: 171, class: 'security', payload: z.object({ wordsId: id, why: z.enum(['lost', 'new_one']) }) },
  'class.device_enrolled': { code: 172, class: 'security', payload: classDevice },
  'class.device_ended': { code: 173, class: 'security', payload: classDevice },
  'class.device_opened': { code: 174, class: 'operation', payload: classDevice },
  'pictures.chosen': { code: 175, class: 'security', payload: z.object({ deviceId: id }) },
  'pictures.ended': { code: 176, class: 'security', payload: z.object({ why: z.enum(['too_many', 'revoked', 'replaced']) }) },
  'slip.settings_changed': { code: 168, class: 'operation', payload: z.object({ days: z.int(), teachersPrint: z.boolean() }) },

  'person.created': { code: 201, class: 'change', payload: z.object({ source }) },
  'role.granted': {
    code: 202,
    class: 'security',
    payload: z.object({ role: z.enum(roles), why: z.optional(z.enum(grantReasons)), grantId: z.optional(id) }),
  },
  'guardianship.created': {
    code: 203,
    class: 'change',
    payload: z.object({
      guardianshipId: id,
      guardianId: id,
      relation: z.enum(relationsToChild),
      verified: z.optional(z.enum(checkWays)),
    }),
  },
  'person.leaving': { code: 204, class: 'change', payload: z.object({ lastDay: z.optional(z.iso.date()), source }) },
  'guardianship.change_asked': { code: 220, class: 'change', payload: edgeChange },
  'guardianship.change_decided': {
    code: 221,
    class: 'change',
    payload: z.extend(edgeChange, { verdict: z.enum(['countersigned', 'declined', 'withdrawn']) }),
  },
  'guardianship.delegation_made': { code: 222, class: 'change', payload: delegation },
  'guardianship.delegation_begun': { code: 223, class: 'change', payload: z.extend(delegation, { holderId: id }) },
  'guardianship.delegation_ended': { code: 224, class: 'change', payload: delegation },
  'guardianship.delegation_objected': { code: 225, class: 'change', payload: delegation },
  'guardianship.delegation_settled': {
    code: 226,
    class: 'change',
    payload: z.extend(delegation, { verdict: z.enum(['stands', 'ends']) }),
  },
  'guardianship.ended': {
    code: 227,
    class: 'change',
    payload: z.object({ guardianshipId: id, guardianId: id, why: z.enum(['majority', 'delegation', 'pupil']) }),
  },
  'guardianship.granted': { code: 228, class: 'change', payload: z.object({ guardianshipId: id, guardianId: id }) },
  'person.protection_begun': {
    code: 229,
    class: 'security',
    payload: z.object({ kind: z.enum(['marked', 'registered', 'court']), renamed: z.optional(z.boolean()) }),
  },
  'person.protection_ended': { code: 230, class: 'security', payload: none },
  'person.merged': { code: 231, class: 'change', payload: z.object({ mergeId: id, keptId: id, mergedId: id, rows: z.int() }) },
  'person.unmerged': { code: 232, class: 'change', payload: z.object({ mergeId: id, keptId: id, mergedId: id, rows: z.int() }) },
  'person.same_found': { code: 233, class: 'operation', payload: z.object({ pairs: z.int() }) },
  'person.same_decided': {
    code: 234,
    class: 'change',
    payload: z.object({ pairId: id, verdict: z.enum(['merged', 'different']) }),
  },
  'person.merge_previewed': { code: 235, class: 'access', payload: z.object({ otherId: id }) },
  'person.same_read': { code: 236, class: 'access', payload: z.object({ results: z.int() }) },
  'family.adults_changed': {
    code: 237,
    class: 'change',
    payload: z.object({ adultId: id, list: z.enum(['contacts', 'fetching']), change: z.enum(['named', 'changed', 'ended']) }),
  },

  'role.grant_asked': {
    code: 250,
    class: 'security',
    payload: z.object({ role: z.enum(roles), why: z.enum(grantReasons), grantId: id }),
  },
  'role.grant_decided': {
    code: 251,
    class: 'security',
    payload: z.object({ role: z.enum(roles), grantId: id, verdict: z.enum(['granted', 'declined', 'withdrawn']) }),
  },
  'role.ended': { code: 252, class: 'security', payload: z.object({ role: z.enum(roles), why: z.enum(endings) }) },
  'person.state_changed': {
    code: 253,
    class: 'security',
    payload: z.object({ state: z.enum(accountStates), why: z.enum(stateReasons) }),
  },
  'person.orphans_settled': { code: 255, class: 'operation', payload: z.object({ settled: z.int() }) },
  'role.review_opened': { code: 256, class: 'security', payload: z.object({ reviewId: id, grants: z.int() }) },
  'role.review_decided': {
    code: 257,
    class: 'security',
    payload: z.object({ reviewId: id, itemId: id, decision: z.enum(['keep', 'remove', 'silence', 'last']) }),
  },
  'role.review_closed': {
    code: 258,
    class: 'security',
    payload: z.object({ reviewId: id, kept: z.int(), removed: z.int(), silent: z.int() }),
  },
  'role.review_alarm': {
    code: 259,
    class: 'security',
    payload: z.object({ reviewId: id, what: z.enum(['last_administrator']) }),
  },
  'role.review_read': { code: 260, class: 'access', payload: z.object({ results: z.int() }) },
  'role.review_reminded': { code: 261, class: 'operation', payload: z.object({ reviewId: id, mails: z.int() }) },
  'support.access_asked': {
    code: 262,
    class: 'security',
    payload: z.object({ accessId: id, reason: z.enum(supportReasons), withNames: z.boolean() }),
  },
  'support.access_decided': {
    code: 263,
    class: 'security',
    payload: z.object({ accessId: id, verdict: z.enum(['consented', 'declined']) }),
  },
  'support.access_ended': { code: 264, class: 'security', payload: z.object({ accessId: id, why: z.enum(['ended', 'time']) }) },

  'class.created': { code: 301, class: 'operation', payload: z.object({ classId: id }) },
  'class.key_issued': { code: 302, class: 'security', payload: z.object({ classId: id, keyId: id }) },
  'class.key_revoked': { code: 303, class: 'security', payload: z.object({ classId: id, keyId: id }) },
  'class.key_refused': { code: 304, class: 'security', payload: z.object({ why: refused }) },
  'class.key_shown': { code: 305, class: 'operation', payload: z.object({ classId: id, keyId: id }) },
  'class.join_request.made': { code: 311, class: 'operation', payload: joinRequest },
  'class.join_request.confirmed': { code: 312, class: 'operation', payload: joinRequest },
  'class.join_request.accepted': { code: 313, class: 'change', payload: z.extend(joinRequest, { pupilId: id }) },
  'class.join_request.linked': { code: 318, class: 'change', payload: z.extend(joinRequest, { pupilId: id, guardianId: id }) },
  'class.join_request.declined': { code: 314, class: 'operation', payload: joinRequest },
  'class.join_request.withdrawn': { code: 315, class: 'operation', payload: joinRequest },
  'class.join_request.undone': { code: 316, class: 'change', payload: joinRequest },
  'class.join_request.expired': { code: 317, class: 'operation', payload: joinRequest },

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

  'hand_over.made': { code: 270, class: 'change', payload: handOver },
  'hand_over.undone': { code: 271, class: 'change', payload: handOver },
  'hand_over.seen': { code: 272, class: 'access', payload: z.object({ results: z.int() }) },
  'hand_over.previewed': { code: 273, class: 'access', payload: z.object({ results: z.int() }) },
  'class.teacher_changed': {
    code: 274,
    class: 'change',
    payload: z.object({ classId: id, change: z.enum(['begun', 'ended']) }),
  },

  'roster.import_staged': { code: 401, class: 'operation', payload: z.object({ importId: id }) },
  'roster.import_applied': {
    code: 402,
    class: 'operation',
    payload: z.object({ importId: id, people: z.int(), classes: z.int() }),
  },
  'roster.person_changed': {
    code: 403,
    class: 'change',
    payload: z.object({ importId: id, change: z.enum(['made', 'updated', 'left', 'returned']) }),
  },
  'roster.class_changed': {
    code: 404,
    class: 'operation',
    payload: z.object({ importId: id, classId: id, change: z.enum(['made', 'updated', 'ended']) }),
  },
  'roster.import_refused': { code: 408, class: 'operation', payload: z.object({ importId: id, problems: z.int() }) },
  'roster.import_confirmed': { code: 405, class: 'operation', payload: z.object({ importId: id }) },
  'roster.exported': { code: 407, class: 'access', payload: z.object({ sourceId: id, people: z.int() }) },
  'roster.import_read': { code: 406, class: 'access', payload: z.object({ importId: id }) },

  'vault.burned': {
    code: 501,
    class: 'security',
    payload: z.object({ week: z.string().check(z.regex(/^\d{4}-W\d{2}$/)), keys: z.int() }),
  },
  'vault.refused': {
    code: 502,
    class: 'security',
    payload: z.object({ why: z.enum(['tampered', 'moved', 'missing', 'erased']) }),
  },
  'vault.ring_destroyed': {
    code: 506,
    class: 'security',
    payload: z.object({ week: z.string().check(z.regex(/^\d{4}-W\d{2}$/)) }),
  },
  'vault.restored': { code: 505, class: 'security', payload: z.object({ keys: z.int(), erasures: z.int() }) },
  'access.curiosity_flagged': { code: 510, class: 'security', payload: z.object({ caseId: id, readId: id }) },
  'access.case_closed': {
    code: 511,
    class: 'security',
    payload: z.object({ caseId: id, outcome: z.enum(['had_reason', 'relation_missing', 'mistake', 'breach']) }),
  },
  'access.refused': {
    code: 503,
    class: 'security',
    payload: z.object({ action: z.string().check(z.regex(/^[a-z_.]{1,100}$/)) }),
  },

  'person.read': {
    code: 601,
    class: 'access',
    payload: z.object({ kinds: z.array(z.enum(['identity', 'contact', 'health', 'absence', 'family', 'file'])) }),
  },
  'class.requests_read': { code: 605, class: 'access', payload: z.object({ results: z.int() }) },
  'class.list_read': { code: 602, class: 'access', payload: z.object({ classId: id }) },
  'directory.searched': { code: 603, class: 'access', payload: z.object({ results: z.int() }) },
  'ledger.read': { code: 604, class: 'access', payload: none },

  'read.disclosed': { code: 607, class: 'access', payload: z.object({ readId: id, readOn: z.iso.date() }) },
  'read.questioned': { code: 608, class: 'operation', payload: z.object({ questionId: id }) },
  'read.answered': { code: 609, class: 'operation', payload: z.object({ questionId: id }) },
  'read.withholding_begun': { code: 610, class: 'operation', payload: z.object({ withholdingId: id }) },
  'read.withholding_countersigned': { code: 611, class: 'operation', payload: z.object({ withholdingId: id }) },
  'read.withholding_ended': {
    code: 612,
    class: 'operation',
    payload: z.object({ withholdingId: id, why: z.enum(['date', 'review', 'not_countersigned']), disclosed: z.int() }),
  },

  'list.exported': { code: 613, class: 'access', payload: z.object({ list: z.enum(takenLists), rows: z.int() }) },

  'file.read': { code: 606, class: 'access', payload: z.object({ fileId: id }) },

  'export.made': { code: 701, class: 'access', payload: z.object({ exportId: id }) },
  'erasure.previewed': { code: 703, class: 'access', payload: none },
  'retention.swept': { code: 704, class: 'operation', payload: z.object({ deleted: z.int(), held: z.int() }) },
  'erasure.executed': { code: 702, class: 'change', payload: z.object({ erasureId: id }) },

  'ledger.roster_made': {
    code: 801,
    class: 'operation',
    payload: z.object({ day: z.iso.date(), root: z.string().check(z.regex(/^[0-9a-f]{64}$/)), size: z.int() }),
  },
  'ledger.epoch_opened': {
    code: 802,
    class: 'security',
    payload: z.object({ epoch: z.int(), size: z.int(), root: z.string().check(z.regex(/^[0-9a-f]{64}$/)) }),
  },
  'ledger.alarm_raised': {
    code: 803,
    class: 'security',
    payload: z.object({ what: z.enum(alarms) }),
  },
  'ledger.clock_watched': {
    code: 805,
    class: 'operation',
    payload: z.object({ offset: z.int(), jump: z.int() }),
  },
  'ledger.pruned': {
    code: 819,
    class: 'security',
    payload: z.object({ epoch: z.int(), size: z.int(), root: z.string().check(z.regex(/^[0-9a-f]{64}$/)) }),
  },
  'ledger.entries_unlinked': { code: 804, class: 'security', payload: z.object({ erasureId: id, entries: z.int() }) },

  'file.uploaded': { code: 901, class: 'operation', payload: z.object({ fileId: id, state: z.enum(['scanning', 'ready']) }) },
  'file.checked': { code: 902, class: 'operation', payload: z.object({ fileId: id }) },
  'file.refused': {
    code: 903,
    class: 'operation',
    payload: z.object({ fileId: z.optional(id), why: z.enum(['type', 'heic', 'too_large', 'position', ...fileRefusals]) }),
  },
  'file.deleted': {
    code: 904,
    class: 'operation',
    payload: z.object({ fileId: id, why: z.enum(['taken_back', 'unfinished', 'unattached', 'refused']) }),
  },

  'post.drafted': { code: 1001, class: 'operation', payload: post },
  'post.scheduled': { code: 1002, class: 'operation', payload: post },
  'post.published': { code: 1003, class: 'operation', payload: z.extend(post, { audienceId: id }) },
  'post.edited': { code: 1004, class: 'operation', payload: z.extend(post, { version: z.int() }) },
  'post.withdrawn': { code: 1005, class: 'operation', payload: post },
  'post.pinned': { code: 1006, class: 'operation', payload: post },
  'post.unpinned': { code: 1007, class: 'operation', payload: post },
  'post.held_back': { code: 1008, class: 'operation', payload: post },
  'post.answered': { code: 1011, class: 'operation', payload: z.extend(post, { commentId: id }) },
  'post.answer_withdrawn': { code: 1012, class: 'operation', payload: z.extend(post, { commentId: id }) },
  'post.reacted': { code: 1013, class: 'operation', payload: z.extend(post, { kind: z.nullable(z.enum(reactions)) }) },
} as const satisfies Record<string, EventRow>

export type EventName = keyof typeof events
export type EventPayload<N extends EventName> = z.infer<(typeof events)[N]['payload']>
