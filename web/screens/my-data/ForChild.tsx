import { useState } from 'react'
import { type ChildGroup, childGroups } from '#contract/my-data.ts'
import { listMyRights } from '#contract/rights.ts'
import { useSaid } from '../../furigana.tsx'
import type { Me } from '../../place.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Link } from '../../ui/Link.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { EyeChip } from '../../ui/Privacy.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { AskForm } from './AskForm.tsx'
import { Known, type Part } from './Known.tsx'
import type { Someone } from './Verbs.tsx'

const Group = ({ group, rows }: { group: ChildGroup; rows: number }) => {
  const say = useSaid()
  return (
    <li className="stack tight">
      <strong>{say(`mydata.child.group.${group}`)}</strong>
      <span>{say(`mydata.child.why.${group}`)}</span>
      <span className="small quiet">{say('mydata.rows', { count: rows })}</span>
    </li>
  )
}

/** What a child has asked, and what the school has answered: as it was written. */
const Answers = () => {
  const say = useSaid()
  const { requests } = useEndpoint(listMyRights)
  if (requests.length === 0) return null
  return (
    <section className="stack tight" aria-labelledby="asked">
      <h2 id="asked">{say('mydata.child.asked')}</h2>
      <ul className="stack">
        {requests.map(({ id, words, answer }) => (
          <li key={id} className="card stack tight">
            {words && <p className="said">{words}</p>}
            {answer ? <p className="said ink-box">{answer}</p> : <p className="quiet">{say('mydata.child.waits')}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}

type ChildProps = { me: Me; person: Someone; parts: readonly Part[] }

/** My data for a young child: nine things at most, in few words, whom to ask, and who has looked. Everything else is one tap away. */
export const ForChild = ({ me, person, parts }: ChildProps) => {
  const t = useWords()
  const say = useSaid()
  const [isAsking, setAsking] = useState(false)
  const [showsAll, setShowsAll] = useState(false)
  const rowsOf = (group: ChildGroup) => parts.reduce((sum, part) => sum + (part.group === group ? part.rows : 0), 0)
  const close = () => setAsking(false)
  return (
    <div className="stack wide ink">
      <header className="stack tight">
        <div className="row spread">
          <Title said={say('mydata.title')}>{t('mydata.title')}</Title>
          <EyeChip groups={[t('mydata.seen.self'), t('mydata.seen.desk')]} />
        </div>
        <p className="measure">{say('mydata.child.lead')}</p>
      </header>
      <section className="stack" aria-labelledby="known">
        <h2 id="known">{say('mydata.known')}</h2>
        <ul className="rows card">
          {childGroups.flatMap((group) => {
            const rows = rowsOf(group)
            return rows > 0 ? <Group key={group} group={group} rows={rows} /> : []
          })}
        </ul>
      </section>
      <section className="stack no-print" aria-labelledby="ask">
        <h2 id="ask">{say('mydata.child.ask')}</h2>
        <p className="measure">{say('mydata.too_young')}</p>
        <Button look="ink" icon="question" onPress={() => setAsking(true)}>
          {say('mydata.human_child')}
        </Button>
        <p>
          <Link
            className="ink-link"
            to="/s/$slug/people/$personId/reads"
            params={{ slug: me.school.slug, personId: person.id }}
            icon="eye"
          >
            {say('mydata.who_saw')}
          </Link>
        </p>
      </section>
      <Answers />
      {showsAll ? (
        <Known personId={person.id} parts={parts} />
      ) : (
        <p className="no-print">
          <Button onPress={() => setShowsAll(true)}>{say('mydata.child.all')}</Button>
        </p>
      )}
      <LazySheet title={say('mydata.human_child')} open={isAsking} urgent onClose={close}>
        {isAsking && <AskForm of="human" personId={person.id} parts={parts} onDone={close} />}
      </LazySheet>
    </div>
  )
}
