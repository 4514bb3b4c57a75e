import type { Module } from '#kernel/module.ts'
import * as streamOpening from './opening.ts'
import { streamPermissions } from './permissions.ts'

/** What this room says of itself to the registry. */
export const streamsModule: Module = {
  permissions: streamPermissions,
  rooms: [streamOpening],
}
