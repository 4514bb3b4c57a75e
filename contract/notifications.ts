import * as z from 'zod/mini'
import { byId, endpoint, id, instant } from './endpoint.ts'
import { browsers, deviceKinds, systems } from './sessions.ts'

/** How much one wants to be told: once a day by mail, as it comes on the device or else by mail, or both at once. */
export const presets = ['calm', 'normal', 'everything'] as const
export type Preset = (typeof presets)[number]

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

/** How one is told, and where. `publicKey`: what a browser needs to be told something; none where the school tells no devices. */
export const readNotifications = endpoint({
  name: 'notification.read',
  method: 'GET',
  path: '/notifications',
  purposes: ['self'],
  output: z.object({
    preset: z.enum(presets),
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
  body: z.object({ preset: z.enum(presets) }),
  output: z.object({ preset: z.enum(presets) }),
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
  params: byId,
  output: z.object({}),
})
