import { useState } from 'react'
import type * as z from 'zod/mini'
import { correctOwnAddress } from '#contract/mail-troubles.ts'
import { readNotifications } from '#contract/notifications.ts'
import { useAction } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Banner } from '../../ui/Message.tsx'
import { toast } from '../../ui/Toast.tsx'
import { AnotherAddress } from './AnotherAddress.tsx'

type Told = z.output<typeof readNotifications.output>

const Saying = ({ waitsSince }: { waitsSince: string | null }) => {
  const t = useWords()
  const say = useSaid()
  const done = t('notifications.address_asked')
  const correcting = useAction(correctOwnAddress, [readNotifications])
  return (
    <AnotherAddress
      label={say('notifications.own_address_label')}
      hint={say('notifications.own_address_how')}
      waitsSince={waitsSince}
      busy={correcting.isPending}
      error={correcting.error}
      onSay={(address) => correcting.mutate({ body: { address } }, { onSuccess: () => toast(done) })}
    />
  )
}

/** Where one's own mail goes, what is wrong with the way there, and how one says another address. */
export const OwnAddress = ({ told: { address, addressWaits, maySayAddress, mailFails } }: { told: Told }) => {
  const say = useSaid()
  const [isOpen, setOpen] = useState(false)
  const isMissing = address === null
  if (!maySayAddress && isMissing) return null
  const asksFor = mailFails || isMissing || isOpen || addressWaits !== null
  return (
    <section className="stack tight measure">
      {mailFails && (
        <Banner tone="bad" title={say('notifications.mail_fails')}>
          <p className="address">
            <bdi>{address}</bdi>
          </p>
          {say('notifications.mail_fails_how')}
        </Banner>
      )}
      {isMissing && (
        <Banner tone="warn" title={say('notifications.no_address')}>
          {say('notifications.no_address_how')}
        </Banner>
      )}
      {!isMissing && !mailFails && <p className="address">{say('notifications.own_address', { address })}</p>}
      {maySayAddress && asksFor && <Saying waitsSince={addressWaits} />}
      {maySayAddress && !asksFor && (
        <p>
          <Button onPress={() => setOpen(true)}>{say('notifications.own_address_other')}</Button>
        </p>
      )}
    </section>
  )
}
