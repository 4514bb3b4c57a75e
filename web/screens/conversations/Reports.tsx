import type * as z from 'zod/mini'
import { listConversations } from '#contract/conversations.ts'
import { decideMessageReport, listMessageReports } from '#contract/message-reports.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Link } from '../../ui/Link.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused, useMe, When } from '../posts/parts.tsx'

type Report = z.output<typeof listMessageReports.output>['reports'][number]

const One = ({ report, slug }: { report: Report; slug: string }) => {
  const t = useWords()
  const { mutate, isPending, error } = useAction(decideMessageReport, [listMessageReports, listConversations])
  const { id, why, madeAt, dueAt, isOverdue, acts, verdict, decidedBy, decidedAt, can, isMine, conversationId } = report
  const decide = (to: 'restored' | 'kept_hidden') => mutate({ params: { id }, body: { verdict: to } })
  return (
    <li className="card stack tight">
      <p className="row">
        <strong>{t(`conversations.why.${why}`)}</strong>
        {isMine && <Badge>{t('conversations.by_you')}</Badge>}
        {verdict && <Badge tone={verdict === 'restored' ? 'ok' : 'warn'}>{t(`conversations.verdict.${verdict}`)}</Badge>}
        {!verdict && isOverdue && <Badge tone="bad">{t('conversations.overdue')}</Badge>}
      </p>
      <p className="quiet small">
        {t('conversations.reported_on')} <When at={madeAt} />
        {' · '}
        {verdict && decidedAt ? (
          <>
            {t('conversations.decided_by', { name: decidedBy ?? t('conversations.somebody') })} <When at={decidedAt} />
          </>
        ) : (
          <>
            {t('conversations.decides', { name: acts ?? t('conversations.leaders') })} {t('conversations.until')}{' '}
            <When at={dueAt} />
          </>
        )}
      </p>
      {can.decide && (
        <div className="row">
          <Link className="button quiet" to="/s/$slug/messages/$conversationId/look" params={{ slug, conversationId }}>
            {t('conversations.look')}
          </Link>
          <Button busy={isPending} onPress={() => decide('restored')}>
            {t('conversations.restore')}
          </Button>
          <Button look="danger" busy={isPending} onPress={() => decide('kept_hidden')}>
            {t('conversations.keep_hidden')}
          </Button>
        </div>
      )}
      <Refused by={error} />
    </li>
  )
}

/** What was reported: what waits for one's decision, and what became of what one reported. */
export const Reports = () => {
  const t = useWords()
  const { slug } = useMe().school
  const { reports } = useEndpoint(listMessageReports)
  return (
    <div className="stack">
      <Link to="/s/$slug/messages" params={{ slug }}>
        {t('conversations.back')}
      </Link>
      <Title>{t('conversations.reports')}</Title>
      {reports.length === 0 && <EmptyState title={t('conversations.no_reports')}>{t('conversations.no_reports_how')}</EmptyState>}
      <ul className="stack">
        {reports.map((report) => (
          <One key={report.id} report={report} slug={slug} />
        ))}
      </ul>
    </div>
  )
}
