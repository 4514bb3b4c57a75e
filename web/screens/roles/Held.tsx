import { type FormEvent, useState } from 'react'
import type * as z from 'zod/mini'
import { endReasons, endRole, readPersonAccess } from '#contract/grants.ts'
import { listPeople } from '#contract/people.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Refused } from '../oversight/Refused.tsx'

export type Role = z.output<typeof readPersonAccess.output>['roles'][number]

/** Why it ends is chosen first, so that nothing ends by a slip. */
const Ending = ({ id }: { id: string }) => {
  const t = useWords()
  const [why, setWhy] = useState('')
  const done = t('roles.end_done')
  const ending = useAction(endRole, [readPersonAccess, listPeople])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const chosen = endReasons.find((one) => one === why)
    if (chosen) ending.mutate({ params: { id }, body: { why: chosen } }, { onSuccess: () => toast(done) })
  }
  return (
    <details className="fold">
      <summary>
        <Icon name="cross" little />
        {t('roles.end')}
      </summary>
      <form className="stack tight" onSubmit={submit}>
        <Choices
          legend={t('roles.end_why')}
          name={`end-${id}`}
          chosen={why}
          onChoose={setWhy}
          options={endReasons.map((value) => ({ value, label: t(`roles.end_why.${value}`) }))}
        />
        <Refused by={ending.error} />
        <p>
          <Button type="submit" look="danger" busy={ending.isPending} disabled={why === ''}>
            {t('roles.end')}
          </Button>
        </p>
      </form>
    </details>
  )
}

const Given = ({ role }: { role: Role }) => {
  const t = useWords()
  const { by, askedBy, why, note, reason, ended } = role
  const name = by ?? t('roles.someone')
  return (
    <>
      <p className="small quiet">
        {why ? t(`roles.why.${why}`) : t(`roles.from.${reason}`)}
        {why && ` · ${askedBy ? t('roles.by_two', { asked: askedBy, name }) : t('roles.by', { name })}`}
      </p>
      {note && <p className="small">{note}</p>}
      {ended && <p className="small">{t(`roles.ended.${ended}`)}</p>}
    </>
  )
}

const One = ({ role, timeZone }: { role: Role; timeZone: string }) => {
  const t = useWords()
  const from = shortDay(t.locale, role.from, timeZone)
  return (
    <li className={role.isLive ? 'card stack tight' : 'card stack tight quiet'}>
      <strong>{t(`people.role.${role.role}`)}</strong>
      <p className="small">
        {role.until
          ? t('roles.span', { from, until: shortDay(t.locale, new Date(Date.parse(role.until) - 1000), timeZone) })
          : t('roles.since', { from })}
      </p>
      <Given role={role} />
      {role.canEnd && <Ending id={role.id} />}
    </li>
  )
}

/** The roles somebody holds; those they held stand folded below. */
export const Held = ({ roles, timeZone }: { roles: readonly Role[]; timeZone: string }) => {
  const t = useWords()
  const [live, earlier] = [roles.filter(({ isLive }) => isLive), roles.filter(({ isLive }) => !isLive)]
  return (
    <section className="stack tight" aria-labelledby="held">
      <h2 id="held">{t('roles.held')}</h2>
      {live.length === 0 && <p className="quiet">{t('roles.none')}</p>}
      <ul className="stack">
        {live.map((role) => (
          <One key={role.id} role={role} timeZone={timeZone} />
        ))}
      </ul>
      {earlier.length > 0 && (
        <details className="fold">
          <summary>
            <Icon name="down" little />
            {t('roles.earlier', { count: earlier.length })}
          </summary>
          <ul className="stack">
            {earlier.map((role) => (
              <One key={role.id} role={role} timeZone={timeZone} />
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}
