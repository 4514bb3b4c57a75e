import { type FormEvent, useState } from 'react'
import type * as z from 'zod/mini'
import { clockReasons, readLeavers, setLeavingClocks } from '#contract/leaving.ts'
import { mostArchiveMonths, mostGuidanceMonths } from '#contract/leaving-clocks.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Select, TextField } from '../../ui/Field.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Refused } from '../oversight/Refused.tsx'

type Leavers = z.output<typeof readLeavers.output>

/** How long each step lasts, where the number is from, and, for those who lead the school, how to change it. */
export const Clocks = ({ clocks, canSet }: Pick<Leavers, 'clocks' | 'canSet'>) => {
  const t = useWords()
  const [guidance, setGuidance] = useState(`${clocks.guidance.months}`)
  const [archive, setArchive] = useState(`${clocks.archive.months}`)
  const [why, setWhy] = useState<string>('shorter')
  const setting = useAction(setLeavingClocks, [readLeavers])
  const from = ({ usual, article }: Leavers['clocks']['guidance']) => t('leaving.clock_from', { months: usual, article })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const reason = clockReasons.find((one) => one === why) ?? 'shorter'
    const body = { guidanceMonths: Number(guidance), archiveMonths: Number(archive), why: reason, version: clocks.version }
    setting.mutate({ body }, { onSuccess: () => toast(t('leaving.clocks_set')) })
  }
  const common = { type: 'number', inputMode: 'numeric', required: true, min: 0, disabled: !canSet } as const
  return (
    <section aria-labelledby="clocks" className="stack measure">
      <h2 id="clocks">{t('leaving.clocks')}</h2>
      <form className="stack" onSubmit={submit}>
        <TextField
          {...common}
          label={t('leaving.guidance_months')}
          hint={from(clocks.guidance)}
          max={mostGuidanceMonths}
          value={guidance}
          onChange={(event) => setGuidance(event.target.value)}
        />
        <TextField
          {...common}
          label={t('leaving.archive_months')}
          hint={from(clocks.archive)}
          max={mostArchiveMonths}
          value={archive}
          onChange={(event) => setArchive(event.target.value)}
        />
        {canSet && (
          <>
            <Select
              label={t('leaving.clock_why')}
              value={why}
              onChange={(event) => setWhy(event.target.value)}
              options={clockReasons.map((value) => ({ value, label: t(`leaving.clock_why.${value}`) }))}
            />
            <Refused by={setting.error} />
            <p>
              <Button type="submit" busy={setting.isPending}>
                {t('leaving.save')}
              </Button>
            </p>
          </>
        )}
      </form>
    </section>
  )
}
