import type { Module } from '#kernel/module.ts'
import { assuranceData } from './data.ts'
import { assurancePermissions } from './permissions.ts'
import * as signing from './signing.ts'
import * as statement from './statement.ts'

/** What this room says of itself to the registry. */
export const assuranceModule: Module = { permissions: assurancePermissions, data: assuranceData, rooms: [signing, statement] }
