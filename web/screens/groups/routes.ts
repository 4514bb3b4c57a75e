import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listClasses } from '#contract/classes.ts'
import { listGroups, readGroup } from '#contract/groups.ts'
import { reading } from '../../api.ts'
import { inSchool, unlessNear } from '../../frame.ts'
import { loadWords } from '../../speech.tsx'

const groups = createRoute({
  ...inSchool,
  path: '/groups',
  loader: ({ context: { client } }) => Promise.all([loadWords('groups'), client.prefetchQuery(reading(listGroups))]),
  component: lazyRouteComponent(() => import('./Groups.tsx'), 'Groups'),
})

const newGroup = createRoute({
  ...inSchool,
  path: '/groups/new',
  loader: ({ context: { client } }) => Promise.all([loadWords('groups'), client.prefetchQuery(reading(listClasses))]),
  component: lazyRouteComponent(() => import('./NewGroup.tsx'), 'NewGroup'),
})

const group = createRoute({
  ...inSchool,
  path: '/groups/$groupId',
  loader: ({ context: { client }, params: { groupId }, cause }) =>
    Promise.all([
      loadWords('groups'),
      client.prefetchQuery(reading(listClasses)),
      unlessNear(cause, () => client.prefetchQuery(reading(readGroup, { params: { id: groupId } }))),
    ]),
  component: lazyRouteComponent(() => import('./GroupPage.tsx'), 'GroupPage'),
})

/** The screens of this room: a new one is a line here. */
export const groupRoutes = [groups, newGroup, group] as const
