import type { Module } from '#kernel/module.ts'
import { groupData } from './data.ts'
import * as groupMaking from './making.ts'
import { groupPassing } from './passing.ts'
import { groupPermissions } from './permissions.ts'
import * as groupReading from './reading.ts'
import { groupRelations } from './relations.ts'

/** What this room says of itself to the registry. */
export const groupsModule: Module = {
  permissions: groupPermissions,
  relations: groupRelations,
  data: groupData,
  passing: groupPassing,
  rooms: [groupReading, groupMaking],
}
