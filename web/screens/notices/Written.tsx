import type * as z from 'zod/mini'
import { listNotices, listWrittenNotices } from '#contract/notices.ts'
import { publishNotice, withdrawNotice } from '#contract/notices-writing.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Link } from '../../ui/Link.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from '../posts/parts.tsx'
import { Bar, doneOf, KindMark, useHour } from './parts.tsx'

type Row = z.output<typeof listWrittenNotices.output>['notices'][number]
const tones = { draft: 'warn', scheduled: 'info', published: 'ok', withdrawn: 'action' } as const
const touched = [listWrittenNotices, listNotices]

/** What can be done with what nobody has seen yet. */
const Waiting = ({ row, slug }: { row: Row; slug: string }) => {
  const t = useWords()
  const publish = useAction(publishNotice, touched)
  const discard = useAction(withdrawNotice, touched)
  const params = { id: row.id }
  return (
    <>
      <Refused by={publish.error ?? discard.error} />
      <div className="row">
        <Button busy={publish.isPending} onPress={() => publish.mutate({ params, body: { when: 'now' } })}>
          {t('notices.publish')}
        </Button>
        {row.state === 'scheduled' && (
          <Button look="plain" busy={publish.isPending} onPress={() => publish.mutate({ params, body: { when: 'draft' } })}>
            {t('notices.unschedule')}
          </Button>
        )}
        <Link className="button plain" to="/s/$slug/notices/$noticeId/correct" params={{ slug, noticeId: row.id }}>
          {t('notices.correct')}
        </Link>
        <Button look="plain" busy={discard.isPending} onPress={() => discard.mutate({ params })}>
          {t('notices.discard')}
        </Button>
      </div>
    </>
  )
}

const HowFar = ({ row, slug }: { row: Row; slug: string }) => {
  const t = useWords()
  const { counts, asks, id } = row
  if (!counts) return null
  const missing = counts.unseen + counts.unreached + (asks.length > 0 ? counts.seen : 0)
  return (
    <>
      <Bar counts={counts} />
      <p className="row spread">
        <span>
          {t(asks.length > 0 ? 'notices.count.confirmed' : 'notices.count.seen')}{' '}
          <strong>{t('notices.done_of', { done: doneOf(counts, asks), people: counts.people })}</strong>
        </span>
        <Link className="button quiet" to="/s/$slug/notices/$noticeId/progress" params={{ slug, noticeId: id }}>
          {missing > 0 ? `${t('notices.unseen')} (${missing})` : t('notices.follow')}
        </Link>
      </p>
    </>
  )
}

const One = ({ row, slug }: { row: Row; slug: string }) => {
  const t = useWords()
  const hour = useHour()
  const at = row.publishAt ?? row.publishedAt
  return (
    <li className="card stack tight">
      <p className="row">
        <Badge tone={tones[row.state]}>{t(`notices.state.${row.state}`)}</Badge>
        <KindMark notice={{ kind: row.kind, reason: null }} />
        <span className="quiet small">
          {row.author?.display}
          {row.author && at && ' · '}
          {at && <time dateTime={at}>{hour(at)}</time>}
        </span>
      </p>
      <h3 lang={row.language} dir="auto">
        <Link className="name-link" to="/s/$slug/notices/$noticeId" params={{ slug, noticeId: row.id }}>
          {row.title}
        </Link>
      </h3>
      {(row.state === 'draft' || row.state === 'scheduled') && <Waiting row={row} slug={slug} />}
      <HowFar row={row} slug={slug} />
    </li>
  )
}

/** What one has announced or is about to, the office all that was published; each with how far it has come. */
export const Written = ({ slug }: { slug: string }) => {
  const t = useWords()
  const { notices } = useEndpoint(listWrittenNotices)
  if (notices.length === 0) return null
  return (
    <section className="stack" aria-labelledby="written">
      <h2 id="written">{t('notices.mine')}</h2>
      <ul className="stack feed">
        {notices.map((row) => (
          <One key={row.id} row={row} slug={slug} />
        ))}
      </ul>
    </section>
  )
}
