import type { Module } from '#kernel/module.ts'
import * as bringing from './bringing.ts'
import { bringingData } from './data.ts'
import * as fetching from './fetching.ts'
import { bringingPassing } from './passing.ts'
import { bringingPermissions } from './permissions.ts'

/** What this room says of itself to the registry. */
export const bringingModule: Module = {
  permissions: bringingPermissions,
  data: bringingData,
  passing: bringingPassing,
  rooms: [bringing, fetching],
}
