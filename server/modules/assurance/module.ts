import type { Module } from '#kernel/module.ts'
import { assuranceData } from './data.ts'
import * as objecting from './objecting.ts'
import { assurancePassing } from './passing.ts'
import { assurancePermissions } from './permissions.ts'
import * as signing from './signing.ts'
import * as statement from './statement.ts'

/** What this room says of itself to the registry. */
export const assuranceModule: Module = {
  permissions: assurancePermissions,
  data: assuranceData,
  passing: assurancePassing,
  rooms: [signing, statement, objecting],
}
