import { type FormEvent, useState } from 'react'
import { printSlips, readStaffSlips } from '#contract/activation.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Printed } from './Printed.tsx'
import { usePrint } from './printing.ts'
import { SlipRows } from './SlipRows.tsx'

/** Slips for those who work in the school. */
export const StaffSlips = () => {
  const t = useWords()
  const { people } = useEndpoint(readStaffSlips)
  const { state, print, busy } = usePrint()
  const [again, setAgain] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void print(printSlips, { body: { again } })
  }
  return (
    <div className="stack wide">
      <header>
        <p className="quiet">{t('activation.slips')}</p>
        <Title>{t('activation.staff')}</Title>
      </header>
      <form className="card stack" onSubmit={submit}>
        <label className="choice">
          <input type="checkbox" checked={again} onChange={() => setAgain(!again)} />
          <span>{t('activation.again')}</span>
        </label>
        <div className="row">
          <Button type="submit" look="primary" icon="print" busy={busy}>
            {t('activation.print')}
          </Button>
        </div>
        <Printed state={state} />
      </form>
      <SlipRows caption={t('activation.staff')} people={people} />
    </div>
  )
}
