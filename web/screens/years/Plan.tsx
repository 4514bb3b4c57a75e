import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { readMe } from '#contract/people.ts'
import { discardPlan, readPlan, readYears } from '#contract/years.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from '../oversight/Refused.tsx'
import { ClassesStep } from './ClassesStep.tsx'
import { DatesStep } from './DatesStep.tsx'
import { type PlanRead, useKept } from './keeping.ts'
import { PreviewStep } from './PreviewStep.tsx'
import { Problems } from './Problems.tsx'
import { PupilsStep } from './PupilsStep.tsx'
import { type Step, steps } from './steps.ts'
import { TeachersStep } from './TeachersStep.tsx'
import { Underway } from './Underway.tsx'
import { useSpan } from './Years.tsx'

const route = getRouteApi('/s/$slug/years/$planId')

const Discard = ({ plan, slug }: { plan: PlanRead; slug: string }) => {
  const t = useWords()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const gone = t('years.discarded')
  const discarding = useAction(discardPlan, [readYears])
  const discard = () =>
    discarding.mutate(
      { params: { id: plan.id } },
      {
        onSuccess: () => {
          toast(gone)
          void navigate({ to: '/s/$slug/years', params: { slug } })
        },
      },
    )
  return (
    <>
      <Button look="plain" onPress={() => setAsking(true)}>
        {t('years.discard')}
      </Button>
      <LazySheet title={t('years.discard_sure')} open={asking} urgent onClose={() => setAsking(false)}>
        <Refused by={discarding.error} />
        <div className="row">
          <Button look="danger" busy={discarding.isPending} onPress={discard}>
            {t('years.discard')}
          </Button>
          <Button onPress={() => setAsking(false)}>{t('app.cancel')}</Button>
        </div>
      </LazySheet>
    </>
  )
}

/** The steps, each a button: whoever has been there comes back to it. */
const Stepper = ({ now, onGo }: { now: Step; onGo: (step: Step) => void }) => {
  const t = useWords()
  return (
    <nav aria-label={t('years.steps')} className="no-print">
      <ol className="plain row">
        {steps.map((step) => (
          <li key={step}>
            <button
              type="button"
              className={`button ${step === now ? 'primary' : 'quiet'}`}
              aria-current={step === now ? 'step' : undefined}
              onClick={() => onGo(step)}
            >
              {t(`years.step.${step}`)}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}

const Preparing = ({ plan, slug, onGone }: { plan: PlanRead; slug: string; onGone: () => void }) => {
  const t = useWords()
  const [step, setStep] = useState<Step>('dates')
  const { draft, problems, trouble, isSaved, change, keep } = useKept(plan)
  const at = steps.indexOf(step)
  const [before, after] = [steps[at - 1], steps[at + 1]]
  // Nobody looks at a dry run of what has not been kept.
  const go = async (next: Step) => ((await keep()) || next !== 'preview') && setStep(next)
  const props = { plan, draft, change }
  return (
    <>
      <Stepper now={step} onGo={go} />
      <section className="stack" aria-labelledby="the-step">
        <h2 id="the-step">{t('years.step_of', { nth: at + 1, all: steps.length, step: t(`years.step.${step}`) })}</h2>
        {step === 'dates' && <DatesStep {...props} />}
        {step === 'classes' && <ClassesStep {...props} />}
        {step === 'pupils' && <PupilsStep {...props} />}
        {step === 'teachers' && <TeachersStep {...props} />}
        {step === 'preview' && <PreviewStep {...props} onGone={onGone} />}
      </section>
      {step !== 'preview' && <Problems plan={plan} draft={draft} problems={problems} />}
      <Refused by={trouble} />
      <div className="row no-print">
        {before && <Button onPress={() => void go(before)}>{t('years.back')}</Button>}
        {after && (
          <Button look="primary" onPress={() => void go(after)}>
            {t('years.onward')}
          </Button>
        )}
        <Discard plan={plan} slug={slug} />
      </div>
      <p role="status" className="quiet small no-print">
        {isSaved && t('years.saved')}
      </p>
    </>
  )
}

/** The plan of a year, from its dates to its dry run; once somebody has said yes, how far it is. */
export const Plan = () => {
  const t = useWords()
  const span = useSpan()
  const { planId } = route.useParams()
  const { slug } = useEndpoint(readMe).school
  const plan = useEndpoint(readPlan, { params: { id: planId } })
  const [isGone, setGone] = useState(plan.state !== 'draft')
  const { fromOn, toOn } = plan
  return (
    <div className="stack wide">
      <header className="stack tight">
        <Title>{t('years.plan_title_open')}</Title>
        {fromOn && toOn && <p className="quiet">{span({ fromOn, toOn })}</p>}
      </header>
      {isGone ? <Underway planId={planId} slug={slug} /> : <Preparing plan={plan} slug={slug} onGone={() => setGone(true)} />}
    </div>
  )
}
