import type { Module } from '#kernel/module.ts'
import * as asking from './asking.ts'
import * as classClosing from './closing.ts'
import { classData } from './data.ts'
import * as deciding from './deciding.ts'
import { findClasses } from './finding.ts'
import * as classKeys from './keys.ts'
import * as linking from './linking.ts'
import { classLists } from './lists.ts'
import { classLive } from './live.ts'
import { classPassing } from './passing.ts'
import { classPermissions } from './permissions.ts'
import * as classReading from './reading.ts'
import { classRelations } from './relations.ts'
import * as sweeping from './sweeping.ts'

/** What this room says of itself to the registry. */
export const classesModule: Module = {
  permissions: classPermissions,
  relations: classRelations,
  data: classData,
  passing: classPassing,
  live: classLive,
  lists: classLists,
  finders: { classes: findClasses },
  rooms: [classReading, classKeys, classClosing, asking, deciding, linking, sweeping],
}
