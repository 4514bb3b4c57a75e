import { useState } from 'react'
import { type HeadStep, listHeadSteps } from '#contract/disputes.ts'
import { readMe } from '#contract/people.ts'
import { shortDay } from '#i18n/dates.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { HeadDeciding } from './HeadDeciding.tsx'

const useStanding = (timeZone: string) => {
  const t = useWords()
  return ({ decided, dueOn }: HeadStep) => {
    if (!decided) return t('mydata.step.due', { day: shortDay(t.locale, dueOn) })
    const day = shortDay(t.locale, decided.at, timeZone)
    const { ground } = decided
    return ground
      ? t('mydata.step.refused', { day, ground: t(`mydata.ground.${ground.name}`), article: ground.article })
      : t('mydata.step.approved', { day })
  }
}

/** What waits for the head, since it touches what two guardians in dispute wrote in together. */
export const HeadSteps = () => {
  const t = useWords()
  const { timeZone } = useEndpoint(readMe).school
  const standing = useStanding(timeZone)
  const { today, steps } = useEndpoint(listHeadSteps)
  const [open, setOpen] = useState<HeadStep>()
  const close = () => setOpen(undefined)
  if (steps.length === 0) return null
  return (
    <section className="stack" aria-labelledby="head-steps">
      <h2 id="head-steps">{t('mydata.step.title')}</h2>
      <p className="measure">{t('mydata.step.lead')}</p>
      <ul className="stack">
        {steps.map((one) => (
          <li className="card stack tight" key={one.id}>
            <p>
              <strong>{t(`mydata.kind.${one.kind}`)}</strong> ·{' '}
              {t('mydata.step.asks', { asker: one.asker.display, about: one.about.display })}
              <br />
              <span className="small quiet">
                {one.number} · {one.article}
              </span>
            </p>
            <p className="row">
              <Badge tone={one.decided ? 'info' : 'warn'}>{standing(one)}</Badge>
              {!one.decided && <Badge tone="info">{t('mydata.step.threads', { count: one.threads })}</Badge>}
            </p>
            {one.can.decide ? (
              <p>
                <Button look="ink" onPress={() => setOpen(one)}>
                  {t('mydata.step.decide')}
                  <span className="unseen"> {one.number}</span>
                </Button>
              </p>
            ) : (
              !one.decided && <p className="small quiet">{t(`mydata.step.${one.decider ?? 'nobody'}`)}</p>
            )}
          </li>
        ))}
      </ul>
      <LazySheet
        title={open ? `${open.number} · ${t(`mydata.kind.${open.kind}`)}` : ''}
        open={open !== undefined}
        urgent
        onClose={close}
      >
        {open && <HeadDeciding one={open} today={today} onDone={close} />}
      </LazySheet>
    </section>
  )
}
