import type { Module } from '#kernel/module.ts'
import { peopleData } from './data.ts'
import { findPeople } from './finding.ts'
import { peopleLists } from './lists.ts'
import { peoplePassing } from './passing.ts'
import { peoplePermissions } from './permissions.ts'
import * as peopleReading from './reading.ts'
import { peopleRelations } from './relations.ts'
import * as listTaking from './taking.ts'

/** What this room says of itself to the registry. */
export const peopleModule: Module = {
  permissions: peoplePermissions,
  relations: peopleRelations,
  data: peopleData,
  passing: peoplePassing,
  lists: peopleLists,
  finders: { people: findPeople },
  rooms: [peopleReading, listTaking],
}
