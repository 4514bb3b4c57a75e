import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { readNotifications } from '#contract/notifications.ts'
import { reading, slugOfPage } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Link } from '../../ui/Link.tsx'
import { notNow } from './offering.ts'

/** After the first time that somebody was told of something: whether this device is to be told the next time. */
export const PushOffer = () => {
  const t = useWords()
  const [isRefused, setRefused] = useState(false)
  const { data } = useQuery(reading(readNotifications))
  if (isRefused || !data?.wasTold || data.isShared || !data.publicKey || data.devices.some(({ isThis }) => isThis)) return null
  const refuse = () => {
    notNow()
    setRefused(true)
  }
  return (
    <section className="card stack tight" aria-labelledby="offer">
      <h2 id="offer">{t('notifications.offer')}</h2>
      <p className="quiet">{t('notifications.offer_how')}</p>
      <p className="row">
        <Link className="button primary" to="/s/$slug/notifications" params={{ slug: slugOfPage() }} icon="bell">
          {t('notifications.offer_yes')}
        </Link>
        <Button onPress={refuse}>{t('notifications.offer_no')}</Button>
      </p>
    </section>
  )
}
