import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listNotices, listNoticeVoices, listWrittenNotices, readNotice } from '#contract/notices.ts'
import { readNoticeProgress } from '#contract/notices-following.ts'
import { readMe } from '#contract/people.ts'
import { reading } from '../../api.ts'
import { inSchool } from '../../frame.ts'
import { loadWords } from '../../speech.tsx'
import { mayAnnounce } from './speakers.ts'

const words = () => loadWords('notices', 'posts')

const all = createRoute({
  ...inSchool,
  path: '/notices',
  loader: async ({ context: { client } }) => {
    const { person } = await client.ensureQueryData(reading(readMe))
    return Promise.all([
      words(),
      client.prefetchQuery(reading(listNotices, { query: {} })),
      ...(mayAnnounce(person.roles) ? [client.prefetchQuery(reading(listWrittenNotices))] : []),
    ])
  },
  component: lazyRouteComponent(() => import('./Notices.tsx'), 'Notices'),
})

const write = createRoute({
  ...inSchool,
  path: '/notices/write',
  loader: ({ context: { client } }) => Promise.all([words(), client.prefetchQuery(reading(listNoticeVoices))]),
  component: lazyRouteComponent(() => import('./Write.tsx'), 'Write'),
})

const one = createRoute({
  ...inSchool,
  path: '/notices/$noticeId',
  loader: ({ context: { client }, params: { noticeId } }) =>
    Promise.all([words(), client.prefetchQuery(reading(readNotice, { params: { id: noticeId } }))]),
  component: lazyRouteComponent(() => import('./NoticePage.tsx'), 'NoticePage'),
})

const correct = createRoute({
  ...inSchool,
  path: '/notices/$noticeId/correct',
  loader: ({ context: { client }, params: { noticeId } }) =>
    Promise.all([words(), client.prefetchQuery(reading(readNotice, { params: { id: noticeId } }))]),
  component: lazyRouteComponent(() => import('./Correct.tsx'), 'Correct'),
})

const progress = createRoute({
  ...inSchool,
  path: '/notices/$noticeId/progress',
  loader: ({ context: { client }, params: { noticeId } }) => {
    const params = { id: noticeId }
    return Promise.all([
      words(),
      client.prefetchQuery(reading(readNotice, { params })),
      client.prefetchQuery(reading(readNoticeProgress, { params })),
    ])
  },
  component: lazyRouteComponent(() => import('./Progress.tsx'), 'Progress'),
})

// What these two show is a fact each time: it is asked for when the screen stands, and not before.
const unseen = createRoute({
  ...inSchool,
  path: '/notices/$noticeId/unseen',
  loader: words,
  component: lazyRouteComponent(() => import('./Unseen.tsx'), 'Unseen'),
})

const calls = createRoute({
  ...inSchool,
  path: '/notices/$noticeId/calls',
  loader: words,
  component: lazyRouteComponent(() => import('./Calls.tsx'), 'Calls'),
})

const paper = createRoute({
  ...inSchool,
  path: '/notices/$noticeId/paper',
  loader: ({ context: { client }, params: { noticeId } }) =>
    Promise.all([words(), client.prefetchQuery(reading(readNotice, { params: { id: noticeId } }))]),
  component: lazyRouteComponent(() => import('./Paper.tsx'), 'Paper'),
})

/** The screens of this room: a new one is a line here. */
export const noticeRoutes = [all, write, one, correct, progress, unseen, calls, paper] as const
