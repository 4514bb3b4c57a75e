import type { Module } from '#kernel/module.ts'
import * as curiosity from './curiosity.ts'
import { readsData } from './data.ts'
import * as filing from './filing.ts'
import { readsLists } from './lists.queries.ts'
import * as logSettings from './log-settings.ts'
import { readsPassing } from './passing.ts'
import { readsPermissions } from './permissions.ts'
import * as pupilPage from './pupil-page.ts'
import * as readQuestions from './questions.ts'
import * as whoSaw from './reading.ts'
import { readsRelations } from './relations.ts'
import * as withholding from './withholding.ts'

/** What this room says of itself to the registry. */
export const readsModule: Module = {
  permissions: readsPermissions,
  relations: readsRelations,
  data: readsData,
  passing: readsPassing,
  lists: readsLists,
  rooms: [whoSaw, filing, pupilPage, withholding, readQuestions, logSettings, curiosity],
}
