import type { Module } from '#kernel/module.ts'
import * as streamOpening from './opening.ts'
import { livePermissions } from './permissions.ts'

/** What this room says of itself to the registry. */
export const liveModule: Module = {
  permissions: livePermissions,
  rooms: [streamOpening],
}
