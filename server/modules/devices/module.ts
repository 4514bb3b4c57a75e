import type { Module } from '#kernel/module.ts'
import * as deviceKeys from './keys.ts'
import { devicePermissions } from './permissions.ts'

/** What this room says of itself to the registry. */
export const devicesModule: Module = {
  permissions: devicePermissions,
  rooms: [deviceKeys],
}
