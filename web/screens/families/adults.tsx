import type * as z from 'zod/mini'
import { readFamily, readMyFamily } from '#contract/families.ts'
import { endContact, endFetching } from '#contract/family-adults.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useInDays } from '../../days.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { toast } from '../../ui/Toast.tsx'
import { NameAdult } from './NameAdult.tsx'
import { Refused } from './parts.tsx'

type Family = z.output<typeof readFamily.output>
/** Somebody who is called, or may fetch. */
export type Named = Omit<Family['contacts'][number], 'place'> & { from?: string; until?: string | null }
export type NamedList = 'contacts' | 'fetching'
export type What = 'nothing' | 'changing' | 'ending'

export const Telephone = ({ number }: { number: string }) => <a href={`tel:${number.replace(/[^+\d]/g, '')}`}>{number}</a>

/** From when until when somebody may fetch, where there is a day. */
export const useDays = () => {
  const t = useWords()
  const inDays = useInDays()
  return ({ from, until }: Named): string => {
    const today = inDays(0)
    const days = [
      from && from > today && t('families.adults_from', { day: shortDay(t.locale, from) }),
      until && t('families.adults_until', { day: shortDay(t.locale, until) }),
    ]
    return days.filter(Boolean).join(' · ')
  }
}

const End = ({ adult, list, onDone }: { adult: Named; list: NamedList; onDone: () => void }) => {
  const t = useWords()
  const touched = [readFamily, readMyFamily]
  const [calling, fetching] = [useAction(endContact, touched), useAction(endFetching, touched)]
  const ending = list === 'contacts' ? calling : fetching
  const onSuccess = () => {
    toast(t('families.adult.removed'))
    onDone()
  }
  return (
    <div className="stack">
      <Refused by={ending.error} />
      <div className="row">
        <Button
          look="danger"
          busy={ending.isPending}
          onPress={() => ending.mutate({ params: { id: adult.id }, version: adult.version }, { onSuccess })}
        >
          {t('families.adult.end')}
        </Button>
        <Button onPress={onDone}>{t('app.cancel')}</Button>
      </div>
    </div>
  )
}

/** The ways to change somebody named, and to remove them. */
export const Doing = ({ adult, onDo }: { adult: Named; onDo: (what: What) => void }) => {
  const t = useWords()
  return (
    <div className="row no-print">
      <Button onPress={() => onDo('changing')}>
        {t('families.adult.change')}
        <span className="unseen"> {adult.name}</span>
      </Button>
      <Button onPress={() => onDo('ending')}>
        {t('families.adult.end')}
        <span className="unseen"> {adult.name}</span>
      </Button>
    </div>
  )
}

/** The form or the question that was asked for. */
export const ToDo = ({ adult, list, doing, onDone }: { adult: Named; list: NamedList; doing: What; onDone: () => void }) => {
  const t = useWords()
  return (
    <>
      <LazySheet title={adult.name} open={doing === 'changing'} urgent onClose={onDone}>
        <NameAdult pupilId={adult.id} list={list} adult={adult} onDone={onDone} />
      </LazySheet>
      <LazySheet title={t('families.adult.end_ask', { name: adult.name })} open={doing === 'ending'} urgent onClose={onDone}>
        <End adult={adult} list={list} onDone={onDone} />
      </LazySheet>
    </>
  )
}
