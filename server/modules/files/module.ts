import type { Module } from '#kernel/module.ts'
import * as fileChecking from './checking.ts'
import * as fileClearing from './clearing.ts'
import { fileData } from './data.ts'
import { findFiles } from './finding.ts'
import { filePassing } from './passing.ts'
import { filePermissions } from './permissions.ts'
import * as fileReading from './reading.ts'
import { fileRelations } from './relations.ts'
import * as fileResuming from './resuming.ts'
import * as fileUploading from './uploading.ts'

/** What this room says of itself to the registry. */
export const filesModule: Module = {
  permissions: filePermissions,
  relations: fileRelations,
  data: fileData,
  passing: filePassing,
  finders: { files: findFiles },
  rooms: [fileUploading, fileResuming, fileReading, fileChecking, fileClearing],
}
