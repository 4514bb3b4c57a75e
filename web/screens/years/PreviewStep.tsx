import { useState } from 'react'
import type * as z from 'zod/mini'
import { applyPlan, previewPlan, readYears } from '#contract/years.ts'
import { longDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from '../oversight/Refused.tsx'
import { useFollowing } from './keeping.ts'
import { Lists } from './Lists.tsx'
import { Problems, Warnings } from './Problems.tsx'
import type { StepProps } from './steps.ts'

type Preview = z.output<typeof previewPlan.output>

const Figures = ({ preview: { counts, withoutClass } }: { preview: Preview }) => {
  const t = useWords()
  const number = new Intl.NumberFormat(t.locale)
  const rows = [
    ...(['placed', 'repeating', 'leaving', 'made', 'ending'] as const).map((what) => [what, counts[what]] as const),
    ['without', withoutClass.length] as const,
  ]
  return (
    <section className="card stack measure" aria-labelledby="figures">
      <h2 id="figures">{t('years.figures')}</h2>
      <table className="figures">
        <tbody>
          {rows.map(([what, count]) => (
            <tr key={what}>
              <th scope="row">{t(`years.count.${what}`)}</th>
              <td>{number.format(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const Clocks = ({ clocks }: Pick<Preview, 'clocks'>) => {
  const t = useWords()
  const day = (on: string) => ({ day: longDay(t.locale, on) })
  return (
    <section className="card stack tight measure" aria-labelledby="clocks">
      <h2 id="clocks">{t('years.keeps')}</h2>
      <ul className="plain stack tight">
        <li>{t('years.clock.reads', day(clocks.readsUntil))}</li>
        <li>{t('years.clock.locked', day(clocks.lockedFrom))}</li>
        <li>{t('years.clock.records', day(clocks.recordsUntil))}</li>
        {clocks.registerUntil && <li>{t('years.clock.register', day(clocks.registerUntil))}</li>}
      </ul>
    </section>
  )
}

/** The yes; where somebody would be in no class, it says how many. */
const Yes = ({ preview, planId, onGone }: { preview: Preview; planId: string; onGone: () => void }) => {
  const t = useWords()
  const [asking, setAsking] = useState(false)
  const follow = useFollowing(planId, onGone)
  const applying = useAction(applyPlan, [readYears])
  const { counts, mark } = preview
  const without = preview.withoutClass.length
  const apply = () =>
    applying.mutate(
      { params: { id: planId }, body: { mark, ...(without > 0 ? { withoutClass: without } : {}) } },
      { onSuccess: follow, onError: () => setAsking(false) },
    )
  return (
    <div className="stack tight no-print">
      <Refused by={applying.error} />
      <div className="row">
        <Button look="primary" disabled={preview.problems.length > 0} onPress={() => setAsking(true)}>
          {t('years.apply')}
        </Button>
        <Button icon="print" onPress={() => print()}>
          {t('years.print')}
        </Button>
      </div>
      <LazySheet title={t('years.apply_sure')} open={asking} urgent onClose={() => setAsking(false)}>
        <p>{t('years.apply_what', { placed: counts.placed, leaving: counts.leaving })}</p>
        {without > 0 && (
          <p>
            <strong>{t('years.apply_without', { count: without })}</strong>
          </p>
        )}
        <div className="row">
          <Button look="primary" busy={applying.isPending} onPress={apply}>
            {t('years.apply_yes')}
          </Button>
          <Button onPress={() => setAsking(false)}>{t('app.cancel')}</Button>
        </div>
      </LazySheet>
    </div>
  )
}

/** The dry run: who goes where, who leaves and what they keep; nothing is written. */
export const PreviewStep = ({ plan, draft, onGone }: StepProps & { onGone: () => void }) => {
  const t = useWords()
  const preview = useEndpoint(previewPlan, { params: { id: plan.id } })
  return (
    <div className="stack wide">
      <p className="quiet measure no-print">{t('years.preview_how')}</p>
      <Problems plan={plan} draft={draft} problems={preview.problems} />
      <Warnings plan={plan} draft={draft} warnings={preview.warnings} />
      <Figures preview={preview} />
      <Yes preview={preview} planId={plan.id} onGone={onGone} />
      <Lists preview={preview} />
      <Clocks clocks={preview.clocks} />
    </div>
  )
}
