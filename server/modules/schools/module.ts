import type { Module } from '#kernel/module.ts'
import { schoolData } from './data.ts'
import { schoolPermissions } from './permissions.ts'
import { setUpSchool } from './setting-up.ts'

/** What this room says of itself to the registry. */
export const schoolsModule: Module = {
  permissions: schoolPermissions,
  data: schoolData,
  rooms: [{ setUpSchool }],
}
