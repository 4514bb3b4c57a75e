import type * as z from 'zod/mini'
import { decideGrant, readPersonAccess } from '#contract/grants.ts'
import { listPeople } from '#contract/people.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Refused } from '../oversight/Refused.tsx'

type Grant = z.output<typeof readPersonAccess.output>['waiting'][number]

const One = ({ grant, timeZone }: { grant: Grant; timeZone: string }) => {
  const t = useWords()
  const { id, role, why, note, askedAt, askedBy, isOwn, canDecide } = grant
  const said = { granted: t('roles.approved'), declined: t('roles.declined') }
  const deciding = useAction(decideGrant, [readPersonAccess, listPeople])
  const decide = (verdict: 'granted' | 'declined') =>
    deciding.mutate({ params: { id }, body: { verdict } }, { onSuccess: () => toast(said[verdict]) })
  return (
    <li className="card todo stack tight">
      <strong>{t(`people.role.${role}`)}</strong>
      <p className="small quiet">
        {t(`roles.why.${why}`)} ·{' '}
        {t('roles.asked', { name: askedBy ?? t('roles.someone'), day: shortDay(t.locale, askedAt, timeZone) })}
      </p>
      {note && <p className="small">{note}</p>}
      <Refused by={deciding.error} />
      {canDecide && (
        <div className="row">
          {!isOwn && (
            <Button look="primary" busy={deciding.isPending} onPress={() => decide('granted')}>
              {t('roles.approve')}
            </Button>
          )}
          <Button busy={deciding.isPending} onPress={() => decide('declined')}>
            {t(isOwn ? 'roles.withdraw' : 'roles.decline')}
          </Button>
        </div>
      )}
    </li>
  )
}

/** What waits for a second person. */
export const Waiting = ({ grants, timeZone }: { grants: readonly Grant[]; timeZone: string }) => {
  const t = useWords()
  if (grants.length === 0) return null
  return (
    <section className="stack tight" aria-labelledby="waiting">
      <h2 id="waiting">{t('roles.waiting')}</h2>
      <p className="measure quiet">{t('roles.waiting_how')}</p>
      <ul className="stack">
        {grants.map((grant) => (
          <One key={grant.id} grant={grant} timeZone={timeZone} />
        ))}
      </ul>
    </section>
  )
}
