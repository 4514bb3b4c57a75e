import type { Module } from '#kernel/module.ts'
import * as roleAccess from './access.ts'
import { roleData } from './data.ts'
import * as roleEnding from './ending.ts'
import * as roleGranting from './granting.ts'
import * as handedOver from './handed-over.ts'
import * as handingOver from './handing-over.ts'
import { roleLists } from './lists.queries.ts'
import * as roleOrphans from './orphans.ts'
import { rolePassing } from './passing.ts'
import { rolePermissions } from './permissions.ts'
import { roleRelations } from './relations.ts'
import * as reviewNight from './review-night.ts'
import * as roleReviewing from './reviewing.ts'
import * as roleStates from './states.ts'
import * as roleSupport from './support.ts'

/** What this room says of itself to the registry. */
export const rolesModule: Module = {
  permissions: rolePermissions,
  relations: roleRelations,
  data: roleData,
  passing: rolePassing,
  lists: roleLists,
  rooms: [
    roleGranting,
    roleStates,
    roleEnding,
    roleAccess,
    roleOrphans,
    roleReviewing,
    reviewNight,
    roleSupport,
    handingOver,
    handedOver,
  ],
}
