import { countRestricted } from '#contract/restricting.ts'
import { useWords } from '../../speech.tsx'
import { Banner } from '../../ui/Message.tsx'
import { useEndpoint } from '../../useEndpoint.ts'

/** Says to whoever reads a list that some in it are kept and not shown: nothing is missing without a word. */
export const Restricted = () => {
  const t = useWords()
  const { people } = useEndpoint(countRestricted)
  if (people === 0) return null
  return (
    <Banner tone="warn" title={t('app.restricted', { count: people })}>
      {t('app.restricted_how')}
    </Banner>
  )
}
