import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listOrders } from '#contract/orders.ts'
import { reading } from '../../api.ts'
import { inSchool, unlessNear } from '../../frame.ts'
import { loadWords } from '../../speech.tsx'

const orders = createRoute({
  ...inSchool,
  path: '/judicial-orders',
  loader: ({ context: { client }, cause }) =>
    Promise.all([loadWords('orders', 'mydata', 'people'), unlessNear(cause, () => client.prefetchQuery(reading(listOrders)))]),
  component: lazyRouteComponent(() => import('./Orders.tsx'), 'Orders'),
})

/** The screens of this room: a new one is a line here. */
export const orderRoutes = [orders] as const
