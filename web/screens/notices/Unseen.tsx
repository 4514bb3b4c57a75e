import { useParams } from '@tanstack/react-router'
import type * as z from 'zod/mini'
import { listUnseen } from '#contract/notices-following.ts'
import { useWords } from '../../speech.tsx'
import { type Columns, DataTable } from '../../ui/DataTable.tsx'
import { Link } from '../../ui/Link.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { EyeChip } from '../../ui/Privacy.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { useMe } from '../posts/parts.tsx'

type Row = z.output<typeof listUnseen.output>['people'][number]
const tones = { seen: 'info', unseen: 'warn', unreached: 'action' } as const

/** Who has not been reached yet: to read, to print, to take away; opening it is a fact about everybody on it. */
export const Unseen = () => {
  const t = useWords()
  const { slug } = useMe().school
  const { noticeId } = useParams({ from: '/s/$slug/notices/$noticeId/unseen' })
  const { title, people } = useEndpoint(listUnseen, { params: { id: noticeId } })
  const nameOf = (row: Row) => (row.isFamily ? t('notices.family_of', { name: row.display }) : row.display)
  const childrenOf = (row: Row) => row.children.map(({ display }) => display).join(', ')
  const columns: Columns<Row> = [
    { id: 'name', label: t('notices.person'), sort: (row) => row.sort, plain: nameOf, cell: nameOf },
    { id: 'children', label: t('notices.children'), sort: childrenOf, cell: childrenOf },
    {
      id: 'state',
      label: t('notices.how_far'),
      sort: (row) => t(`notices.far.${row.state}`),
      cell: (row) => <Badge tone={tones[row.state]}>{t(`notices.far.${row.state}`)}</Badge>,
    },
  ]
  return (
    <div className="stack">
      <Link className="no-print" to="/s/$slug/notices/$noticeId/progress" params={{ slug, noticeId }}>
        {t('notices.follow')}
      </Link>
      <div className="row spread">
        <Title>{`${t('notices.unseen')} · ${title}`}</Title>
        <EyeChip groups={[t('notices.seen.office'), t('notices.seen.author')]} />
      </div>
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
    </div>
  )
}
