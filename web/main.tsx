import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/content.css'
import './styles/privacy.css'
import './styles/shell.css'
import './styles/frame.css'
import './styles/app.css'
import './styles/fields.css'
import './styles/list.css'
import './styles/photos.css'
import './styles/seeing.css'
import './styles/seeing-app.css'
import './styles/notices.css'
import './styles/conversations.css'
import './styles/calendar.css'
import './styles/print.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { readMe } from '#contract/people.ts'
import { isRefusal, isWaiting, reading } from './api.ts'
import { makeRouter } from './routes.tsx'
import { beginToday } from './screens/home/begin.ts'
import { SpeechProvider } from './speech.tsx'

const retried = (tries: number, reason: unknown) =>
  isRefusal(reason) && ['offline', 'unavailable'].includes(reason.refused) && !isWaiting(reason) && tries < 2

/** A first screen that has not come by then may need what makes the app bear a missing network. */
const LONGEST_MS = 4000

const client = new QueryClient({
  defaultOptions: {
    // Asked without a network too: what this device saved is an answer.
    queries: { retry: retried, staleTime: 30_000, networkMode: 'always', refetchOnReconnect: true },
    mutations: { retry: retried, networkMode: 'always' },
  },
})
const router = makeRouter(client)
/** Once the first screen stands, or after a while in any case: nothing else has the processor until then. */
const whenDrawn = (run: () => void) => {
  let isBegun = false
  const begin = () => {
    stop()
    if (isBegun) return
    isBegun = true
    setTimeout(run)
  }
  const stop = router.subscribe('onRendered', begin)
  setTimeout(begin, LONGEST_MS)
}
// Asked for beside the first words, not after them.
if (location.pathname.startsWith('/s/')) {
  void client.prefetchQuery(reading(readMe))
  // The screen that nearly everybody begins with does not wait for the frame to ask for it.
  if (location.pathname.endsWith('/today')) beginToday(client)
  whenDrawn(() => {
    void import('./offline/start.ts').then(({ startOffline }) => startOffline(client))
    void import('./live/start.ts').then(({ startLive }) => startLive(client))
  })
}

const yard = document.getElementById('yard')
if (yard)
  createRoot(yard).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <SpeechProvider>
          <RouterProvider router={router} />
        </SpeechProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
