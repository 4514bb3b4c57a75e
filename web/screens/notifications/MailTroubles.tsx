import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type * as z from 'zod/mini'
import { clearMailTrouble, correctAddress, listMailTroubles, readMailTrouble } from '#contract/mail-troubles.ts'
import { shortDay } from '#i18n/dates.ts'
import { reading, useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from '../oversight/Refused.tsx'
import { AnotherAddress } from './AnotherAddress.tsx'

type Troubled = z.output<typeof listMailTroubles.output>['people'][number]

/** The address itself: of somebody's contact, so it is asked for by whoever needs it, and that they did is written down. */
const Address = ({ personId }: { personId: string }) => {
  const t = useWords()
  const params = { personId }
  const { data: found } = useQuery(reading(readMailTrouble, { params }))
  const correcting = useAction(correctAddress, [readMailTrouble])
  const done = t('notifications.address_asked')
  if (!found) return null
  return (
    <div className="stack tight">
      <p className="address">
        <bdi>{found.address}</bdi>
      </p>
      {found.canCorrect ? (
        <AnotherAddress
          label={t('notifications.other_address')}
          hint={t('notifications.other_address_how')}
          waitsSince={found.waitsSince}
          busy={correcting.isPending}
          error={correcting.error}
          onSay={(address) => correcting.mutate({ params, body: { address } }, { onSuccess: () => toast(done) })}
        />
      ) : (
        <p className="quiet">{t('notifications.address_own')}</p>
      )}
    </div>
  )
}

const One = ({ person }: { person: Troubled }) => {
  const t = useWords()
  const { personId, display, since, way, status } = person
  const [isShown, setShown] = useState(false)
  const clearing = useAction(clearMailTrouble, [listMailTroubles])
  const done = t('notifications.tried_again')
  return (
    <li className="card stack tight">
      <div className="row spread">
        <span>
          <strong>{display}</strong>
          <br />
          <span className="quiet small">{t(`notifications.trouble.${way}`, { day: shortDay(t.locale, since), status })}</span>
        </span>
        <span className="row">
          {!isShown && <Button onPress={() => setShown(true)}>{t('notifications.show_address')}</Button>}
          <Button
            busy={clearing.isPending}
            onPress={() => clearing.mutate({ params: { personId } }, { onSuccess: () => toast(done) })}
          >
            {t('notifications.try_again')}
          </Button>
        </span>
      </div>
      {isShown && <Address personId={personId} />}
      <Refused by={clearing.error} />
    </li>
  )
}

/** Whose mail does not arrive: the office looks which address it is, says another, or tries again. */
export const MailTroubles = () => {
  const t = useWords()
  const { people } = useEndpoint(listMailTroubles)
  return (
    <div className="stack">
      <Title>{t('notifications.troubles')}</Title>
      <p className="quiet measure">{t('notifications.troubles_how')}</p>
      {people.length === 0 && (
        <EmptyState title={t('notifications.no_troubles')}>{t('notifications.no_troubles_how')}</EmptyState>
      )}
      <ul className="stack">
        {people.map((person) => (
          <One key={person.personId} person={person} />
        ))}
      </ul>
    </div>
  )
}
