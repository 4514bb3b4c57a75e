import { getRouteApi } from '@tanstack/react-router'
import { readFamily } from '#contract/families.ts'
import { shortDay } from '#i18n/dates.ts'
import { useWords } from '../../speech.tsx'
import { EyeChip } from '../../ui/Privacy.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Lent } from './Lent.tsx'
import { Protection } from './Protection.tsx'
import { type Family, GuardiansAndRights } from './Rights.tsx'

const route = getRouteApi('/s/$slug/people/$personId/family')

const Adults = ({
  title,
  adults,
}: {
  title: string
  adults: readonly (Family['contacts'][number] & { until?: string | null })[]
}) => {
  const t = useWords()
  return (
    <section className="stack tight" aria-label={title}>
      <h2>{title}</h2>
      {adults.length === 0 && <p className="quiet">{t('families.contacts_none')}</p>}
      {adults.length > 0 && (
        <ul className="card rows">
          {adults.map(({ id, name, phone, relation, note, until }) => (
            <li key={id}>
              <div className="stack tight grow">
                <strong>{name}</strong>
                <span>{[phone, relation].filter(Boolean).join(' · ')}</span>
                {note && <span className="quiet small">{note}</span>}
                {until && <span className="quiet small">{t('families.adults_until', { day: shortDay(t.locale, until) })}</span>}
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** What the school knows of a pupil's family: guardians and rights, whom to call, who may fetch, what is lent, protection. */
export const FamilyPage = () => {
  const t = useWords()
  const { personId } = route.useParams()
  const family = useEndpoint(readFamily, { params: { id: personId } })
  return (
    <div className="stack wide">
      <header className="row spread">
        <Title>{t('families.of', { name: family.pupil.display })}</Title>
        <EyeChip groups={[t('families.seen.office'), t('families.seen.teachers'), t('families.seen.guardians')]} />
      </header>
      <GuardiansAndRights family={family} />
      {family.lent.length > 0 && (
        <section className="stack tight" aria-labelledby="lent">
          <h2 id="lent">{t('families.lent')}</h2>
          <div className="card">
            <Lent lent={family.lent} maySettle={family.can.settle} />
          </div>
        </section>
      )}
      <Adults title={t('families.contacts')} adults={family.contacts} />
      <Adults title={t('families.adults')} adults={family.adults.map((adult, place) => ({ ...adult, place }))} />
      <Protection family={family} />
    </div>
  )
}
