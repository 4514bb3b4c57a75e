import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { listPeople } from '#contract/people.ts'
import { reading } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { ComboBox } from '../../ui/ComboBox.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { HoldForm } from './Holding.tsx'

const Choosing = ({ onDone }: { onDone: () => void }) => {
  const t = useWords()
  const [personId, setPersonId] = useState('')
  const people = useQuery(reading(listPeople, { purpose: 'legal' })).data?.people ?? []
  return (
    <div className="stack">
      <ComboBox
        label={t('mydata.paper.about')}
        required
        value={personId}
        onChoose={setPersonId}
        options={people.map((one) => ({ value: one.id, label: one.display, also: one.sort }))}
      />
      {personId && <HoldForm key={personId} personId={personId} onDone={onDone} />}
    </div>
  )
}

/** Of somebody who has asked for nothing: an inquiry or a court does not wait until there is a case. */
export const HoldSomebody = () => {
  const t = useWords()
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <p>
        <Button onPress={() => setOpen(true)}>{t('mydata.hold.somebody')}</Button>
      </p>
      <LazySheet title={t('mydata.hold.somebody')} open={open} urgent onClose={close}>
        {open && <Choosing onDone={close} />}
      </LazySheet>
    </>
  )
}
