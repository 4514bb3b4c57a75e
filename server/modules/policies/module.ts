import type { Module } from '#kernel/module.ts'
import * as policyAnswering from './answering.ts'
import { policyData } from './data.ts'
import { policyPassing } from './passing.ts'
import { policyPermissions } from './permissions.ts'
import * as policyPublishing from './publishing.ts'

/** What this room says of itself to the registry. */
export const policiesModule: Module = {
  permissions: policyPermissions,
  data: policyData,
  passing: policyPassing,
  rooms: [policyAnswering, policyPublishing],
}
