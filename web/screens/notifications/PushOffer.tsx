import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { readNotifications } from '#contract/notifications.ts'
import { reading, slugOfPage } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { Button } from '../../ui/Button.tsx'
import { Link } from '../../ui/Link.tsx'
import { notNow } from './offering.ts'

/** After the first time that somebody was told of something: whether this device is to be told the next time. */
export const PushOffer = () => {
  const say = useSaid()
  const [isRefused, setRefused] = useState(false)
  const { data } = useQuery(reading(readNotifications))
  if (isRefused || !data?.wasTold || data.isShared || !data.publicKey || data.devices.some(({ isThis }) => isThis)) return null
  const refuse = () => {
    notNow()
    setRefused(true)
  }
  return (
    <section className="card stack tight" aria-labelledby="offer">
      <h2 id="offer">{say('notifications.offer')}</h2>
      <p className="quiet">{say('notifications.offer_how')}</p>
      <p className="row">
        <Link className="button primary" to="/s/$slug/notifications" params={{ slug: slugOfPage() }} icon="bell">
          {say('notifications.offer_yes')}
        </Link>
        <Button onPress={refuse}>{say('notifications.offer_no')}</Button>
      </p>
    </section>
  )
}
