import * as z from 'zod/mini'
import { byId, endpoint, id, instant } from './endpoint.ts'
import { browsers, deviceKinds, systems } from './sessions.ts'

/** What kind of thing somebody is told. What is urgent comes at any hour; what happens to the own account is no choice. */
export const categories = ['urgent', 'to_do', 'messages', 'class_life', 'homework', 'account'] as const
export type Category = (typeof categories)[number]
/** Of which kinds one may choose how soon one is told. */
export const choosable = ['to_do', 'messages', 'class_life', 'homework'] as const
export type Choosable = (typeof choosable)[number]

/** How much one wants to be told: in one mail a day, as it happens, or in one mail a week. What is urgent always comes at once. */
export const presets = ['calm', 'as_it_happens', 'weekly'] as const
export type Preset = (typeof presets)[number]
/** How soon one is told of one kind of thing. */
export const paces = ['now', 'daily', 'weekly', 'never'] as const
export type Pace = (typeof paces)[number]

/** How many devices one person is told on. */
export const mostPushDevices = 10

const base64url = (most: number) => z.string().check(z.maxLength(most), z.regex(/^[\w-]+$/))

const device = z.object({
  id,
  device: z.nullable(z.enum(deviceKinds)),
  system: z.nullable(z.enum(systems)),
  browser: z.nullable(z.enum(browsers)),
  addedAt: instant,
  confirmedAt: z.nullable(instant),
  isThis: z.boolean(),
})

/** A time of the day by the clock on the wall, as HH:MM. */
export const timeOfDay = z.string().check(z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/))
const weekday = z.int().check(z.gte(1), z.lte(7))

/** Hours in which nobody is told anything but what is urgent: each night, and whole days of the week (1 is Monday). */
export const quietHours = z.object({ from: timeOfDay, until: timeOfDay, days: z.array(weekday).check(z.maxLength(7)) })
export type QuietHoursSaid = z.output<typeof quietHours>

const ownPaces = z.object(
  Object.fromEntries(choosable.map((one) => [one, z.nullable(z.enum(paces))])) as Record<
    Choosable,
    z.ZodMiniNullable<z.ZodMiniEnum<{ [P in Pace]: P }>>
  >,
)

const choice = z.object({
  /** What is chosen for one kind; null: as the preset says. */
  paces: ownPaces,
  digestAt: timeOfDay,
  digestWeekday: weekday,
  /** One's own quiet hours beside the school's: they can only add to them. */
  ownQuiet: z.nullable(quietHours),
  /** By whose clock; null: the school's. */
  timeZone: z.nullable(z.string().check(z.minLength(1), z.maxLength(64))),
})

/** How one is told, and where. `publicKey`: what a browser needs to be told something; none where the school tells no devices. */
export const readNotifications = endpoint({
  name: 'notification.read',
  method: 'GET',
  path: '/notifications',
  purposes: ['self'],
  output: z.object({
    preset: z.enum(presets),
    choice,
    schoolQuiet: quietHours,
    schoolTimeZone: z.string(),
    /** When the next digest would come; null: nothing waits for one. */
    nextDigest: z.nullable(instant),
    /** One has said by a mail's link that no more are wanted; or none of some kinds. */
    mailsStopped: z.boolean(),
    stoppedKinds: z.array(z.enum(choosable)),
    /** Where one's mail goes; null: the school has no address of one. */
    address: z.nullable(z.string()),
    /** Since when a mail to another address waits to be opened. */
    addressWaits: z.nullable(instant),
    /** Whether one says oneself where mail goes. A pupil does only where it comes back. */
    maySayAddress: z.boolean(),
    /** The own address does not take mail. */
    mailFails: z.boolean(),
    /** How often the school has told something urgent in this school year. */
    urgentThisYear: z.int(),
    /** Whether one decides the school's quiet hours. */
    maySetQuiet: z.boolean(),
    dpoAddress: z.nullable(z.string()),
    /** Something has been told already: the moment to offer it. */
    wasTold: z.boolean(),
    /** On a machine that others use nobody is told anything. */
    isShared: z.boolean(),
    publicKey: z.nullable(z.string()),
    devices: z.array(device),
  }),
})

/** Chooses how much one is told. What concerns the own account is told in any case. */
export const choosePreset = endpoint({
  name: 'notification.preset.choose',
  method: 'PUT',
  path: '/notifications/preset',
  purposes: ['self'],
  while: ['leaving'],
  body: z.object({ preset: z.enum(presets) }),
  output: z.object({ preset: z.enum(presets) }),
})

/** Chooses by kind, by hour and by clock. */
export const chooseNotifications = endpoint({
  name: 'notification.customise',
  method: 'PUT',
  path: '/notifications/choice',
  purposes: ['self'],
  while: ['leaving'],
  body: choice,
  output: choice,
  errors: ['notification.always_quiet', 'notification.unknown_zone'],
})

/** Wants mails again after all, of every kind. */
export const resumeMails = endpoint({
  name: 'notification.mails.resume',
  method: 'POST',
  path: '/notifications/mails',
  purposes: ['self'],
  while: ['leaving'],
  output: z.object({}),
})

const token = z.string().check(z.maxLength(100), z.regex(/^[\w-]+$/))
/** Of which kinds mails come: what is urgent and what happens to the own account is not among them, for it always does. */
const mailKinds = z.array(z.enum(choosable)).check(z.maxLength(choosable.length))
/** What stands in a mail is enough: no session, no password (RFC 8058). */
const byMail = {
  method: 'POST',
  scope: 'installation',
  access: 'visitor',
  purposes: ['self'],
  output: z.object({ school: z.string(), kinds: mailKinds }),
  errors: ['mail.unknown_link'],
} as const

/** Wants no more mails, or none of this kind, with what stands in one of them. What is urgent and what happens to the own account is still told. */
export const stopMails = endpoint({
  name: 'notification.mails.stop',
  path: '/mail/stop',
  ...byMail,
  body: z.object({ token, kind: z.optional(z.enum(choosable)) }),
})

/** Takes that back, with the same link. */
export const restartMails = endpoint({
  name: 'notification.mails.restart',
  path: '/mail/restart',
  ...byMail,
  body: z.object({ token }),
})

/** Says with the same link of which kinds mails are wanted. */
export const chooseMails = endpoint({
  name: 'notification.mails.choose',
  path: '/mail/kinds',
  ...byMail,
  body: z.object({ token, kinds: mailKinds }),
})

/** Decides when the school is quiet. */
export const changeQuietHours = endpoint({
  name: 'school.quiet_hours.change',
  method: 'PUT',
  path: '/notifications/quiet-hours',
  purposes: ['administration'],
  body: quietHours,
  output: quietHours,
  errors: ['notification.always_quiet'],
})

/** Says where the data protection officer is reached: it stands at the foot of every mail. */
export const changeDpoAddress = endpoint({
  name: 'school.dpo_address.change',
  method: 'PUT',
  path: '/notifications/dpo-address',
  purposes: ['administration'],
  body: z.object({ dpoAddress: z.nullable(z.email().check(z.maxLength(254))) }),
  output: z.object({ dpoAddress: z.nullable(z.string()) }),
})

/** Adds the device in hand, or takes up one that was added before; a test is sent to it until somebody has seen one. */
export const addPushDevice = endpoint({
  name: 'push.device.add',
  method: 'POST',
  path: '/push-devices',
  purposes: ['self'],
  body: z.object({ endpoint: z.url().check(z.maxLength(1000)), p256dh: base64url(100), auth: base64url(40) }),
  output: z.object({ id, isConfirmed: z.boolean() }),
  errors: ['push.off', 'push.unknown_service', 'push.shared_device', 'push.too_many'],
})

/** Says that the test has arrived, with the code that it brought. */
export const confirmPushDevice = endpoint({
  name: 'push.device.confirm',
  method: 'POST',
  path: '/push-devices/:id/confirmation',
  purposes: ['self'],
  params: byId,
  body: z.object({ code: base64url(60) }),
  output: z.object({}),
  errors: ['push.wrong_code'],
})

/** Tells a device nothing any more. */
export const endPushDevice = endpoint({
  name: 'push.device.end',
  method: 'DELETE',
  path: '/push-devices/:id',
  purposes: ['self'],
  while: ['leaving'],
  params: byId,
  output: z.object({}),
})
