import type * as z from 'zod/mini'
import { listOrphans, settleOrphans } from '#contract/grants.ts'
import { listPeople, readMe } from '#contract/people.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { type Columns, DataTable } from '../../ui/DataTable.tsx'
import { Link } from '../../ui/Link.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from '../oversight/Refused.tsx'

type Orphan = z.output<typeof listOrphans.output>['people'][number]

const useColumns = (slug: string): Columns<Orphan> => {
  const t = useWords()
  return [
    {
      id: 'who',
      label: t('roles.review.who'),
      sort: ({ sort }) => sort,
      plain: ({ display }) => display,
      cell: ({ id, display }) => (
        <Link className="name-link" to="/s/$slug/people/$personId/access" params={{ slug, personId: id }}>
          {display}
        </Link>
      ),
    },
    {
      id: 'roles',
      label: t('roles.role'),
      sort: ({ roles }) => roles.map((one) => t(`people.role.${one}`)).join(),
      cell: ({ roles }) => roles.map((one) => t(`people.role.${one}`)).join(', '),
    },
    {
      id: 'why',
      label: t('roles.orphans.why'),
      sort: ({ why }) => t(`roles.orphans.why.${why}`),
      cell: ({ why }) => t(`roles.orphans.why.${why}`),
    },
    {
      id: 'account',
      label: t('roles.orphans.account'),
      sort: ({ hasAccount }) => (hasAccount ? 0 : 1),
      plain: ({ hasAccount }) => t(hasAccount ? 'roles.orphans.yes' : 'roles.orphans.no'),
      cell: ({ hasAccount }) => t(hasAccount ? 'roles.orphans.yes' : 'roles.orphans.no'),
    },
  ]
}

/** Accounts that nothing of the school explains any more, and what to do about many at once. */
export const Orphans = () => {
  const t = useWords()
  const { slug } = useEndpoint(readMe).school
  const { people } = useEndpoint(listOrphans)
  const columns = useColumns(slug)
  const settling = useAction(settleOrphans, [listOrphans, listPeople])
  const settle = (chosen: readonly Orphan[], what: 'leave' | 'suspend') =>
    settling.mutate(
      { body: { people: chosen.map(({ id }) => id), what } },
      { onSuccess: ({ settled }) => toast(t('roles.orphans.settled', { count: settled })) },
    )
  return (
    <div className="stack wide">
      <header className="stack tight">
        <Title>{t('roles.orphans.title')}</Title>
        <p className="measure quiet">{t('roles.orphans.intro')}</p>
      </header>
      <Refused by={settling.error} />
      {people.length === 0 ? (
        <EmptyState title={t('roles.orphans.none')} drawing="roof">
          {t('roles.orphans.none_how')}
        </EmptyState>
      ) : (
        <DataTable
          caption={t('roles.orphans.title')}
          rows={people}
          columns={columns}
          text={({ display, sort }) => `${display} ${sort}`}
          name={({ display }) => display}
          taken={{ list: 'orphans', purpose: 'security' }}
          actions={(chosen) => (
            <>
              <Button busy={settling.isPending} onPress={() => settle(chosen, 'leave')}>
                {t('roles.orphans.leave')}
              </Button>
              <Button look="danger" busy={settling.isPending} onPress={() => settle(chosen, 'suspend')}>
                {t('roles.orphans.suspend')}
              </Button>
            </>
          )}
        />
      )}
    </div>
  )
}
