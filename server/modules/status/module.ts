import type { Module } from '#kernel/module.ts'
import { statusData } from './data.ts'
import { statusPermissions } from './permissions.ts'
import * as reporting from './reporting.ts'
import * as subscribing from './subscribing.ts'

/** What this room says of itself to the registry. */
export const statusModule: Module = { permissions: statusPermissions, data: statusData, rooms: [reporting, subscribing] }
