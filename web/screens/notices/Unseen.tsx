import { useParams } from '@tanstack/react-router'
import type * as z from 'zod/mini'
import { dropPaper, listUnseen, notePaper, readNoticeProgress } from '#contract/notices-following.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { type Columns, DataTable } from '../../ui/DataTable.tsx'
import { Link } from '../../ui/Link.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { EyeChip } from '../../ui/Privacy.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused, useMe } from '../posts/parts.tsx'

type Listed = z.output<typeof listUnseen.output>
type Row = Listed['people'][number]
type Paper = Listed['papers'][number]
const tones = { seen: 'info', unseen: 'warn', unreached: 'action' } as const

const asOf = ({ isFamily }: { isFamily: boolean }) => (isFamily ? ('family' as const) : ('person' as const))
const touched = [listUnseen, readNoticeProgress]

/** What came back signed: who noted it and when, and the way back. */
const Papers = ({ noticeId, papers, nameOf }: { noticeId: string; papers: readonly Paper[]; nameOf: (one: Paper) => string }) => {
  const t = useWords()
  const { mutate, isPending, error } = useAction(dropPaper, touched)
  if (papers.length === 0) return null
  return (
    <section className="stack tight" aria-labelledby="papers">
      <h2 id="papers">{t('notices.paper_came')}</h2>
      <Refused by={error} />
      <ul className="stack tight">
        {papers.map((paper) => (
          <li className="row spread" key={`${paper.id} ${asOf(paper)}`}>
            <span>
              {nameOf(paper)}{' '}
              <span className="quiet small">
                {t('notices.paper_by', { name: paper.by ?? t('notices.nobody'), day: shortDay(t.locale, paper.notedAt) })}
              </span>
            </span>
            <Button
              look="plain"
              busy={isPending}
              onPress={() => mutate({ params: { id: noticeId, personId: paper.id, as: asOf(paper) } })}
            >
              {t('notices.paper_drop')}
              <span className="unseen">: {nameOf(paper)}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Who has not been reached yet: to read, to print, to take away; opening it is a fact about everybody on it. */
export const Unseen = () => {
  const t = useWords()
  const { slug } = useMe().school
  const { noticeId } = useParams({ from: '/s/$slug/notices/$noticeId/unseen' })
  const { title, people, isAsked, papers } = useEndpoint(listUnseen, { params: { id: noticeId } })
  const noting = useAction(notePaper, touched)
  const nameOf = (row: { isFamily: boolean; display: string }) =>
    row.isFamily ? t('notices.family_of', { name: row.display }) : row.display
  const childrenOf = (row: Row) => row.children.map(({ display }) => display).join(', ')
  const note = (row: Row) =>
    noting.mutate(
      { params: { id: noticeId, personId: row.id, as: asOf(row) } },
      { onSuccess: () => toast(t('notices.paper_noted')) },
    )
  const paper: Columns<Row>[number] = {
    id: 'paper',
    label: t('notices.paper_came'),
    cell: (row) => (
      <Button
        look="plain"
        icon="check"
        busy={noting.isPending && noting.variables?.params?.personId === row.id}
        onPress={() => note(row)}
      >
        {t('notices.paper_came')}
        <span className="unseen">: {nameOf(row)}</span>
      </Button>
    ),
  }
  const columns: Columns<Row> = [
    { id: 'name', label: t('notices.person'), sort: (row) => row.sort, plain: nameOf, cell: nameOf },
    { id: 'children', label: t('notices.children'), sort: childrenOf, cell: childrenOf },
    {
      id: 'state',
      label: t('notices.how_far'),
      sort: (row) => t(`notices.far.${row.state}`),
      cell: (row) => <Badge tone={tones[row.state]}>{t(`notices.far.${row.state}`)}</Badge>,
    },
    ...(isAsked ? [paper] : []),
  ]
  return (
    <div className="stack">
      <Link className="no-print" to="/s/$slug/notices/$noticeId/progress" params={{ slug, noticeId }}>
        {t('notices.follow')}
      </Link>
      <div className="row spread">
        <Title>{`${t('notices.unseen')} · ${title}`}</Title>
        <div className="row no-print">
          <EyeChip groups={[t('notices.seen.office'), t('notices.seen.author')]} />
          {isAsked && people.length > 0 && (
            <Link className="button quiet" to="/s/$slug/notices/$noticeId/paper" params={{ slug, noticeId }} icon="print">
              {t('notices.paper')}
            </Link>
          )}
        </div>
      </div>
      <Refused by={noting.error} />
      {people.length === 0 ? (
        <EmptyState title={t('notices.unseen_none')} drawing="tree" />
      ) : (
        <DataTable
          caption={`${t('notices.unseen')} · ${title}`}
          rows={people}
          columns={columns}
          text={(row) => `${row.display} ${childrenOf(row)}`}
          name={nameOf}
          taken={{ list: 'notice_unseen', of: noticeId, purpose: 'family_communication' }}
        />
      )}
      <Papers noticeId={noticeId} papers={papers} nameOf={nameOf} />
    </div>
  )
}
