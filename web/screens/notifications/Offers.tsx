import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { readNotifications } from '#contract/notifications.ts'
import { reading, slugOfPage } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { Button } from '../../ui/Button.tsx'
import { Link } from '../../ui/Link.tsx'
import { askNoAddress, mayAskAddress, mayOffer } from './offering.ts'
import { PushOffer } from './PushOffer.tsx'

const AddressOffer = ({ onRefuse }: { onRefuse: () => void }) => {
  const say = useSaid()
  return (
    <section className="card stack tight" aria-labelledby="offer">
      <h2 id="offer">{say('notifications.offer_address')}</h2>
      <p className="quiet measure">{say('notifications.no_address_how')}</p>
      <p className="row">
        <Link className="button primary" to="/s/$slug/notifications" params={{ slug: slugOfPage() }} icon="bell">
          {say('notifications.offer_address_yes')}
        </Link>
        <Button onPress={onRefuse}>{say('notifications.offer_no')}</Button>
      </p>
    </section>
  )
}

/** One thing at a time: an address of whoever has none, and else this device. */
export const Offers = () => {
  const [isAsked, setAsked] = useState(mayAskAddress)
  const { data } = useQuery(reading(readNotifications))
  const isMissing = data?.address === null && data.maySayAddress && data.addressWaits === null
  const hasNoNeed = data !== undefined && (data.address !== null || !data.maySayAddress)
  useEffect(() => {
    if (hasNoNeed) askNoAddress()
  }, [hasNoNeed])
  const refuse = () => {
    askNoAddress()
    setAsked(false)
  }
  if (isAsked && isMissing) return <AddressOffer onRefuse={refuse} />
  return data && mayOffer() ? <PushOffer /> : null
}
