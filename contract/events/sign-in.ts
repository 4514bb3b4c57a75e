import * as z from 'zod/mini'
import { slipReasons } from '../activation.ts'
import { id } from '../endpoint.ts'
import { troubleWays } from '../mail-troubles.ts'
import { choosable, paces, presets } from '../notifications.ts'
import { mustChangeReasons } from '../passwords.ts'
import { type EventRow, none, refused } from './shape.ts'

const way = z.enum(['password', 'totp', 'passkey', 'recovery_code', 'switched', 'words', 'pictures'])
const classDevice = z.object({ classId: id, deviceId: id })
const pushDevice = z.object({ deviceId: id })
/** What could be chosen before there were digests by the hour: facts of that time still say so. */
const formerPresets = ['normal', 'everything'] as const
const pace = z.optional(z.enum(paces))
const factor = z.object({ methodId: id, kind: z.enum(['passkey', 'totp']) })

export const signInEvents = {
  'school.created': { code: 101, class: 'operation', payload: z.object({ schoolId: id }) },
  'account.created': { code: 102, class: 'change', payload: z.object({ accountId: id }) },
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
  'notification.preset_chosen': {
    code: 130,
    class: 'operation',
    payload: z.object({ preset: z.enum([...presets, ...formerPresets]) }),
  },
  'push.device_added': { code: 131, class: 'security', payload: pushDevice },
  'push.device_confirmed': { code: 132, class: 'security', payload: pushDevice },
  'push.device_ended': {
    code: 133,
    class: 'security',
    payload: z.extend(pushDevice, { why: z.enum(['ended', 'gone', 'session']) }),
  },
  'notification.customised': {
    code: 134,
    class: 'operation',
    payload: z.object({
      toDo: pace,
      messages: pace,
      classLife: pace,
      homework: pace,
      digestMinute: z.int(),
      digestWeekday: z.int(),
      hasOwnQuiet: z.boolean(),
      hasOwnZone: z.boolean(),
    }),
  },
  'notification.mails_stopped': {
    code: 135,
    class: 'operation',
    payload: z.object({ kinds: z.optional(z.array(z.enum(choosable))) }),
  },
  'notification.mails_resumed': {
    code: 136,
    class: 'operation',
    payload: z.object({ way: z.enum(['link', 'settings']) }),
  },
  'notification.urgent_told': {
    code: 137,
    class: 'operation',
    payload: z.object({ told: z.int(), throughQuiet: z.int() }),
  },
  'mail.address_failed': { code: 138, class: 'change', payload: z.object({ way: z.enum(troubleWays) }) },
  'mail.address_cleared': {
    code: 139,
    class: 'change',
    payload: z.object({ why: z.enum(['corrected', 'tried_again', 'delivered']) }),
  },
  'mail.troubles_read': { code: 140, class: 'access', payload: z.object({ results: z.int() }) },
  'mail.reply_answered': { code: 141, class: 'operation', payload: none },
  'mail.address_read': { code: 142, class: 'access', payload: none },
  'mail.address_proposed': { code: 143, class: 'change', payload: z.object({ by: z.enum(['self', 'office']) }) },
  'account.address_changed': { code: 144, class: 'change', payload: z.object({ by: z.enum(['self', 'office']) }) },
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
  'slip.settings_changed': { code: 168, class: 'operation', payload: z.object({ days: z.int(), teachersPrint: z.boolean() }) },
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
  'school.setting_changed': {
    code: 191,
    class: 'security',
    payload: z.object({ readersShownAs: z.enum(['role', 'initials', 'name']) }),
  },
  /** The days as digits, from 1 for Monday: 67 is the weekend. */
  'school.quiet_hours_changed': {
    code: 192,
    class: 'operation',
    payload: z.object({ fromMinute: z.int(), untilMinute: z.int(), days: z.int() }),
  },
  'school.dpo_address_changed': { code: 193, class: 'operation', payload: z.object({ isSet: z.boolean() }) },
} as const satisfies Record<string, EventRow>
