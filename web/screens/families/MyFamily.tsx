import { useState } from 'react'
import type * as z from 'zod/mini'
import { grantAgain, readMyFamily } from '#contract/families.ts'
import { readMe } from '#contract/people.ts'
import { useAction } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Avatar } from '../../ui/Marks.tsx'
import { Banner, EmptyState } from '../../ui/Message.tsx'
import { EyeChip } from '../../ui/Privacy.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { OnSupport } from '../roles/OnSupport.tsx'
import { LendAccess } from './LendAccess.tsx'
import { Lent } from './Lent.tsx'
import { NamedAdults } from './Named.tsx'
import { Refused, Scopes } from './parts.tsx'

type Mine = z.output<typeof readMyFamily.output>
type Child = Mine['children'][number]

const ChildCard = ({ child }: { child: Child }) => {
  const t = useWords()
  const say = useSaid()
  const { slug } = useEndpoint(readMe).school
  const [lending, setLending] = useState(false)
  const list = new Intl.ListFormat(t.locale, { type: 'conjunction' })
  return (
    <article className="card stack" aria-label={child.display}>
      <header className="row">
        <Avatar name={child.display} />
        <h2>{child.display}</h2>
      </header>
      <OnSupport personId={child.id} slug={slug} />
      {child.others.length > 0 && (
        <p className="quiet small">{say('families.mine.others', { names: list.format(child.others) })}</p>
      )}
      <div className="stack tight">
        <h3>{say('families.mine.may')}</h3>
        <Scopes held={child.scopes} only />
      </div>
      {(child.mayName.contacts || child.contacts.length > 0) && (
        <>
          <NamedAdults pupilId={child.id} list="contacts" adults={child.contacts} mayName={child.mayName.contacts} isOwn />
          {(child.mayName.adults || child.adults.length > 0) && (
            <NamedAdults pupilId={child.id} list="fetching" adults={child.adults} mayName={child.mayName.adults} isOwn />
          )}
          <p className="quiet small">{say('families.adult.mine_how')}</p>
        </>
      )}
      {(child.canLend || child.lent.length > 0) && (
        <div className="stack tight">
          <h3>{say('families.lent')}</h3>
          <Lent lent={child.lent} mayObject={child.canLend} />
          {child.canLend && (
            <p className="no-print">
              <Button onPress={() => setLending(true)}>{say('families.mine.lend')}</Button>
            </p>
          )}
        </div>
      )}
      <LazySheet title={say('families.mine.lend')} open={lending} urgent onClose={() => setLending(false)}>
        <LendAccess edgeId={child.edgeId} scopes={child.scopes} onDone={() => setLending(false)} />
      </LazySheet>
    </article>
  )
}

const MyGuardians = ({ self }: Pick<Mine, 'self'>) => {
  const say = useSaid()
  const granting = useAction(grantAgain, [readMyFamily])
  return (
    <section className="stack tight" aria-labelledby="mine">
      <h2 id="mine">{say('families.self.title')}</h2>
      {self.isOfAge && <Banner title={say('families.self.of_age')} />}
      <ul className="card rows">
        {self.guardians.map(({ id, guardian, scopes, holds }) => (
          <li key={id}>
            <div className="stack tight grow">
              <strong>{say.person(guardian.display)}</strong>
              {holds && <Scopes held={scopes} only />}
              {self.isOfAge && (
                <Button
                  busy={granting.isPending}
                  onPress={() => granting.mutate({ params: { id }, body: { scopes: holds ? [] : ['feed', 'progress'] } })}
                >
                  {say(holds ? 'families.self.end' : 'families.self.grant', { name: guardian.display })}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      <Refused by={granting.error} />
    </section>
  )
}

/** One's own page: what one may do for which child, and to whom something is lent. What is closed is simply not there. */
export const MyFamily = () => {
  const t = useWords()
  const say = useSaid()
  const { children, self } = useEndpoint(readMyFamily)
  const isPupil = self.guardians.length > 0
  return (
    <div className="stack wide">
      <header className="row spread">
        <Title said={say('families.mine.title')}>{t('families.mine.title')}</Title>
        <EyeChip groups={[t('families.seen.office'), t('families.seen.teachers'), t('families.seen.guardians')]} />
      </header>
      {children.length === 0 && !isPupil && (
        <EmptyState title={say('families.mine.none')} drawing="tree">
          {say('families.mine.none_how')}
        </EmptyState>
      )}
      {children.map((child) => (
        <ChildCard key={child.id} child={child} />
      ))}
      {isPupil && <MyGuardians self={self} />}
    </div>
  )
}
