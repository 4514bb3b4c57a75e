import type { Module } from '#kernel/module.ts'
import * as photoBlurring from './blurring.ts'
import { photoData } from './data.ts'
import { photoPassing } from './passing.ts'
import { photoPermissions } from './permissions.ts'
import * as photoReading from './reading.ts'
import { photoRelations } from './relations.ts'
import * as photoTagging from './tagging.ts'

/** What this room says of itself to the registry. */
export const photosModule: Module = {
  permissions: photoPermissions,
  relations: photoRelations,
  data: photoData,
  passing: photoPassing,
  rooms: [photoTagging, photoReading, photoBlurring],
}
