import type * as z from 'zod/mini'
import { endOneSession, endOtherSessions, listSessions } from '#contract/sessions.ts'
import { shortDay } from '#i18n/dates.ts'
import { ask, useAction } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { useMany } from '../../many.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { type Columns, DataTable } from '../../ui/DataTable.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from './Methods.tsx'
import { machineName } from './machines.ts'

type Session = z.output<typeof listSessions.output>['sessions'][number]

const useColumns = (): { named: (session: Session) => string; columns: Columns<Session> } => {
  const t = useWords()
  const say = useSaid()
  const named = (session: Session) => machineName(t, session)
  return {
    named,
    columns: [
      {
        id: 'where',
        label: t('security.where'),
        sort: named,
        plain: (session) =>
          [named(session), session.school, session.sharedDevice && t('security.shared'), session.isThis && t('security.this')]
            .filter(Boolean)
            .join(' · '),
        cell: (session) => (
          <>
            {say.text(named(session))} {session.isThis && <Badge tone="ok">{say('security.this')}</Badge>}
            <br />
            <span className="quiet small">
              {session.school}
              {session.school && session.sharedDevice && ' · '}
              {session.sharedDevice && say('security.shared')}
            </span>
          </>
        ),
      },
      {
        id: 'seen',
        label: t('security.last_seen'),
        sort: ({ seenAt }) => -Date.parse(seenAt),
        plain: ({ seenAt }) => shortDay(t.locale, seenAt),
        cell: ({ seenAt }) => say('security.seen', { day: shortDay(t.locale, seenAt) }),
      },
    ],
  }
}

/** Where the account is signed in, and a way out of each, of some, or of all but this one. */
export const Sessions = () => {
  const t = useWords()
  const say = useSaid()
  const { sessions } = useEndpoint(listSessions)
  const { named, columns } = useColumns()
  const { busy, refused, each } = useMany(listSessions)
  const endingAll = useAction(endOtherSessions, [listSessions])
  const end = (chosen: readonly Session[], none: () => void) =>
    each(
      chosen.filter(({ isThis }) => !isThis),
      ({ id }) => ask(endOneSession, { params: { id } }),
    ).then(none)
  return (
    <section className="stack tight" aria-labelledby="sessions">
      <h2 id="sessions">{say('security.sessions')}</h2>
      <DataTable
        caption={t('security.sessions')}
        rows={sessions}
        columns={columns}
        text={(session) => `${named(session)} ${session.school ?? ''}`}
        name={named}
        taken="own"
        {...(sessions.length > 1
          ? {
              actions: (chosen: readonly Session[], none: () => void) => (
                <Button look="danger" busy={busy} onPress={() => void end(chosen, none)}>
                  {say('security.end')}
                </Button>
              ),
            }
          : {})}
      />
      {sessions.length > 1 && (
        <p>
          <Button look="danger" busy={endingAll.isPending} onPress={() => endingAll.mutate({})}>
            {say('security.end_others')}
          </Button>
        </p>
      )}
      <Refused of={refused ?? endingAll.error} />
    </section>
  )
}
