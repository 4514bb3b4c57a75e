import { useWords } from '../../speech.tsx'
import { Link } from '../../ui/Link.tsx'
import { Banner } from '../../ui/Message.tsx'
import { Progress } from '../../ui/Waiting.tsx'
import { useProgress } from './keeping.ts'

/** How far it is, and that one need not wait for it. */
export const Underway = ({ planId, slug }: { planId: string; slug: string }) => {
  const t = useWords()
  const plan = useProgress(planId, true)
  const isRunning = !plan || plan.state === 'applying' || plan.state === 'undoing'
  if (isRunning)
    return (
      <div className="stack tight measure">
        <Progress
          label={t(plan?.state === 'undoing' ? 'years.progress.undoing' : 'years.progress.applying')}
          {...(plan && plan.all > 0 ? { value: plan.done, most: plan.all } : {})}
        />
        <p className="quiet">{t('years.progress_leave')}</p>
      </div>
    )
  const { placed, leaving, kept, state } = plan
  return (
    <div className="stack measure">
      <Banner tone="ok" title={t(state === 'undone' ? 'years.undone' : 'years.done')}>
        {state === 'undone'
          ? kept > 0 && t('years.earlier_kept', { count: kept })
          : t('years.earlier_applied', { placed, leaving })}
      </Banner>
      <p>
        <Link className="button primary" to="/s/$slug/years" params={{ slug }}>
          {t('years.to_overview')}
        </Link>
      </p>
    </div>
  )
}
