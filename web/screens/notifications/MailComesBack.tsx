import { countMailTroubles } from '#contract/mail-troubles.ts'
import { slugOfPage } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Link } from '../../ui/Link.tsx'
import { useEndpoint } from '../../useEndpoint.ts'

/** On the office's day: that there are people whose mail comes back. */
export const MailComesBack = () => {
  const t = useWords()
  const { count } = useEndpoint(countMailTroubles)
  if (count === 0) return null
  return (
    <section className="card todo" aria-label={t('notifications.troubles')}>
      <Link className="tap" to="/s/$slug/mail-troubles" params={{ slug: slugOfPage() }}>
        <Icon name="bell" />
        <strong>{t('notifications.troubles_count', { count })}</strong>
        <Icon name="onward" little />
      </Link>
    </section>
  )
}
