import { type ComponentType, lazy, Suspense } from 'react'
import { loadWords } from '../speech.tsx'

const Nothing = () => null
const Loaded = lazy<ComponentType>(() =>
  Promise.all([import('./OfflineBar.tsx'), loadWords('offline')]).then(
    ([{ OfflineBar: Bar }]) => ({ default: Bar }),
    () => ({ default: Nothing }), // without a network and without a worker there is nothing to show it with
  ),
)

/** The bar below the roof; its code comes when the frame stands. */
export const OfflineBar = () => (
  <Suspense fallback={null}>
    <Loaded />
  </Suspense>
)
