import { useId } from 'react'
import type * as z from 'zod/mini'
import type { listSupportAccess } from '#contract/support-access.ts'
import { clockTime, shortDay } from '#i18n/dates.ts'
import { useWords } from '../../speech.tsx'
import { type Columns, DataTable } from '../../ui/DataTable.tsx'

type Access = z.output<typeof listSupportAccess.output>['accesses'][number]

const useColumns = (timeZone: string): { subject: (access: Access) => string; columns: Columns<Access> } => {
  const t = useWords()
  const subject = ({ subject: name, aboutMe }: Access) =>
    aboutMe ? t('roles.support.you') : (name ?? t('roles.support.a_person'))
  const helper = (access: Access) => access.helper ?? t('roles.support.someone')
  const why = ({ reason, ticket }: Access) => `${t(`roles.support.reason.${reason}`)} · ${ticket}`
  const asked = ({ askedAt }: Access) => shortDay(t.locale, askedAt, timeZone)
  const state = ({ state: now, until, by }: Access) =>
    [t(`roles.support.state.${now}`, { time: until ? clockTime(t.locale, until, timeZone) : '' }), by].filter(Boolean).join(' · ')
  return {
    subject,
    columns: [
      { id: 'subject', label: t('roles.support.subject'), sort: subject, cell: subject },
      { id: 'helper', label: t('roles.support.helper'), sort: helper, cell: helper },
      { id: 'why', label: t('roles.support.reason'), sort: why, cell: why },
      {
        id: 'asked',
        label: t('roles.support.asked_on'),
        sort: ({ askedAt }) => -Date.parse(askedAt),
        plain: asked,
        cell: asked,
      },
      { id: 'state', label: t('roles.support.outcome'), sort: state, cell: state },
    ],
  }
}

/** Help that is over, or was declined. */
export const Helped = ({ accesses, timeZone, mayTake }: { accesses: readonly Access[]; timeZone: string; mayTake: boolean }) => {
  const t = useWords()
  const id = useId()
  const { subject, columns } = useColumns(timeZone)
  return (
    <section className="stack tight" aria-labelledby={id}>
      <h2 id={id}>{t('roles.support.earlier')}</h2>
      <DataTable
        caption={t('roles.support.earlier')}
        rows={accesses}
        columns={columns}
        first="asked"
        text={(access) => `${subject(access)} ${access.helper ?? ''} ${access.ticket}`}
        name={subject}
        {...(mayTake ? { taken: { list: 'support' as const, purpose: 'security' as const } } : {})}
      />
    </section>
  )
}
