import { useState } from 'react'
import { printSlips } from '#contract/activation.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Printed } from './Printed.tsx'
import { usePrint } from './printing.ts'

type Whom = { people: readonly string[] } | { classes: readonly string[] }

const One = ({ whom }: { whom: Whom }) => {
  const t = useWords()
  const { state, print, busy } = usePrint()
  const [again, setAgain] = useState(false)
  const body = 'people' in whom ? { people: [...whom.people], again } : { classes: [...whom.classes], again }
  return (
    <div className="stack">
      <Printed state={state} />
      {state.at !== 'ready' && (
        <>
          <label className="choice">
            <input type="checkbox" checked={again} onChange={() => setAgain(!again)} />
            <span>{t('activation.again')}</span>
          </label>
          <Button look="primary" icon="print" full busy={busy} onPress={() => void print(printSlips, { body })}>
            {t('activation.print')}
          </Button>
        </>
      )}
    </div>
  )
}

/** One print for many: people from anywhere in the school, or whole classes. */
export const PrintMany = ({ whom }: { whom: Whom }) => {
  const t = useWords()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon="print" onPress={() => setOpen(true)}>
        {t('activation.print_many')}
      </Button>
      <LazySheet title={t('activation.print_many')} open={open} onClose={() => setOpen(false)}>
        <One whom={whom} />
      </LazySheet>
    </>
  )
}
