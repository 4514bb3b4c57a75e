import { type FormEvent, useState } from 'react'
import type * as z from 'zod/mini'
import { endReasons, endRole, readPersonAccess } from '#contract/grants.ts'
import { listPeople } from '#contract/people.ts'
import { shortDay } from '#i18n/dates.ts'
import { ask } from '../../api.ts'
import { useMany } from '../../many.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { type Columns, DataTable } from '../../ui/DataTable.tsx'
import { Choices } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Refused } from '../oversight/Refused.tsx'

export type Role = z.output<typeof readPersonAccess.output>['roles'][number]

/** Why they end is chosen first, so that nothing ends by a slip. */
const Ending = ({ roles, onDone }: { roles: readonly Role[]; onDone: () => void }) => {
  const t = useWords()
  const [why, setWhy] = useState('')
  const { busy, refused, each } = useMany(readPersonAccess, listPeople)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const chosen = endReasons.find((one) => one === why)
    if (!chosen) return
    const done = await each(roles, ({ id }) => ask(endRole, { params: { id }, body: { why: chosen } }))
    if (done.length === 0) return
    toast(t('roles.ended_chosen', { count: done.length }))
    if (done.length === roles.length) onDone()
  }
  return (
    <form className="stack" onSubmit={submit}>
      <Choices
        legend={t('roles.end_why')}
        name="end"
        chosen={why}
        onChoose={setWhy}
        options={endReasons.map((value) => ({ value, label: t(`roles.end_why.${value}`) }))}
      />
      <Refused by={refused} />
      <div className="row">
        <Button type="submit" look="danger" busy={busy} disabled={why === ''}>
          {t('roles.end_chosen', { count: roles.length })}
        </Button>
        <Button onPress={onDone}>{t('app.cancel')}</Button>
      </div>
    </form>
  )
}

const useSaidOf = () => {
  const t = useWords()
  return ({ by, askedBy, why, reason }: Role) => {
    const name = by ?? t('roles.someone')
    if (!why) return t(`roles.from.${reason}`)
    return `${t(`roles.why.${why}`)} · ${askedBy ? t('roles.by_two', { asked: askedBy, name }) : t('roles.by', { name })}`
  }
}

const useColumns = (timeZone: string, onEnd: (role: Role) => void): Columns<Role> => {
  const t = useWords()
  const given = useSaidOf()
  const role = (one: Role) => t(`people.role.${one.role}`)
  const from = (one: Role) => shortDay(t.locale, one.from, timeZone)
  const until = (one: Role) =>
    one.until ? shortDay(t.locale, new Date(Date.parse(one.until) - 1000), timeZone) : t('roles.no_end')
  return [
    { id: 'role', label: t('roles.role'), sort: role, cell: role },
    { id: 'from', label: t('roles.from_day'), sort: (one) => Date.parse(one.from), plain: from, cell: from },
    {
      id: 'until',
      label: t('roles.until_day'),
      sort: (one) => (one.until ? Date.parse(one.until) : Number.POSITIVE_INFINITY),
      plain: (one) => [until(one), one.ended && t(`roles.ended.${one.ended}`)].filter(Boolean).join(' · '),
      cell: (one) => (
        <>
          {until(one)}
          {one.ended && (
            <>
              <br />
              <span className="small quiet">{t(`roles.ended.${one.ended}`)}</span>
            </>
          )}
        </>
      ),
    },
    {
      id: 'how',
      label: t('roles.how'),
      sort: given,
      plain: (one) => [given(one), one.note].filter(Boolean).join(' · '),
      cell: (one) => (
        <div className="stack tight">
          <span>{given(one)}</span>
          {one.note && <span className="small">{one.note}</span>}
          {one.canEnd && (
            <p className="no-print">
              <Button onPress={() => onEnd(one)}>
                {t('roles.end')}
                <span className="unseen"> {role(one)}</span>
              </Button>
            </p>
          )}
        </div>
      ),
    },
  ]
}

/** What would end, and how the choice is undone after. */
type Pending = { roles: readonly Role[]; none: () => void }
type TableProps = { caption: string; roles: readonly Role[]; personId: string; timeZone: string }

const RoleTable = ({ caption, roles, personId, timeZone }: TableProps) => {
  const t = useWords()
  const [ending, setEnding] = useState<Pending>()
  const columns = useColumns(timeZone, (one) => setEnding({ roles: [one], none: () => {} }))
  const finish = () => {
    ending?.none()
    setEnding(undefined)
  }
  const buttons = (chosen: readonly Role[], none: () => void) => {
    const endable = chosen.filter(({ canEnd }) => canEnd)
    return (
      <Button look="danger" disabled={endable.length === 0} onPress={() => setEnding({ roles: endable, none })}>
        {t('roles.end_chosen', { count: endable.length })}
      </Button>
    )
  }
  return (
    <>
      <DataTable
        caption={caption}
        rows={roles}
        columns={columns}
        text={(one) => `${t(`people.role.${one.role}`)} ${one.by ?? ''} ${one.note ?? ''}`}
        name={(one) => t(`people.role.${one.role}`)}
        taken={{ list: 'roles', of: personId, purpose: 'security' }}
        {...(roles.filter(({ canEnd }) => canEnd).length > 1 ? { actions: buttons } : {})}
      />
      <LazySheet title={t('roles.end')} open={ending !== undefined} urgent onClose={() => setEnding(undefined)}>
        {ending && <Ending roles={ending.roles} onDone={finish} />}
      </LazySheet>
    </>
  )
}

type HeldProps = { roles: readonly Role[]; personId: string; timeZone: string }

/** The roles somebody holds; those they held stand folded below. */
export const Held = ({ roles, personId, timeZone }: HeldProps) => {
  const t = useWords()
  const [live, earlier] = [roles.filter(({ isLive }) => isLive), roles.filter(({ isLive }) => !isLive)]
  return (
    <section className="stack tight" aria-labelledby="held">
      <h2 id="held">{t('roles.held')}</h2>
      {live.length === 0 && <p className="quiet">{t('roles.none')}</p>}
      {live.length > 0 && <RoleTable caption={t('roles.held')} roles={live} {...{ personId, timeZone }} />}
      {earlier.length > 0 && (
        <details className="fold">
          <summary>
            <Icon name="down" little />
            {t('roles.earlier', { count: earlier.length })}
          </summary>
          <RoleTable caption={t('roles.earlier', { count: earlier.length })} roles={earlier} {...{ personId, timeZone }} />
        </details>
      )}
    </section>
  )
}
