import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { readMe } from '#contract/people.ts'
import { previewTurnBack, readYears, turnBack } from '#contract/years.ts'
import { clockTime, shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Link } from '../../ui/Link.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from '../oversight/Refused.tsx'
import { useFollowing } from './keeping.ts'
import { Underway } from './Underway.tsx'

const route = getRouteApi('/s/$slug/years/$planId/undo')
const counted = ['places', 'reopened', 'returning', 'classes', 'grades', 'kept'] as const

const Asking = ({ planId, slug, timeZone, onGone }: { planId: string; slug: string; timeZone: string; onGone: () => void }) => {
  const t = useWords()
  const { counts, kept, until } = useEndpoint(previewTurnBack, { params: { id: planId } })
  const follow = useFollowing(planId, onGone)
  const undoing = useAction(turnBack, [readYears])
  const number = new Intl.NumberFormat(t.locale)
  return (
    <>
      <p className="measure">{t('years.undo_how')}</p>
      <section className="card stack" aria-labelledby="undone">
        <h2 id="undone">{t('years.figures')}</h2>
        <table className="figures">
          <tbody>
            {counted.map((what) => (
              <tr key={what}>
                <th scope="row">{t(`years.undo.${what}`)}</th>
                <td>{number.format(counts[what])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {kept.length > 0 && (
        <section className="card stack tight" aria-labelledby="kept">
          <h2 id="kept">{t('years.undo_kept_who')}</h2>
          <ul className="plain persons">
            {kept.map(({ id, display }) => (
              <li key={id}>{display}</li>
            ))}
          </ul>
        </section>
      )}
      <Refused by={undoing.error} />
      <div className="row">
        <Button
          look="danger"
          busy={undoing.isPending}
          onPress={() => undoing.mutate({ params: { id: planId } }, { onSuccess: follow })}
        >
          {t('years.undo_yes')}
        </Button>
        <Link className="button quiet" to="/s/$slug/years" params={{ slug }}>
          {t('app.cancel')}
        </Link>
        <span className="quiet small">
          {t('years.undo_until', {
            until: `${shortDay(t.locale, until, timeZone)} ${clockTime(t.locale, until, timeZone)}`,
          })}
        </span>
      </div>
    </>
  )
}

/** What taking the year back would do, and the yes. */
export const TurnBack = () => {
  const t = useWords()
  const { planId } = route.useParams()
  const { slug, timeZone } = useEndpoint(readMe).school
  const [isGone, setGone] = useState(false)
  return (
    <div className="stack wide">
      <Title>{t('years.undo_title')}</Title>
      {isGone ? (
        <Underway planId={planId} slug={slug} />
      ) : (
        <Asking planId={planId} slug={slug} timeZone={timeZone} onGone={() => setGone(true)} />
      )}
    </div>
  )
}
