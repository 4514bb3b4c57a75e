import type { ErrorComponentProps } from '@tanstack/react-router'
import { useEffect } from 'react'
import { isRefusal, slugOfPage } from './api.ts'
import { useSaid } from './furigana.tsx'
import { loadWords } from './speech.tsx'
import { ErrorState } from './ui/Message.tsx'
import { Skeleton } from './ui/Waiting.tsx'

export const Waiting = () => <Skeleton />

const goSignIn = () =>
  location.assign(`/s/${slugOfPage()}/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`)

/** An address of the app that has no screen. */
export const Nowhere = () => {
  const say = useSaid()
  return <ErrorState page title={say('errors.not_found')} code="not_found" />
}

/** A screen that could not be drawn: says so by its code; someone whose session ended signs in and comes back. */
export const Trouble = ({ error, reset }: ErrorComponentProps) => {
  const say = useSaid()
  const code = isRefusal(error) ? error.refused : 'internal'
  const ended = code === 'not_signed_in' || code === 'session_ended'
  useEffect(() => {
    if (ended) goSignIn()
    else void loadWords('app', 'errors')
  }, [ended])
  if (ended) return null
  return (
    <ErrorState
      page
      title={code === 'offline' ? say('app.offline_page') : say(`errors.${code}`)}
      code={code}
      requestId={isRefusal(error) ? error.requestId : undefined}
      onRetry={code === 'not_found' || code === 'not_allowed' ? undefined : reset}
    />
  )
}

/** The same where not even the frame could be drawn. */
export const TroubleAlone = (props: ErrorComponentProps) => (
  <main id="content" className="page">
    <Trouble {...props} />
  </main>
)
