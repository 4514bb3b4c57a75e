import type { Module } from '#kernel/module.ts'
import { searchPermissions } from './permissions.ts'
import * as searching from './searching.ts'

/** What this room says of itself to the registry. What can be searched, the other rooms say of themselves. */
export const searchModule: Module = {
  permissions: searchPermissions,
  rooms: [searching],
}
