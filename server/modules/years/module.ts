import type { Module } from '#kernel/module.ts'
import * as yearCarrying from './carrying-out.ts'
import { yearData } from './data.ts'
import * as yearGrading from './grading.ts'
import { yearPassing } from './passing.ts'
import { yearPermissions } from './permissions.ts'
import * as yearPlanning from './planning.ts'
import * as yearPreviewing from './previewing.ts'
import { yearRelations } from './relations.ts'
import * as yearUndoing from './undoing.ts'

/** What this room says of itself to the registry. */
export const yearsModule: Module = {
  permissions: yearPermissions,
  relations: yearRelations,
  data: yearData,
  passing: yearPassing,
  rooms: [yearPlanning, yearPreviewing, yearCarrying, yearGrading, yearUndoing],
}
