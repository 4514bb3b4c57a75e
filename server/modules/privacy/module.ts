import type { Module } from '#kernel/module.ts'
import * as certifying from './certifying.ts'
import { privacyData } from './data.ts'
import * as privacyPapers from './keeping-papers.ts'
import { privacyPassing } from './passing.ts'
import { privacyPermissions } from './permissions.ts'
import { privacyRelations } from './relations.ts'
import * as rights from './rights.ts'
import * as seeing from './seeing.ts'

/** What this room says of itself to the registry. */
export const privacyModule: Module = {
  permissions: privacyPermissions,
  relations: privacyRelations,
  data: privacyData,
  passing: privacyPassing,
  rooms: [rights, seeing, certifying, privacyPapers],
}
