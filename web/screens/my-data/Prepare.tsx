import { readMe } from '#contract/people.ts'
import { useWords } from '../../speech.tsx'
import { Link } from '../../ui/Link.tsx'
import { useEndpoint } from '../../useEndpoint.ts'

/** The way to where the copy is looked through and given. */
export const Prepare = ({ caseId }: { caseId: string }) => {
  const t = useWords()
  const { slug } = useEndpoint(readMe).school
  return (
    <div className="stack tight">
      <p>
        <Link className="button ink" to="/s/$slug/data-requests/$caseId/copy" params={{ slug, caseId }}>
          {t('mydata.cases.prepare')}
        </Link>
      </p>
      <p className="small quiet">{t('mydata.cases.prepare_how')}</p>
    </div>
  )
}
