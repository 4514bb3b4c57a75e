import type { ReactNode } from 'react'
import type { Locale } from '#contract/locales.ts'
import { letters } from '#i18n/lists.ts'
import { useWords } from '../speech.tsx'
import { Icon } from './Icon.tsx'

/** A short state in words; the colour only repeats it. */
export const Badge = ({ tone, children }: { tone?: 'ok' | 'bad' | 'warn' | 'info' | 'action'; children: ReactNode }) => (
  <span className={`badge ${tone ?? ''}`}>{children}</span>
)

/** The first letters as people read them: an emoji, a combined accent or a kanji counts as one. */
export const initials = (name: string, locale: Locale) => {
  const words = name.trim().split(/[\s\u3000]+/u)
  const han = /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/u.test(name)
  if (han || words.length === 1)
    return letters(locale, words[0] ?? '')
      .slice(0, han ? 1 : 2)
      .join('')
  return [words[0], words.at(-1)]
    .map((word) => letters(locale, word ?? '')[0] ?? '')
    .join('')
    .toLocaleUpperCase(locale)
}

export const Avatar = ({ name }: { name: string }) => {
  const { locale } = useWords()
  return (
    <span className="avatar" aria-hidden="true">
      {initials(name, locale)}
    </span>
  )
}

/** Numbered hopscotch squares: where one stands among a few steps. */
export const Stepper = ({ step, of }: { step: number; of: number }) => {
  const t = useWords()
  return (
    <ol className="steps" aria-label={t('app.steps', { step, of })}>
      {Array.from({ length: of }, (_, at) => at + 1).map((number) => (
        <li key={number} className={number < step ? 'done' : undefined} aria-current={number === step ? 'step' : undefined}>
          {number < step ? <Icon name="check" little /> : number}
        </li>
      ))}
    </ol>
  )
}
