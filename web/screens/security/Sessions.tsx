import { endOneSession, endOtherSessions, listSessions } from '#contract/sessions.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from './Methods.tsx'
import { machineName } from './machines.ts'

/** Where the account is signed in, and a way out of each. */
export const Sessions = () => {
  const t = useWords()
  const { sessions } = useEndpoint(listSessions)
  const ending = useAction(endOneSession, [listSessions])
  const endingAll = useAction(endOtherSessions, [listSessions])
  return (
    <section className="stack tight" aria-labelledby="sessions">
      <h2 id="sessions">{t('security.sessions')}</h2>
      <ul className="stack">
        {sessions.map(({ id, isThis, device, system, browser, school, sharedDevice, seenAt }) => (
          <li key={id} className="card stack tight">
            <strong>
              {machineName(t, { device, system, browser })} {isThis && <span className="badge ok">{t('security.this')}</span>}
            </strong>
            <span className="quiet small">
              {[school, sharedDevice && t('security.shared'), t('security.seen', { day: shortDay(t.locale, seenAt) })]
                .filter(Boolean)
                .join(' · ')}
            </span>
            {!isThis && (
              <p>
                <Button busy={ending.isPending} onPress={() => ending.mutate({ params: { id } })}>
                  {t('security.end')}
                </Button>
              </p>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <p>
          <Button look="danger" busy={endingAll.isPending} onPress={() => endingAll.mutate({})}>
            {t('security.end_others')}
          </Button>
        </p>
      )}
      <Refused of={ending.error ?? endingAll.error} />
    </section>
  )
}
