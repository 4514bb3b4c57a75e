import type * as z from 'zod/mini'
import { myHandOvers, seeHandOver } from '#contract/hand-overs.ts'
import { readMe } from '#contract/people.ts'
import { longDay, shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Link } from '../../ui/Link.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from '../oversight/Refused.tsx'
import { Passes } from './Passes.tsx'

type Came = z.output<typeof myHandOvers.output>['handOvers'][number]

const Came = ({ of, slug }: { of: Came; slug: string }) => {
  const t = useWords()
  const seeing = useAction(seeHandOver, [myHandOvers])
  const { from, fromOn, untilOn, hasBegun, isSeen, classes } = of
  const first = shortDay(t.locale, fromOn)
  return (
    <li className="card stack tight">
      <h2>{t('handover.mine_from', { name: from })}</h2>
      <p className="quiet small">
        {untilOn ? t('handover.span', { from: first, until: shortDay(t.locale, untilOn) }) : t('handover.since', { from: first })}
      </p>
      {!hasBegun && <p>{t('handover.mine_coming', { day: longDay(t.locale, fromOn) })}</p>}
      {hasBegun && classes.length > 0 && (
        <p>
          <Link to="/s/$slug/messages" params={{ slug }}>
            {t('handover.mine_conversations')}
          </Link>
        </p>
      )}
      {hasBegun && classes.length === 0 && <p className="quiet">{t('handover.mine_over')}</p>}
      <ul className="rows">
        {classes.map(({ id, label, passes }) => (
          <li key={id}>
            <div className="grow stack tight">
              <Link className="name-link" to="/s/$slug/classes/$classId" params={{ slug, classId: id }}>
                {label}
              </Link>
              <Passes passes={passes} />
            </div>
          </li>
        ))}
      </ul>
      <Refused by={seeing.error} />
      {!isSeen && (
        <p>
          <Button busy={seeing.isPending} onPress={() => seeing.mutate({ params: { id: of.id } })}>
            {t('handover.see')}
          </Button>
        </p>
      )}
    </li>
  )
}

/** What came to whoever looks: the classes, and what waits in them. */
export const Mine = () => {
  const t = useWords()
  const { slug } = useEndpoint(readMe).school
  const { handOvers } = useEndpoint(myHandOvers)
  return (
    <div className="stack wide">
      <Title>{t('handover.mine_title')}</Title>
      {handOvers.length === 0 ? (
        <EmptyState title={t('handover.mine_none')} drawing="satchel">
          {t('handover.mine_none_how')}
        </EmptyState>
      ) : (
        <ul className="plain stack measure">
          {handOvers.map((one) => (
            <Came key={one.id} of={one} slug={slug} />
          ))}
        </ul>
      )}
    </div>
  )
}
