import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { DAYS_TO_COUNTERSIGN, LONGEST_WITHHOLDING, withholdingGrounds, withholdReads } from '#contract/withholding.ts'
import { useAction } from '../../api.ts'
import { useInDays } from '../../days.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Choices, TextField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Banner } from '../../ui/Message.tsx'

const usual = 30

/** For those who protect children: what they are about to read is not shown to the family yet. */
export const Withhold = ({ slug, personId }: { slug: string; personId: string }) => {
  const t = useWords()
  const inDays = useInDays()
  const navigate = useNavigate()
  const [ground, setGround] = useState<string>(withholdingGrounds[0])
  const [untilOn, setUntilOn] = useState(inDays(usual))
  const beginning = useAction(withholdReads)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const chosen = withholdingGrounds.find((one) => one === ground)
    if (!chosen) return
    const open = () =>
      void navigate({ to: '/s/$slug/people/$personId', params: { slug, personId }, search: { why: 'safeguarding' } })
    beginning.mutate({ params: { id: personId }, body: { ground: chosen, untilOn } }, { onSuccess: open })
  }
  return (
    <details className="why">
      <summary>
        <Icon name="eye" little />
        {t('pupil.withhold')}
      </summary>
      <form className="stack" onSubmit={submit}>
        <p className="measure">{t('pupil.withhold_how', { days: DAYS_TO_COUNTERSIGN })}</p>
        <Choices
          legend={t('pupil.withhold_ground')}
          name="ground"
          chosen={ground}
          onChoose={setGround}
          options={withholdingGrounds.map((value) => ({ value, label: t(`pupil.ground.${value}`) }))}
        />
        <TextField
          label={t('pupil.withhold_until')}
          type="date"
          required
          min={inDays(1)}
          max={inDays(LONGEST_WITHHOLDING - 1)}
          value={untilOn}
          onChange={(event) => setUntilOn(event.target.value)}
        />
        {beginning.error && (
          <Banner
            tone="bad"
            title={t(beginning.error.refused === 'offline' ? 'app.offline' : `errors.${beginning.error.refused}`)}
          />
        )}
        <p>
          <Button type="submit" look="ink" busy={beginning.isPending}>
            {t('pupil.withhold_begin')}
          </Button>
        </p>
      </form>
    </details>
  )
}
