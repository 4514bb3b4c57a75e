import type { Module } from '#kernel/module.ts'
import * as imageAnswering from './answering.ts'
import { imageRightData } from './data.ts'
import { imageRightLists } from './lists.ts'
import { imageRightPassing } from './passing.ts'
import { imageRightPermissions } from './permissions.ts'
import * as imageReading from './reading.ts'
import { imageRightRelations } from './relations.ts'

/** What this room says of itself to the registry. */
export const imageRightsModule: Module = {
  permissions: imageRightPermissions,
  relations: imageRightRelations,
  data: imageRightData,
  passing: imageRightPassing,
  lists: imageRightLists,
  rooms: [imageAnswering, imageReading],
}
