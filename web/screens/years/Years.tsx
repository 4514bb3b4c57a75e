import { useNavigate } from '@tanstack/react-router'
import type * as z from 'zod/mini'
import { readMe } from '#contract/people.ts'
import { beginPlan, readYears, type YearPlan } from '#contract/years.ts'
import { clockTime, shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Link } from '../../ui/Link.tsx'
import { Banner, EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from '../oversight/Refused.tsx'

type Year = NonNullable<z.output<typeof readYears.output>['current']>

/** A year from its first to its last day. */
export const useSpan = () => {
  const t = useWords()
  return ({ fromOn, toOn }: Pick<Year, 'fromOn' | 'toOn'>) =>
    t('years.span', { from: shortDay(t.locale, fromOn), to: shortDay(t.locale, toOn) })
}

const Earlier = ({ plan, slug, timeZone }: { plan: YearPlan; slug: string; timeZone: string }) => {
  const t = useWords()
  const span = useSpan()
  const { fromOn, toOn, placed, leaving, undoneAt, undoUntil, kept } = plan
  const isOpen = undoUntil !== null && new Date(undoUntil) > new Date()
  return (
    <li className="card stack tight">
      <strong>{fromOn && toOn && span({ fromOn, toOn })}</strong>
      <span>{t('years.earlier_applied', { placed, leaving })}</span>
      {undoneAt && <span className="quiet">{t('years.earlier_undone', { day: shortDay(t.locale, undoneAt, timeZone) })}</span>}
      {kept > 0 && <span className="quiet">{t('years.earlier_kept', { count: kept })}</span>}
      {isOpen && (
        <div className="row">
          <Link className="button quiet" to="/s/$slug/years/$planId/undo" params={{ slug, planId: plan.id }}>
            {t('years.undo')}
          </Link>
          <span className="quiet small">
            {t('years.undo_until', {
              until: `${shortDay(t.locale, undoUntil, timeZone)} ${clockTime(t.locale, undoUntil, timeZone)}`,
            })}
          </span>
        </div>
      )}
    </li>
  )
}

const Next = ({ plan, slug }: { plan: YearPlan | undefined; slug: string }) => {
  const t = useWords()
  const navigate = useNavigate()
  const beginning = useAction(beginPlan, [readYears])
  const begin = () =>
    beginning.mutate(
      {},
      { onSuccess: ({ id: planId }) => void navigate({ to: '/s/$slug/years/$planId', params: { slug, planId } }) },
    )
  if (plan)
    return (
      <p>
        <Link className="button primary" to="/s/$slug/years/$planId" params={{ slug, planId: plan.id }}>
          {t(plan.state === 'draft' ? 'years.continue' : 'years.look_on')}
        </Link>
      </p>
    )
  return (
    <>
      <Refused by={beginning.error} />
      <p>
        <Button look="primary" busy={beginning.isPending} onPress={begin}>
          {t('years.begin')}
        </Button>
      </p>
    </>
  )
}

/** The years of the school: what runs, what is being prepared, and what was turned and can still be taken back. */
export const Years = () => {
  const t = useWords()
  const span = useSpan()
  const { slug, timeZone } = useEndpoint(readMe).school
  const { current, next, plans, withoutPlace } = useEndpoint(readYears)
  const open = plans.find(({ state }) => state === 'draft' || state === 'applying' || state === 'undoing')
  const earlier = plans.filter(({ state }) => state === 'applied' || state === 'undone')
  return (
    <div className="stack wide">
      <header className="stack tight measure">
        <Title>{t('years.title')}</Title>
        <p className="quiet">{t('years.intro')}</p>
      </header>
      {withoutPlace > 0 && (
        <section className="stack tight">
          <Banner tone="warn" title={t('years.without_place', { count: withoutPlace })}>
            {t('years.without_place_how')}
          </Banner>
          <p>
            <Link className="button quiet" to="/s/$slug/people/orphans" params={{ slug }}>
              {t('years.without_place_who')}
            </Link>
          </p>
        </section>
      )}
      {current ? (
        <section className="card stack measure" aria-labelledby="the-years">
          <h2 id="the-years" className="unseen">
            {t('years.title')}
          </h2>
          <dl className="stack tight">
            <dt className="label">{t('years.current')}</dt>
            <dd>{span(current)}</dd>
            <dt className="label">{t('years.next')}</dt>
            <dd>{next ? span(next) : t('years.none_next')}</dd>
          </dl>
          <Next plan={open} slug={slug} />
        </section>
      ) : (
        <EmptyState title={t('years.no_year')} drawing="roof">
          {t('years.no_year_how')}
        </EmptyState>
      )}
      {earlier.length > 0 && (
        <section className="stack measure" aria-labelledby="earlier">
          <h2 id="earlier">{t('years.earlier')}</h2>
          <ul className="plain stack">
            {earlier.map((plan) => (
              <Earlier key={plan.id} plan={plan} slug={slug} timeZone={timeZone} />
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
