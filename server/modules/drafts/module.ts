import type { Module } from '#kernel/module.ts'
import { draftData } from './data.ts'
import * as draftKeeping from './keeping.ts'
import { draftPermissions } from './permissions.ts'

/** What this room says of itself to the registry. */
export const draftsModule: Module = {
  permissions: draftPermissions,
  data: draftData,
  rooms: [draftKeeping],
}
