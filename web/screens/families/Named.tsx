import { useId, useState } from 'react'
import type * as z from 'zod/mini'
import { readFamily, readMyFamily } from '#contract/families.ts'
import { endContact, endFetching } from '#contract/family-adults.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
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

const OneNamed = ({ adult, list, mayName, isOwn }: { adult: Named; list: NamedList; mayName: boolean; isOwn: boolean }) => {
  const t = useWords()
  const [doing, setDoing] = useState<'nothing' | 'changing' | 'ending'>('nothing')
  const stop = () => setDoing('nothing')
  const { name, phone, relation, note, from, until, source } = adult
  const today = new Date().toISOString().slice(0, 10)
  const days = [
    from && from > today && t('families.adults_from', { day: shortDay(t.locale, from) }),
    until && t('families.adults_until', { day: shortDay(t.locale, until) }),
  ].filter(Boolean)
  const said = isOwn ? days : [...days, t(`families.adult.source.${source}`)]
  return (
    <li>
      <div className="stack tight grow">
        <strong>{name}</strong>
        {(phone || relation) && (
          <span>
            {phone && <a href={`tel:${phone.replace(/[^+\d]/g, '')}`}>{phone}</a>}
            {[phone && ' ', relation].filter(Boolean).join('· ')}
          </span>
        )}
        {note && <span className="quiet small">{note}</span>}
        {said.length > 0 && <span className="quiet small">{said.join(' · ')}</span>}
        {mayName && (
          <div className="row no-print">
            <Button onPress={() => setDoing('changing')}>
              {t('families.adult.change')}
              <span className="unseen"> {name}</span>
            </Button>
            <Button onPress={() => setDoing('ending')}>
              {t('families.adult.end')}
              <span className="unseen"> {name}</span>
            </Button>
          </div>
        )}
      </div>
      <LazySheet title={name} open={doing === 'changing'} urgent onClose={stop}>
        <NameAdult pupilId={adult.id} list={list} adult={adult} onDone={stop} />
      </LazySheet>
      <LazySheet title={t('families.adult.end_ask', { name })} open={doing === 'ending'} urgent onClose={stop}>
        <End adult={adult} list={list} onDone={stop} />
      </LazySheet>
    </li>
  )
}

/** Whom the school calls for a child, or who may fetch it; with a form for those who may name somebody. */
export const NamedAdults = ({
  pupilId,
  list,
  adults,
  mayName,
  isOwn = false,
}: {
  pupilId: string
  list: NamedList
  adults: readonly Named[]
  mayName: boolean
  /** On one's own page, below the child's name: who named them need not be said. */
  isOwn?: boolean
}) => {
  const t = useWords()
  const id = useId()
  const [adding, setAdding] = useState(false)
  const Heading = isOwn ? 'h3' : 'h2'
  const add = t(list === 'contacts' ? 'families.adult.add_contact' : 'families.adult.add_fetching')
  return (
    <section className="stack tight" aria-labelledby={id}>
      <Heading id={id}>{t(list === 'contacts' ? 'families.contacts' : 'families.adults')}</Heading>
      {adults.length === 0 && <p className="quiet">{t('families.contacts_none')}</p>}
      {adults.length > 0 && (
        <ul className={isOwn ? 'rows' : 'card rows'}>
          {adults.map((adult) => (
            <OneNamed key={adult.id} adult={adult} list={list} mayName={mayName} isOwn={isOwn} />
          ))}
        </ul>
      )}
      {mayName && (
        <p className="no-print">
          <Button onPress={() => setAdding(true)}>{add}</Button>
        </p>
      )}
      <LazySheet title={add} open={adding} urgent onClose={() => setAdding(false)}>
        <NameAdult pupilId={pupilId} list={list} onDone={() => setAdding(false)} />
      </LazySheet>
    </section>
  )
}
