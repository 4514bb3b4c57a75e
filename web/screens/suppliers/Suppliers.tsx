import { readMe } from '#contract/people.ts'
import { listSupplierNotices } from '#contract/suppliers.ts'
import { useWords } from '../../speech.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Notice } from './Notice.tsx'

/** What is announced of companies that help the school's server, and how the school objects. */
export const Suppliers = () => {
  const t = useWords()
  const { slug, timeZone } = useEndpoint(readMe).school
  const { notices } = useEndpoint(listSupplierNotices)
  return (
    <div className="stack wide">
      <header className="stack tight">
        <Title>{t('suppliers.title')}</Title>
        <p className="measure quiet">{t('suppliers.lead')}</p>
        <p>
          <a href={`/s/${slug}/trust/suppliers`}>{t('suppliers.list')}</a>
        </p>
      </header>
      {notices.length === 0 && (
        <EmptyState title={t('suppliers.none')} drawing="roof">
          {t('suppliers.none_how')}
        </EmptyState>
      )}
      {notices.map((notice) => (
        <Notice key={notice.id} notice={notice} timeZone={timeZone} />
      ))}
    </div>
  )
}
