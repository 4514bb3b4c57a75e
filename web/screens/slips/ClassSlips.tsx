import { getRouteApi } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { printClassSlips, readClassSlips } from '#contract/activation.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Field.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Printed } from './Printed.tsx'
import { usePrint } from './printing.ts'
import { SlipRows } from './SlipRows.tsx'

const route = getRouteApi('/s/$slug/classes/$classId/slips')

type Readers = ['pupil'] | ['guardian'] | ['pupil', 'guardian']
const wishes: Record<'both' | 'pupils' | 'guardians', Readers> = {
  both: ['pupil', 'guardian'],
  pupils: ['pupil'],
  guardians: ['guardian'],
}
const isWish = (word: string): word is keyof typeof wishes => word in wishes

/** Slips for one class: whom for, and whether those are replaced that were printed and not used. */
const PrintForm = ({ classId }: { classId: string }) => {
  const t = useWords()
  const { state, print, busy } = usePrint()
  const [wish, setWish] = useState<keyof typeof wishes>('both')
  const [again, setAgain] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void print(printClassSlips, { params: { id: classId }, body: { readers: [...wishes[wish]], again } })
  }
  return (
    <form className="card stack" onSubmit={submit}>
      <Choices
        legend={t('activation.print_for')}
        name="readers"
        chosen={wish}
        onChoose={(chosen) => isWish(chosen) && setWish(chosen)}
        options={[
          { value: 'both', label: t('activation.print_both') },
          { value: 'pupils', label: t('activation.pupils') },
          { value: 'guardians', label: t('activation.guardians') },
        ]}
      />
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
  )
}

export const ClassSlips = () => {
  const t = useWords()
  const { classId } = route.useParams()
  const { label, people, can } = useEndpoint(readClassSlips, { params: { id: classId } })
  return (
    <div className="stack wide">
      <header>
        <p className="quiet">{t('activation.slips')}</p>
        <Title>{label}</Title>
      </header>
      {people.length === 0 ? (
        <EmptyState title={t('activation.nobody_here')} />
      ) : (
        <>
          {can.print && <PrintForm classId={classId} />}
          <SlipRows caption={t('activation.slips')} people={people} classId={classId} />
        </>
      )}
    </div>
  )
}
