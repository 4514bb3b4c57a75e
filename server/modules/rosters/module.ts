import type { Module } from '#kernel/module.ts'
import * as rosterCarrying from './carrying-out.ts'
import { rosterData } from './data.ts'
import * as rosterExporting from './exporting.ts'
import * as rosterImporting from './importing.ts'
import { rosterLists } from './lists.ts'
import { rosterPassing } from './passing.ts'
import { rosterPermissions } from './permissions.ts'
import { rosterRelations } from './relations.ts'
import * as rosterUndoing from './undoing.ts'

/** What this room says of itself to the registry. */
export const rostersModule: Module = {
  permissions: rosterPermissions,
  relations: rosterRelations,
  data: rosterData,
  passing: rosterPassing,
  lists: rosterLists,
  rooms: [rosterImporting, rosterExporting, rosterCarrying, rosterUndoing],
}
