import { type ComponentProps, lazy, Suspense } from 'react'

const Loaded = lazy(() => import('./Sheet.tsx').then((module) => ({ default: module.Sheet })))

/** The sheet, whose code arrives the first time that one is opened. */
export const LazySheet = (sheet: ComponentProps<typeof Loaded>) =>
  sheet.open && (
    <Suspense fallback={null}>
      <Loaded {...sheet} />
    </Suspense>
  )
