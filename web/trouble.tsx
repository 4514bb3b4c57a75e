import { useQueryClient } from '@tanstack/react-query'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { readMe } from '#contract/people.ts'
import { isRefusal, reading, slugOfPage } from './api.ts'
import { useSaid } from './furigana.tsx'
import type { Me } from './place.ts'
import { loadWords } from './speech.tsx'
import { ErrorState } from './ui/Message.tsx'
import { Skeleton } from './ui/Waiting.tsx'

export const Waiting = () => <Skeleton />

/** Leads back here after another account, or the same one in this school, has been chosen. */
const asOther = () => `/s/${slugOfPage()}/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`

/** What is not there for this account may be there for the one that the link was sent to: nobody is left before a closed door. */
const OtherAccount = () => {
  const say = useSaid()
  const me = useQueryClient().getQueryData<Me>(reading(readMe).queryKey)
  return (
    <section className="card stack tight measure" aria-labelledby="other-account">
      <h2 id="other-account">{say(me ? 'app.wrong_account' : 'app.wrong_school')}</h2>
      <p>{me ? say('app.wrong_account_as', { name: me.person.display }) : say('app.wrong_school_how')}</p>
      <p>
        <a className="button primary" href={asOther()}>
          {say(me ? 'app.wrong_account_do' : 'app.wrong_school_do')}
        </a>
      </p>
    </section>
  )
}

/** An address of the app that has no screen. */
export const Nowhere = () => {
  const say = useSaid()
  return <ErrorState page title={say('errors.not_found')} code="not_found" />
}

/** The code of a screen did not come: this device keeps not all of them, and a newer release has others. */
const isMissing = (error: unknown) =>
  error instanceof Error && /dynamically imported module|module script failed/i.test(error.message)
const whereFrom = () => (navigator.onLine ? 'unavailable' : 'offline')

/** Whether the school answers, though a screen of it did not come: then this page is older than what the school has now. */
const useRenewed = (isMissed: boolean) => {
  const [isRenewed, setRenewed] = useState(false)
  useEffect(() => {
    if (!isMissed || !navigator.onLine) return
    void fetch(location.href, { cache: 'no-store' }).then(
      ({ ok }) => setRenewed(ok),
      () => {},
    )
  }, [isMissed])
  return isRenewed
}

/** A screen that could not be drawn: says so by its code; someone whose session ended signs in and comes back. */
export const Trouble = ({ error, reset }: ErrorComponentProps) => {
  const say = useSaid()
  const isRenewed = useRenewed(isMissing(error))
  const code = isRefusal(error) ? error.refused : isMissing(error) ? whereFrom() : 'internal'
  const ended = code === 'not_signed_in' || code === 'session_ended'
  useEffect(() => {
    if (ended) location.assign(asOther())
    else void loadWords('app', 'errors')
  }, [ended])
  if (ended) return null
  if (isRenewed) return <ErrorState page title={say('app.renewed')} code="renewed" onRetry={() => location.reload()} />
  const isClosed = code === 'not_found' || code === 'not_allowed'
  return (
    <>
      <ErrorState
        page
        title={code === 'offline' ? say('app.offline_page') : say(`errors.${code}`)}
        code={code}
        requestId={isRefusal(error) ? error.requestId : undefined}
        onRetry={isClosed ? undefined : reset}
      />
      {isClosed && <OtherAccount />}
    </>
  )
}

/** The same where not even the frame could be drawn. */
export const TroubleAlone = (props: ErrorComponentProps) => (
  <main id="content" className="page">
    <Trouble {...props} />
  </main>
)
