import { useState } from 'react'
import { mostLanguages } from '#contract/notices.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LongField, Select, TextField } from '../../ui/Field.tsx'
import { useLanguageName } from './parts.tsx'

export type Text = { language: string; title: string; text: string }

const usual = ['en', 'fr', 'sv', 'ja'] as const
const languages = [
  ...[...usual, 'fr-CA', 'ar', 'de', 'es', 'fa', 'fi', 'it', 'ku', 'pl', 'pt', 'ro'],
  ...['so', 'sq', 'ta', 'ti', 'tr', 'uk', 'ur', 'vi', 'zh'],
]

/** Whether each language has a title and a text. */
export const isWhole = (texts: readonly Text[]) => texts.every(({ title, text }) => title.trim() !== '' && text.trim() !== '')

type Props = { texts: readonly Text[]; change: (texts: Text[]) => void }

/** The fields of one language. */
const Fields = ({ text, others, change }: { text: Text; others: readonly string[]; change: (to: Partial<Text>) => void }) => {
  const t = useWords()
  const nameOf = useLanguageName()
  const options = [...new Set([text.language, ...languages])]
    .filter((tag) => !others.includes(tag))
    .map((value) => ({ value, label: nameOf(value) }))
  return (
    <div className="stack">
      <Select
        label={t('notices.language')}
        value={text.language}
        options={options}
        onChange={(event) => change({ language: event.target.value })}
      />
      <TextField
        label={t('notices.text_title')}
        lang={text.language}
        dir="auto"
        value={text.title}
        maxLength={200}
        onChange={(event) => change({ title: event.target.value })}
      />
      <LongField
        label={t('notices.text')}
        hint={t('notices.text_how')}
        lang={text.language}
        dir="auto"
        value={text.text}
        maxLength={20_000}
        onChange={(event) => change({ text: event.target.value })}
      />
    </div>
  )
}

/** What is said, in up to four languages beside each other; the first is the original. */
export const Texts = ({ texts, change }: Props) => {
  const t = useWords()
  const nameOf = useLanguageName()
  const [at, setAt] = useState(0)
  const shown = Math.min(at, texts.length - 1)
  const text = texts[shown]
  const add = () => {
    const taken = texts.map(({ language }) => language)
    const language = languages.find((tag) => !taken.includes(tag)) ?? 'en'
    change([...texts, { language, title: '', text: '' }])
    setAt(texts.length)
  }
  const remove = () => {
    change(texts.filter((_, nth) => nth !== shown))
    setAt(0)
  }
  if (!text) return null
  const others = texts.filter((_, nth) => nth !== shown).map(({ language }) => language)
  return (
    <fieldset className="field stack">
      <legend>{t('notices.tabs')}</legend>
      <div className="row">
        <div className="child-filter">
          {texts.map(({ language }, nth) => (
            <button key={language} type="button" aria-pressed={nth === shown} onClick={() => setAt(nth)}>
              {nameOf(language)}
              {nth === 0 && texts.length > 1 && <small> · {t('notices.original')}</small>}
            </button>
          ))}
        </div>
        {texts.length < mostLanguages && (
          <Button look="plain" onPress={add}>
            {t('notices.add_language')}
          </Button>
        )}
      </div>
      <Fields
        text={text}
        others={others}
        change={(to) => change(texts.map((one, nth) => (nth === shown ? { ...one, ...to } : one)))}
      />
      {shown > 0 && (
        <p>
          <Button look="plain" icon="cross" onPress={remove}>
            {t('notices.remove_language')}
          </Button>
        </p>
      )}
    </fieldset>
  )
}
