import type { Module } from '#kernel/module.ts'
import * as exitAnnouncing from './announcing.ts'
import { exitData } from './data.ts'
import * as exitNight from './night.ts'
import { exitPassing } from './passing.ts'
import { exitPermissions } from './permissions.ts'

/** What this room says of itself to the registry. */
export const exitModule: Module = {
  permissions: exitPermissions,
  data: exitData,
  passing: exitPassing,
  rooms: [exitAnnouncing, exitNight],
}
