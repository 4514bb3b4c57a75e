import { type FormEvent, useState } from 'react'
import type * as z from 'zod/mini'
import { reactivatePerson, readPersonAccess, startLeaving, suspendPerson } from '#contract/grants.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useInDays } from '../../days.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Choices, TextField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Refused } from '../oversight/Refused.tsx'

type Access = z.output<typeof readPersonAccess.output>
const reasons = ['security', 'office'] as const

const Shutting = ({ id }: { id: string }) => {
  const t = useWords()
  const [reason, setReason] = useState('')
  const done = t('roles.suspended')
  const shutting = useAction(suspendPerson, [readPersonAccess])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const chosen = reasons.find((one) => one === reason)
    if (chosen) shutting.mutate({ params: { id }, body: { reason: chosen } }, { onSuccess: () => toast(done) })
  }
  return (
    <details className="fold">
      <summary>
        <Icon name="key" little />
        {t('roles.suspend')}
      </summary>
      <form className="stack tight" onSubmit={submit}>
        <p className="measure quiet">{t('roles.suspend_how')}</p>
        <Choices
          legend={t('roles.why')}
          name="suspend"
          chosen={reason}
          onChoose={setReason}
          options={reasons.map((value) => ({ value, label: t(`roles.suspend_why.${value}`) }))}
        />
        <Refused by={shutting.error} />
        <p>
          <Button type="submit" look="danger" busy={shutting.isPending} disabled={reason === ''}>
            {t('roles.suspend')}
          </Button>
        </p>
      </form>
    </details>
  )
}

const Leaving = ({ id }: { id: string }) => {
  const t = useWords()
  const inDays = useInDays()
  const [until, setUntil] = useState(inDays(60))
  const done = t('roles.left')
  const leaving = useAction(startLeaving, [readPersonAccess])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    leaving.mutate({ params: { id }, body: { until } }, { onSuccess: () => toast(done) })
  }
  return (
    <details className="fold">
      <summary>
        <Icon name="leave" little />
        {t('roles.leave')}
      </summary>
      <form className="stack tight" onSubmit={submit}>
        <p className="measure quiet">{t('roles.leave_how')}</p>
        <TextField
          label={t('roles.leave_until')}
          type="date"
          required
          value={until}
          onChange={(event) => setUntil(event.target.value)}
        />
        <Refused by={leaving.error} />
        <p>
          <Button type="submit" busy={leaving.isPending}>
            {t('roles.leave')}
          </Button>
        </p>
      </form>
    </details>
  )
}

const Opening = ({ id }: { id: string }) => {
  const t = useWords()
  const done = t('roles.reopened')
  const opening = useAction(reactivatePerson, [readPersonAccess])
  return (
    <div className="stack tight">
      <Refused by={opening.error} />
      <p>
        <Button busy={opening.isPending} onPress={() => opening.mutate({ params: { id } }, { onSuccess: () => toast(done) })}>
          {t('roles.reopen')}
        </Button>
      </p>
    </div>
  )
}

/** The state of an account and what can be done about it. */
export const Account = ({ access, timeZone }: { access: Access; timeZone: string }) => {
  const t = useWords()
  const { states, isLocked, can, person } = access
  const [now] = states
  const state = now?.state ?? 'active'
  const day = now && shortDay(t.locale, now.from, timeZone)
  return (
    <section className="stack tight" aria-labelledby="account">
      <h2 id="account">{t('roles.account')}</h2>
      <p className="row">
        <Badge>{t(`roles.state.${isLocked && state === 'leaving' ? 'alumni_locked' : state}`)}</Badge>
        {now && day && (
          <span className="small quiet">
            {now.until
              ? t('roles.state_until', { day, until: shortDay(t.locale, now.until, timeZone) })
              : t('roles.state_since', { day })}
          </span>
        )}
      </p>
      {can.changeState && (isLocked || state === 'leaving') && <Opening id={person.id} />}
      {can.changeState && !isLocked && state !== 'leaving' && <Leaving id={person.id} />}
      {can.changeState && !isLocked && <Shutting id={person.id} />}
    </section>
  )
}
