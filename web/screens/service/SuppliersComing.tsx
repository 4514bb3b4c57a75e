import { shortDay } from '#i18n/dates.ts'
import type { Me } from '../../place.ts'
import { useWords } from '../../speech.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Link } from '../../ui/Link.tsx'

/** What is announced of companies, for those who may say something to it. */
export const SuppliersComing = ({ me: { suppliers, school } }: { me: Me }) => {
  const t = useWords()
  if (!suppliers) return null
  const day = shortDay(t.locale, suppliers.fromOn)
  return (
    <section className="card todo" aria-label={t('service.news')}>
      <Link className="tap" to="/s/$slug/suppliers" params={{ slug: school.slug }}>
        <Icon name="people" />
        <strong>{t('service.suppliers', { count: suppliers.count, day })}</strong>
        <Icon name="onward" little />
      </Link>
    </section>
  )
}
