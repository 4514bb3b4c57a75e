import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readClassSlips, readSlips, readStaffSlips } from '#contract/activation.ts'
import { readClassDoor } from '#contract/activation-pupils.ts'
import { reading } from '../../api.ts'
import { inSchool } from '../../frame.ts'
import { loadWords } from '../../speech.tsx'

const slips = createRoute({
  ...inSchool,
  path: '/slips',
  loader: ({ context: { client } }) => Promise.all([loadWords('activation'), client.prefetchQuery(reading(readSlips))]),
  component: lazyRouteComponent(() => import('./Slips.tsx'), 'Slips'),
})

const staffSlips = createRoute({
  ...inSchool,
  path: '/slips/staff',
  loader: ({ context: { client } }) => Promise.all([loadWords('activation'), client.prefetchQuery(reading(readStaffSlips))]),
  component: lazyRouteComponent(() => import('./StaffSlips.tsx'), 'StaffSlips'),
})

const classSlips = createRoute({
  ...inSchool,
  path: '/classes/$classId/slips',
  loader: ({ context: { client }, params: { classId } }) =>
    Promise.all([loadWords('activation'), client.prefetchQuery(reading(readClassSlips, { params: { id: classId } }))]),
  component: lazyRouteComponent(() => import('./ClassSlips.tsx'), 'ClassSlips'),
})

const classDoor = createRoute({
  ...inSchool,
  path: '/classes/$classId/door',
  loader: ({ context: { client }, params: { classId } }) =>
    Promise.all([loadWords('activation'), client.prefetchQuery(reading(readClassDoor, { params: { id: classId } }))]),
  component: lazyRouteComponent(() => import('./ClassDoor.tsx'), 'ClassDoor'),
})

/** The screens of this room: a new one is a line here. */
export const slipRoutes = [slips, staffSlips, classSlips, classDoor] as const
