import type { Module } from '#kernel/module.ts'
import * as noticeConfirming from './confirming.ts'
import * as noticeCorrecting from './correcting.ts'
import { noticeData } from './data.ts'
import { findNotices } from './finding.ts'
import * as noticeFollowing from './following.ts'
import * as noticeListing from './listing.ts'
import { noticeLists } from './lists.ts'
import { noticeLive } from './live.ts'
import * as noticePapers from './papers.ts'
import { noticePassing } from './passing.ts'
import { noticePermissions } from './permissions.ts'
import * as noticePublishing from './publishing.ts'
import * as noticeReading from './reading.ts'
import { noticeRelations } from './relations.ts'
import * as noticeUnseen from './unseen.ts'
import * as noticeWriting from './writing.ts'

/** What this room says of itself to the registry. */
export const noticesModule: Module = {
  permissions: noticePermissions,
  relations: noticeRelations,
  data: noticeData,
  lists: noticeLists,
  live: noticeLive,
  passing: noticePassing,
  finders: { notices: findNotices },
  rooms: [
    ...[noticeListing, noticeReading, noticeWriting, noticeCorrecting],
    ...[noticePublishing, noticeConfirming, noticeFollowing, noticeUnseen, noticePapers],
  ],
}
