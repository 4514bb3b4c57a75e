import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'

const key = z.string()

/**
 * The keys under which a device of one's own may keep what was read (for as long as this session lives) and what was written but not sent
 * (for the same account later, too). On a shared machine there are none, and nothing is kept.
 */
export const readDeviceKeys = endpoint({
  name: 'device.keys',
  method: 'GET',
  path: '/device-keys',
  purposes: ['self'],
  output: z.object({ keys: z.nullable(z.object({ reading: key, writing: key })) }),
})
