import type * as z from 'zod/mini'
import { decideAccessReview, openAccessReview, readAccessReview } from '#contract/access-review.ts'
import { readMe } from '#contract/people.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { type Columns, DataTable } from '../../ui/DataTable.tsx'
import { Link } from '../../ui/Link.tsx'
import { Banner, EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from '../oversight/Refused.tsx'

type Running = NonNullable<z.output<typeof readAccessReview.output>['review']>
type Item = Running['items'][number]
type School = { slug: string; timeZone: string }

const useColumns = ({ slug, timeZone }: School, isRunning: boolean): Columns<Item> => {
  const t = useWords()
  const stateOf = ({ decision, canDecide }: Item) => decision ?? (isRunning && !canDecide ? 'other' : 'open')
  return [
    {
      id: 'who',
      label: t('roles.review.who'),
      sort: ({ person }) => person.sort,
      plain: ({ person, role }) => `${person.display}, ${t(`people.role.${role}`)}`,
      cell: ({ person, role, why, until }) => (
        <>
          <Link className="name-link" to="/s/$slug/people/$personId/access" params={{ slug, personId: person.id }}>
            {person.display}
          </Link>
          <br />
          <span className="small quiet">
            {[
              t(`people.role.${role}`),
              why && t(`roles.why.${why}`),
              until && t('roles.review.ends', { day: shortDay(t.locale, new Date(Date.parse(until) - 1000), timeZone) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </>
      ),
    },
    {
      id: 'decision',
      label: t('roles.review.decision'),
      sort: stateOf,
      plain: (item) => t(`roles.review.decision.${stateOf(item)}`),
      cell: (item) => (
        <>
          {t(`roles.review.decision.${stateOf(item)}`)}
          {item.by && (
            <>
              <br />
              <span className="small quiet">{item.by}</span>
            </>
          )}
        </>
      ),
    },
  ]
}

const Items = ({ review, school }: { review: Running; school: School }) => {
  const t = useWords()
  const columns = useColumns(school, review.closedAt === null)
  const deciding = useAction(decideAccessReview, [readAccessReview])
  const decide = (chosen: readonly Item[], decision: 'keep' | 'remove') => {
    const items = chosen.filter(({ canDecide }) => canDecide).map(({ id }) => id)
    const said = decision === 'keep' ? 'roles.review.kept' : 'roles.review.removed'
    if (items.length > 0)
      deciding.mutate(
        { params: { id: review.id }, body: { items, decision } },
        { onSuccess: ({ decided }) => toast(t(said, { count: decided })) },
      )
  }
  const buttons = (chosen: readonly Item[]) => (
    <>
      <Button look="primary" busy={deciding.isPending} onPress={() => decide(chosen, 'keep')}>
        {t('roles.review.keep')}
      </Button>
      <Button look="danger" busy={deciding.isPending} onPress={() => decide(chosen, 'remove')}>
        {t('roles.review.remove')}
      </Button>
    </>
  )
  return (
    <>
      <Refused by={deciding.error} />
      <DataTable
        caption={t('roles.review.title')}
        rows={review.items}
        columns={columns}
        text={({ person, role }) => `${person.display} ${person.sort} ${t(`people.role.${role}`)}`}
        name={({ person, role }) => `${person.display}, ${t(`people.role.${role}`)}`}
        taken={{ list: 'review', purpose: 'security' }}
        {...(review.items.some(({ canDecide }) => canDecide) ? { actions: buttons } : {})}
      />
    </>
  )
}

const Opening = () => {
  const t = useWords()
  const done = t('roles.review.opened')
  const opening = useAction(openAccessReview, [readAccessReview])
  return (
    <div className="stack tight">
      <Refused by={opening.error} />
      <p>
        <Button look="primary" busy={opening.isPending} onPress={() => opening.mutate({}, { onSuccess: () => toast(done) })}>
          {t('roles.review.open')}
        </Button>
      </p>
    </div>
  )
}

const State = ({ review, timeZone }: { review: Running; timeZone: string }) => {
  const t = useWords()
  const { dueAt, closedAt, decided, items, alarm } = review
  const when = closedAt
    ? t('roles.review.closed', { day: shortDay(t.locale, closedAt, timeZone) })
    : t('roles.review.due', { day: shortDay(t.locale, dueAt, timeZone) })
  return (
    <>
      {alarm && (
        <Banner tone="bad" title={t('roles.review.alarm')}>
          {t('roles.review.alarm_how')}
        </Banner>
      )}
      <div className="stack tight">
        <progress aria-label={t('roles.review.title')} max={items.length} value={decided} />
        <p className="small quiet">
          {when} · {t('roles.review.progress', { decided, all: items.length })}
        </p>
      </div>
    </>
  )
}

/** Every role that was given to staff, kept or removed by somebody who is not the holder. */
export const Review = () => {
  const t = useWords()
  const { person, school } = useEndpoint(readMe)
  const { review, canOpen } = useEndpoint(readAccessReview)
  const mayOpen = canOpen && person.roles.some((role) => role !== 'dpo')
  return (
    <div className="stack wide">
      <header className="stack tight">
        <Title>{t('roles.review.title')}</Title>
        <p className="measure quiet">{t('roles.review.intro')}</p>
      </header>
      {review ? (
        <>
          <State review={review} timeZone={school.timeZone} />
          {mayOpen && <Opening />}
          <Items review={review} school={school} />
        </>
      ) : (
        <EmptyState title={t('roles.review.none')} action={mayOpen && <Opening />}>
          {t('roles.review.none_how')}
        </EmptyState>
      )}
    </div>
  )
}
