import { useState } from 'react'
import type * as z from 'zod/mini'
import type { readMyData } from '#contract/my-data.ts'
import type { RightKind } from '#contract/rights-clocks.ts'
import { shortDay } from '#i18n/dates.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { toast } from '../../ui/Toast.tsx'
import { AskForm } from './AskForm.tsx'
import type { Rights } from './Clocks.tsx'
import { Deleting } from './Deleting.tsx'
import type { Part } from './Known.tsx'
import { Refused } from './Refused.tsx'
import { useTaking } from './taking.ts'

export type Someone = z.output<typeof readMyData.output>['person']
type Sheet = 'correct' | 'delete' | 'limit' | 'human'
type VerbsProps = { person: Someone; parts: readonly Part[]; rights: Rights }

const see = () => {
  const heading = document.getElementById('known')
  heading?.scrollIntoView()
  heading?.focus()
}

const Inside = ({ of, person, parts, rights, onDone }: VerbsProps & { of: Sheet; onDone: () => void }) => {
  const t = useWords()
  const may = (kind: RightKind) => rights.some((one) => one.kind === kind && one.may)
  if (of === 'delete') return may('erasure') ? <Deleting person={person} onDone={onDone} /> : <p>{t('mydata.not_yours')}</p>
  if (of === 'limit' && !may('restriction')) return <p>{t('mydata.not_yours')}</p>
  return (
    <AskForm
      of={of}
      personId={person.id}
      parts={parts}
      mayHide={may('deindexing')}
      mayComplain
      mayCopy={may('access')}
      onDone={onDone}
    />
  )
}

/** The six things that anyone can do about their data, always in this order. */
export const Verbs = ({ person, parts, rights }: VerbsProps) => {
  const t = useWords()
  const [open, setOpen] = useState<Sheet>()
  const { busy, trouble, take } = useTaking()
  const may = (kind: RightKind) => rights.some((one) => one.kind === kind && one.may)
  const takeAway = async (kind: 'access' | 'portability') => {
    const until = await take(person.id, kind)
    if (until) toast(t('mydata.take.begun', { day: shortDay(t.locale, until) }))
  }
  const close = () => setOpen(undefined)
  const titles = { correct: 'mydata.correct', delete: 'mydata.delete', limit: 'mydata.limit', human: 'mydata.human' } as const
  return (
    <section className="stack no-print" aria-labelledby="verbs">
      <h2 id="verbs">{t('mydata.verbs')}</h2>
      <div className="verbs">
        <Button full icon="eye" onPress={see}>
          {t('mydata.see')}
        </Button>
        {may('rectification') && (
          <Button full icon="check" onPress={() => setOpen('correct')}>
            {t('mydata.correct')}
          </Button>
        )}
        {may('access') && (
          <Button full look="ink" icon="import" busy={busy} describedBy="take-how" onPress={() => void takeAway('access')}>
            {t('mydata.take')}
          </Button>
        )}
        <Button full icon="cross" onPress={() => setOpen('delete')}>
          {t('mydata.delete')}
        </Button>
        <Button full icon="clock" onPress={() => setOpen('limit')}>
          {t('mydata.limit')}
        </Button>
        <Button full icon="question" onPress={() => setOpen('human')}>
          {t('mydata.human')}
        </Button>
      </div>
      <Refused by={trouble} />
      {may('access') && (
        <p className="quiet small measure" id="take-how">
          {t('mydata.take.how')}
        </p>
      )}
      {may('portability') && (
        <p>
          <Button look="plain" busy={busy} onPress={() => void takeAway('portability')}>
            {t('mydata.take.other')}
          </Button>
        </p>
      )}
      <LazySheet title={open ? t(titles[open]) : ''} open={open !== undefined} urgent onClose={close}>
        {open && <Inside of={open} person={person} parts={parts} rights={rights} onDone={close} />}
      </LazySheet>
    </section>
  )
}
