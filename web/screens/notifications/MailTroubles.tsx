import { clearMailTrouble, listMailTroubles } from '#contract/mail-troubles.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from '../oversight/Refused.tsx'

/** Whose mail does not arrive: the office asks them for another address, or tries again. */
export const MailTroubles = () => {
  const t = useWords()
  const { people } = useEndpoint(listMailTroubles)
  const clearing = useAction(clearMailTrouble, [listMailTroubles])
  const done = t('notifications.tried_again')
  return (
    <div className="stack">
      <Title>{t('notifications.troubles')}</Title>
      <p className="quiet measure">{t('notifications.troubles_how')}</p>
      {people.length === 0 && (
        <EmptyState title={t('notifications.no_troubles')}>{t('notifications.no_troubles_how')}</EmptyState>
      )}
      <ul className="stack">
        {people.map(({ personId, display, since, way, status }) => (
          <li key={personId} className="card row spread">
            <span>
              <strong>{display}</strong>
              <br />
              <span className="quiet small">{t(`notifications.trouble.${way}`, { day: shortDay(t.locale, since), status })}</span>
            </span>
            <Button
              busy={clearing.isPending}
              onPress={() => clearing.mutate({ params: { personId } }, { onSuccess: () => toast(done) })}
            >
              {t('notifications.try_again')}
            </Button>
          </li>
        ))}
      </ul>
      <Refused by={clearing.error} />
    </div>
  )
}
