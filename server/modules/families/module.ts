import type { Module } from '#kernel/module.ts'
import * as familyChanging from './changing.ts'
import { familyData } from './data.ts'
import * as familyGrowing from './growing.ts'
import * as familyLending from './lending.ts'
import { familyLists } from './lists.queries.ts'
import * as familyMerging from './merging.ts'
import * as familyMine from './mine.ts'
import * as familyNaming from './naming.ts'
import { familyPassing } from './passing.ts'
import { familyPermissions } from './permissions.ts'
import * as familyProtecting from './protecting.ts'
import * as familyReading from './reading.ts'
import { familyRelations } from './relations.ts'
import * as familySame from './same.ts'

/** What this room says of itself to the registry. */
export const familiesModule: Module = {
  permissions: familyPermissions,
  relations: familyRelations,
  data: familyData,
  passing: familyPassing,
  lists: familyLists,
  rooms: [
    familyReading,
    familyMine,
    familyNaming,
    familyChanging,
    familyLending,
    familyGrowing,
    familyProtecting,
    familyMerging,
    familySame,
  ],
}
