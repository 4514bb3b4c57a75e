/** Posts, drafts, the calendar and the stream of news. */
export const classLifeErrors = {
  'calendar.ends_before': { status: 422 },
  'calendar.too_long': { status: 422 },
  'calendar.cancelled': { status: 409 },
  'calendar.over': { status: 409 },
  'calendar.asks_nothing': { status: 409 },
  'calendar.not_yours': { status: 404 },
  'stream.too_many': { status: 429 },
  'post.not_your_audience': { status: 403 },
  'post.hour_passed': { status: 422 },
  'post.published': { status: 409 },
  'post.not_published': { status: 409 },
  'post.withdrawn': { status: 409 },
  'post.too_many_files': { status: 422 },
  'post.too_many_pinned': { status: 409 },
  'post.no_answers': { status: 409 },
  'draft.too_many': { status: 409 },
} as const
