import { type FormEvent, useState } from 'react'
import { type Language, languageOf, languages } from '#contract/locales.ts'
import { type Agreeable, agreeables } from '#contract/objecting.ts'
import { type KeptPolicy, listPolicies, makePolicy, publishPolicyVersion } from '#contract/policies.ts'
import { languageNames } from '#i18n/words.ts'
import { useAction } from '../../api.ts'
import { useKeptForm } from '../../offline/useKept.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Choices, LongField, Select, TextField } from '../../ui/Field.tsx'
import { Banner } from '../../ui/Message.tsx'
import { toast } from '../../ui/Toast.tsx'

type Written = { title: string; body: string }
type Texts = Partial<Record<Language, Written>>

const isWritten = ({ title, body }: Written) => title.trim() !== '' && body.trim() !== ''
const isBegun = ({ title, body }: Written) => title.trim() !== '' || body.trim() !== ''

/** The title and the words in one language; another language is another of these. */
const InLanguage = ({ language, text, onWrite }: { language: Language; text: Written; onWrite: (text: Written) => void }) => {
  const t = useWords()
  return (
    <fieldset className="stack tight">
      <legend>{languageNames[language]}</legend>
      <TextField
        label={t('policies.text.title')}
        lang={language}
        maxLength={200}
        value={text.title}
        onChange={(event) => onWrite({ ...text, title: event.target.value })}
      />
      <LongField
        label={t('policies.text.body')}
        lang={language}
        maxLength={20_000}
        rows={5}
        value={text.body}
        onChange={(event) => onWrite({ ...text, body: event.target.value })}
      />
    </fieldset>
  )
}

type Sort = 'terms' | 'self' | 'pupil'
const isSort = (value: string): value is Sort => value === 'terms' || value === 'self' || value === 'pupil'

const What = ({ sort, onChoose }: { sort: Sort | ''; onChoose: (sort: Sort) => void }) => {
  const t = useWords()
  return (
    <Choices
      legend={t('policies.sort')}
      name="sort"
      chosen={sort}
      onChoose={(value) => isSort(value) && onChoose(value)}
      options={(['pupil', 'self', 'terms'] as const).map((value) => ({ value, label: t(`policies.sort.${value}`) }))}
    />
  )
}

/** What the school’s own work does only for those who agree. */
const Serves = ({ serves, onChoose }: { serves: Agreeable | ''; onChoose: (serves: Agreeable | '') => void }) => {
  const t = useWords()
  return (
    <>
      <Select
        label={t('policies.serves')}
        value={serves}
        onChange={(event) => onChoose(agreeables.find((one) => one === event.target.value) ?? '')}
        options={[
          { value: '', label: t('policies.serves.nothing') },
          ...agreeables.map((value) => ({ value, label: t(`policies.serves.${value}`) })),
        ]}
      />
      {serves && <p className="small quiet">{t('policies.serves.how')}</p>}
    </>
  )
}

/** Something new that is asked, or the next version of it: one purpose, in as many languages as families read. */
export const Publishing = ({ policy, onDone }: { policy: KeptPolicy | undefined; onDone: () => void }) => {
  const t = useWords()
  const first = languageOf(t.locale)
  const kept: Texts = Object.fromEntries((policy?.texts ?? []).map(({ language, title, body }) => [language, { title, body }]))
  const { value, set, clear, note } = useKeptForm(`policy ${policy?.id ?? 'new'}`, { texts: kept })
  const { texts } = value
  const [sort, setSort] = useState<Sort | ''>('')
  const [serves, setServes] = useState<Agreeable | ''>('')
  const [asksAgain, setAsksAgain] = useState('')
  const making = useAction(makePolicy, [listPolicies])
  const publishing = useAction(publishPolicyVersion, [listPolicies])
  const error = making.error ?? publishing.error
  const begun = Object.values(texts).filter(isBegun)
  const isReady = begun.length > 0 && begun.every(isWritten) && (policy ? asksAgain !== '' : sort !== '')
  const written = Object.fromEntries(Object.entries(texts).filter(([, text]) => isWritten(text)))
  const done = () => {
    clear()
    toast(t('policies.published'))
    onDone()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (policy) {
      const body = { texts: written, asksAgain: asksAgain === 'yes', after: policy.number }
      publishing.mutate({ params: { id: policy.id }, body }, { onSuccess: done })
    } else if (sort) {
      const kind = sort === 'terms' ? ('terms' as const) : ('consent' as const)
      const waiting = sort === 'self' && serves ? { serves } : {}
      const body = { kind, about: sort === 'pupil' ? ('pupil' as const) : ('self' as const), texts: written, ...waiting }
      making.mutate({ body }, { onSuccess: done })
    }
  }
  const inOrder = [first, ...languages.filter((one) => one !== first)]
  return (
    <form className="stack" onSubmit={submit}>
      {policy ? (
        <Choices
          legend={t('policies.again_ask')}
          name="again"
          chosen={asksAgain}
          onChoose={setAsksAgain}
          options={[
            { value: 'yes', label: t('policies.again_ask.yes') },
            { value: 'no', label: t('policies.again_ask.no') },
          ]}
        />
      ) : (
        <>
          <What sort={sort} onChoose={setSort} />
          {sort === 'self' && <Serves serves={serves} onChoose={setServes} />}
        </>
      )}
      <p className="small quiet">{t('policies.text.how')}</p>
      {inOrder.map((language) => (
        <InLanguage
          key={language}
          language={language}
          text={texts[language] ?? { title: '', body: '' }}
          onWrite={(text) => set({ texts: { ...texts, [language]: text } })}
        />
      ))}
      {note}
      {error && <Banner tone="bad" title={t(error.refused === 'offline' ? 'app.offline' : `errors.${error.refused}`)} />}
      <div className="row">
        <Button type="submit" look="primary" busy={making.isPending || publishing.isPending} disabled={!isReady}>
          {t('policies.publish_now')}
        </Button>
        <Button onPress={onDone}>{t('app.cancel')}</Button>
      </div>
    </form>
  )
}
