import type { Module } from '#kernel/module.ts'
import { leavingData } from './data.ts'
import * as leavingDeferring from './deferring.ts'
import * as leavingGuiding from './guiding.ts'
import { leavingLists } from './lists.ts'
import * as leavingNight from './night.ts'
import * as leavingOverview from './overview.ts'
import { leavingPassing } from './passing.ts'
import { leavingPermissions } from './permissions.ts'
import { leavingRelations } from './relations.ts'

/** What this room says of itself to the registry. */
export const leavingModule: Module = {
  permissions: leavingPermissions,
  relations: leavingRelations,
  data: leavingData,
  passing: leavingPassing,
  lists: leavingLists,
  rooms: [leavingOverview, leavingDeferring, leavingGuiding, leavingNight],
}
