import { useState } from 'react'
import type { RightCase } from '#contract/rights.ts'
import { shortDay } from '#i18n/dates.ts'
import { isRefusal, type Refusal } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { fetchHanded } from '../covering/handing.ts'
import { Refused } from './Refused.tsx'

/** A copy that was granted to somebody who cannot fetch it: the desk takes it along, as long as its link holds. */
export const Handed = ({ one: { id, number, linkUntil } }: { one: RightCase }) => {
  const t = useWords()
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<Refusal>()
  const take = async () => {
    setBusy(true)
    setTrouble(undefined)
    await fetchHanded(id, t.locale).catch((reason) => setTrouble(isRefusal(reason) ? reason : { refused: 'internal' }))
    setBusy(false)
  }
  return (
    <span className="stack tight">
      {linkUntil && <span className="small quiet">{t('mydata.cases.take_until', { day: shortDay(t.locale, linkUntil) })}</span>}
      <Button icon="import" busy={busy} onPress={() => void take()}>
        {t('mydata.cases.take')}
        <span className="unseen"> {number}</span>
      </Button>
      <Refused by={trouble} />
    </span>
  )
}
