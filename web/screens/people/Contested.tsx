import { readContested } from '#contract/desk-cases.ts'
import { shortDay } from '#i18n/dates.ts'
import { useWords } from '../../speech.tsx'
import { Banner } from '../../ui/Message.tsx'
import { useEndpoint } from '../../useEndpoint.ts'

/** What somebody says is wrong here, for those who read it while nobody has decided; and what the family has placed beside it. */
export const Contested = ({ personId }: { personId: string }) => {
  const t = useWords()
  const { contested, statements } = useEndpoint(readContested, { params: { id: personId }, query: { locale: t.locale } })
  return (
    <>
      {contested.length > 0 && (
        <Banner tone="warn" title={t('pupil.contested')}>
          {contested
            .map(({ what, since }) => `${what ?? t('pupil.contested_something')} (${shortDay(t.locale, since)})`)
            .join(' · ')}
        </Banner>
      )}
      {statements.map(({ what, words, since }) => (
        <Banner key={since} tone="info" title={t('pupil.statement')}>
          {`${what ?? t('pupil.contested_something')} (${shortDay(t.locale, since)}): ${words}`}
        </Banner>
      ))}
    </>
  )
}
