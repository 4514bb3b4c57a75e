import { listNotices, listWrittenNotices, readNotice } from '#contract/notices.ts'
import { readNoticeProgress } from '#contract/notices-following.ts'
import type { Fresh } from '../../live/fresh.ts'

const shown = [listNotices, readNotice, listWrittenNotices] as const
const far = [readNoticeProgress, listWrittenNotices] as const

export const noticeFresh: Fresh = {
  'notice.addressed': shown,
  'notice.corrected': shown,
  'notice.withdrawn': shown,
  'notice.drafted': [listWrittenNotices],
  'notice.scheduled': [listWrittenNotices],
  'notice.unseen_listed': far,
  'notice.seen': [listNotices, readNotice],
  'notice.confirmed': [listNotices, readNotice],
}
