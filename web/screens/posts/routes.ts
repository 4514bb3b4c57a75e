import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listDrafts, listVoices, readPost } from '#contract/posts.ts'
import { reading } from '../../api.ts'
import { inSchool } from '../../frame.ts'
import { loadWords } from '../../speech.tsx'

const write = createRoute({
  ...inSchool,
  path: '/write',
  loader: ({ context: { client } }) =>
    Promise.all([
      loadWords('posts', 'photos'),
      client.prefetchQuery(reading(listVoices)),
      client.prefetchQuery(reading(listDrafts)),
    ]),
  component: lazyRouteComponent(() => import('./Write.tsx'), 'Write'),
})

const post = createRoute({
  ...inSchool,
  path: '/posts/$postId',
  loader: ({ context: { client }, params: { postId } }) =>
    Promise.all([loadWords('posts', 'photos'), client.prefetchQuery(reading(readPost, { params: { id: postId } }))]),
  component: lazyRouteComponent(() => import('./PostPage.tsx'), 'PostPage'),
})

const edit = createRoute({
  ...inSchool,
  path: '/posts/$postId/edit',
  loader: ({ context: { client }, params: { postId } }) =>
    Promise.all([loadWords('posts', 'photos'), client.prefetchQuery(reading(readPost, { params: { id: postId } }))]),
  component: lazyRouteComponent(() => import('./Edit.tsx'), 'Edit'),
})

/** The screens of this room: a new one is a line here. */
export const postRoutes = [write, post, edit] as const
