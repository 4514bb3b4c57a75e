import type { Module } from '#kernel/module.ts'
import { retentionData } from './data.ts'
import * as retentionHolding from './holding.ts'
import * as retentionNight from './night.ts'
import * as retentionOverview from './overview.ts'
import { retentionPassing } from './passing.ts'
import { retentionPermissions } from './permissions.ts'
import { retentionRelations } from './relations.ts'

/** What this room says of itself to the registry. */
export const retentionModule: Module = {
  permissions: retentionPermissions,
  relations: retentionRelations,
  data: retentionData,
  passing: retentionPassing,
  rooms: [retentionOverview, retentionHolding, retentionNight],
}
