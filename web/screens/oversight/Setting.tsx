import { type FormEvent, useState } from 'react'
import { changeLogSettings, readersShownAs, readLogSettings, readPersonReads } from '#contract/ledger-reading.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Field.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from './Refused.tsx'

/** How families see the staff in the log. */
export const Setting = () => {
  const t = useWords()
  const { readersShownAs: now } = useEndpoint(readLogSettings)
  const [chosen, setChosen] = useState<string>(now)
  const done = t('oversight.saved')
  const saving = useAction(changeLogSettings, [readLogSettings, readPersonReads])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const as = readersShownAs.find((one) => one === chosen)
    if (as) saving.mutate({ body: { readersShownAs: as } }, { onSuccess: () => toast(done) })
  }
  return (
    <form className="stack" onSubmit={submit}>
      <p className="measure quiet">{t('oversight.setting_hint')}</p>
      <Choices
        legend={t('oversight.shown_as')}
        name="shown"
        chosen={chosen}
        onChoose={setChosen}
        options={readersShownAs.map((value) => ({ value, label: t(`oversight.shown.${value}`) }))}
      />
      <Refused by={saving.error} />
      <p>
        <Button type="submit" look="primary" busy={saving.isPending} disabled={chosen === now}>
          {t('oversight.save')}
        </Button>
      </p>
    </form>
  )
}
