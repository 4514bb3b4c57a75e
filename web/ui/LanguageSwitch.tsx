import { locales } from '#contract/locales.ts'
import { languageNames } from '#i18n/words.ts'
import { useSaid } from '../furigana.tsx'
import { speak, useWords } from '../speech.tsx'

/** Each language under its own name. */
export const LanguageButtons = () => {
  const t = useWords()
  const say = useSaid()
  return (
    <div className="languages">
      {locales.map((locale) => (
        <button key={locale} type="button" lang={locale} aria-pressed={locale === t.locale} onClick={() => void speak(locale)}>
          {say.text(languageNames[locale])}
        </button>
      ))}
    </div>
  )
}

/** The languages on every page's foot. */
export const LanguageSwitch = () => {
  const t = useWords()
  return (
    <nav aria-label={t('app.language')}>
      <LanguageButtons />
    </nav>
  )
}
