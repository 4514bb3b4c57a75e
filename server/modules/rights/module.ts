import type { Module } from '#kernel/module.ts'
import * as rightsAsking from './asking.ts'
import * as rightsByKey from './by-key.ts'
import * as rightsCarrying from './carrying.ts'
import * as rightsContesting from './contesting.ts'
import * as rightsCopyFiles from './copy-files.ts'
import * as rightsCovering from './covering.ts'
import { rightsData } from './data.ts'
import * as rightsDeciding from './deciding.ts'
import { disputeData } from './disputes-data.ts'
import * as rightsDisputing from './disputing.ts'
import * as rightsErasing from './erasing.ts'
import * as rightsEstablishing from './establishing.ts'
import * as rightsFindingRecipients from './finding-recipients.ts'
import * as rightsFollowing from './following.ts'
import * as rightsFollowingHolds from './following-holds.ts'
import * as rightsHandingOver from './handing-over.ts'
import * as rightsHeadSteps from './head-steps.ts'
import * as rightsHolding from './holding.ts'
import * as rightsLeaverKey from './leaver-key.ts'
import { leaverKeyData } from './leaver-key-data.ts'
import { rightsLists } from './lists.queries.ts'
import { openedFilesData } from './opened-files-data.ts'
import * as rightsOpening from './opening.ts'
import { rightsPassing } from './passing.ts'
import { rightsPermissions } from './permissions.ts'
import { rightsRelations } from './relations.ts'
import * as rightsRestricting from './restricting.ts'
import * as rightsTellingRecipients from './telling-recipients.ts'

/** What this room says of itself to the registry. */
export const rightsModule: Module = {
  permissions: rightsPermissions,
  relations: rightsRelations,
  data: [...rightsData, ...disputeData, ...leaverKeyData, ...openedFilesData],
  passing: rightsPassing,
  lists: rightsLists,
  rooms: [
    rightsAsking,
    rightsOpening,
    rightsEstablishing,
    rightsByKey,
    rightsLeaverKey,
    rightsCarrying,
    rightsContesting,
    rightsFollowing,
    rightsCovering,
    rightsCopyFiles,
    rightsHandingOver,
    rightsDeciding,
    rightsErasing,
    rightsDisputing,
    rightsHeadSteps,
    rightsRestricting,
    rightsHolding,
    rightsFollowingHolds,
    rightsFindingRecipients,
    rightsTellingRecipients,
  ],
}
