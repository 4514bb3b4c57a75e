import * as z from 'zod/mini'
import { slipReasons, slipSheets } from './activation.ts'
import { byId, day, endpoint, id, instant, line } from './endpoint.ts'

/** Things that a child knows by sight, none of them like another. */
export const pictures = [
  'apple',
  'ball',
  'bell',
  'boat',
  'cup',
  'flag',
  'house',
  'key',
  'kite',
  'star',
  'tree',
  'umbrella',
] as const
export type Picture = (typeof pictures)[number]

/**
 * Four of twelve in order, at least three of them different: 19,800 rows, 14.3 bits. Enough only on a device of the class, where tries are slowed
 * down and the tenth wrong one ends the row: whoever guesses has one chance in two thousand.
 */
export const picturesInRow = 4
export const leastDifferent = 3
export const mostWrongRows = 10

/** Five signs and one to check, of those that a family’s class key has; it opens nothing by itself, and no family gets it. */
export const classCodeLength = 6

const device = z.string().check(z.minLength(1), z.maxLength(100))
const rowOfPictures = z.array(z.enum(pictures)).check(z.length(picturesInRow))
const doorCode = z.object({ code: z.string(), madeAt: instant, endsOn: day })
export const wordStates = ['none', 'words', 'own_password'] as const

/** How the young pupils of a class come in: its code, who has words, who has pictures, and on which devices. */
export const readClassDoor = endpoint({
  name: 'class.door.read',
  method: 'GET',
  path: '/classes/:id/door',
  purposes: ['class_life', 'administration'],
  reads: 'fact',
  params: byId,
  output: z.object({
    id,
    label: z.string(),
    until: day,
    code: z.nullable(doorCode),
    pupils: z.array(z.object({ id, display: z.string(), state: z.enum(wordStates), hasPictures: z.boolean() })),
    devices: z.array(z.object({ id, madeAt: instant, endsOn: day })),
    can: z.object({ change: z.boolean() }),
  }),
})

/** A new code for the class: slips with the old one need it told. */
export const renewClassDoor = endpoint({
  name: 'class.door.renew',
  method: 'POST',
  path: '/classes/:id/door',
  purposes: ['class_life', 'administration'],
  confirmed: true,
  params: byId,
  output: doorCode,
})

/** Prints slips with four words, for those of a class who have none yet; with `again` for all, or for one; never for who has a password. */
export const printWords = endpoint({
  name: 'words.print',
  method: 'POST',
  path: '/classes/:id/words',
  purposes: ['class_life', 'administration'],
  prints: true,
  confirmed: true,
  params: byId,
  body: z.object({ people: z.optional(z.array(id).check(z.minLength(1), z.maxLength(100))), why: z.enum(slipReasons) }),
  output: slipSheets,
  errors: ['slip.nobody'],
})

/** Makes a pupil's words worthless, and the pictures too; nothing new is printed. */
export const voidWords = endpoint({
  name: 'words.void',
  method: 'POST',
  path: '/people/:id/words/withdrawal',
  purposes: ['class_life', 'administration'],
  params: byId,
  output: z.object({ id }),
  errors: ['slip.none_live'],
})

/** A young pupil comes in with the class's code, the user name and the four words of the slip. */
export const startByWords = endpoint({
  name: 'pupil.session.start',
  method: 'POST',
  path: '/class/session',
  access: 'visitor',
  purposes: ['security'],
  body: z.object({
    classCode: line(60),
    username: line(200),
    words: line(200),
    sharedDevice: z.boolean(),
    device: z.optional(device),
  }),
  output: z.object({ accountId: id, mayChoosePictures: z.boolean() }),
  errors: ['class_door.refused', 'too_many_tries'],
})

/** A teacher makes this device one of the class. The token is the device's alone, and shown once. */
export const enrolDevice = endpoint({
  name: 'class.device.enrol',
  method: 'POST',
  path: '/classes/:id/devices',
  purposes: ['class_life', 'administration'],
  once: true,
  confirmed: true,
  params: byId,
  output: z.object({ id, token: z.string(), endsOn: day }),
})

/** A device that is no longer the class's: lost, sold, or handed on. */
export const endDevice = endpoint({
  name: 'class.device.end',
  method: 'POST',
  path: '/classes/:id/devices/:deviceId/end',
  purposes: ['class_life', 'administration'],
  params: z.object({ id, deviceId: id }),
  output: z.object({ id }),
})

/** What an enrolled device shows before anyone has said who they are: given name and initial of the class's pupils who have pictures. */
export const lookAtDevice = endpoint({
  name: 'class.device.look',
  method: 'POST',
  path: '/class/device',
  access: 'visitor',
  purposes: ['security'],
  body: z.object({ device }),
  output: z.object({ label: z.string(), pupils: z.array(z.object({ id, alias: z.string(), kana: z.optional(z.string()) })) }),
  errors: ['class_device.unknown'],
})

/** A pupil who came in with words on a device of the class chooses four pictures, to come in with there. */
export const choosePictures = endpoint({
  name: 'pupil.pictures.choose',
  method: 'POST',
  path: '/class/pictures',
  purposes: ['security'],
  while: ['leaving'],
  body: z.object({ device, pictures: rowOfPictures }),
  output: z.object({}),
  errors: ['class_device.unknown', 'pictures.too_plain'],
})

/** A pupil comes in with four pictures, on a device of the class. */
export const startByPictures = endpoint({
  name: 'pupil.session.start_by_pictures',
  method: 'POST',
  path: '/class/device/session',
  access: 'visitor',
  purposes: ['security'],
  body: z.object({ device, personId: id, pictures: rowOfPictures }),
  output: z.object({ accountId: id }),
  errors: ['class_device.unknown', 'class_door.refused', 'too_many_tries'],
})
