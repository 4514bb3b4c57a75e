import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listSupplierNotices } from '#contract/suppliers.ts'
import { reading } from '../../api.ts'
import { inSchool, unlessNear } from '../../frame.ts'
import { loadWords } from '../../speech.tsx'

const suppliers = createRoute({
  ...inSchool,
  path: '/suppliers',
  loader: ({ context: { client }, cause }) =>
    Promise.all([loadWords('suppliers'), unlessNear(cause, () => client.prefetchQuery(reading(listSupplierNotices)))]),
  component: lazyRouteComponent(() => import('./Suppliers.tsx'), 'Suppliers'),
})

/** The screens of this room: a new one is a line here. */
export const supplierRoutes = [suppliers] as const
