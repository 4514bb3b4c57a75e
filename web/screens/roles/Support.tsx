import { useState } from 'react'
import type * as z from 'zod/mini'
import { readMe } from '#contract/people.ts'
import type { PersonRole } from '#contract/roles.ts'
import { decideSupportAccess, endSupportAccess, listSupportAccess, readSupportSubject } from '#contract/support-access.ts'
import { clockTime, shortDay } from '#i18n/dates.ts'
import { ask, isRefusal, type Refusal, useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from '../oversight/Refused.tsx'
import { AskSupport } from './AskSupport.tsx'
import { Helped } from './Helped.tsx'

type Access = z.output<typeof listSupportAccess.output>['accesses'][number]
type Subject = z.output<typeof readSupportSubject.output>

/** Those who run the school take lists away; families and support see theirs here. */
const takers: readonly PersonRole[] = ['administrator', 'head', 'office', 'dpo']
const isNow = ({ state }: Access) => state === 'waiting' || state === 'open'

const Known = ({ subject }: { subject: Subject }) => {
  const t = useWords()
  const yes = (is: boolean) => t(is ? 'roles.support.yes' : 'roles.support.no')
  const facts = [
    [t('roles.review.who'), [subject.display, subject.username].filter(Boolean).join(' · ')],
    [t('roles.role'), subject.roles.map((one) => t(`people.role.${one}`)).join(', ')],
    [t('roles.account'), `${t(`roles.state.${subject.state}`)} · ${yes(subject.hasAccount)}`],
    [t('roles.support.locked'), yes(subject.isLocked)],
    [t('roles.support.must_change'), yes(subject.mustChangePassword)],
    [t('roles.support.factor'), yes(subject.hasSecondFactor)],
  ] as const
  return (
    <dl>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt className="small quiet">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Each look is a line in the person’s log, so it is asked for by a hand. */
const Looking = ({ id }: { id: string }) => {
  const t = useWords()
  const [seen, setSeen] = useState<Subject>()
  const [refused, setRefused] = useState<Refusal | null>(null)
  const look = () =>
    ask(readSupportSubject, { params: { id } }).then(setSeen, (reason: unknown) => {
      setSeen(undefined)
      setRefused(isRefusal(reason) ? reason : { refused: 'internal' })
    })
  return (
    <div className="stack tight">
      <Refused by={refused} />
      <p>
        <Button look="ink" icon="eye" onPress={look}>
          {t('roles.support.look')}
        </Button>
      </p>
      {seen && <Known subject={seen} />}
    </div>
  )
}

const Doing = ({ access }: { access: Access }) => {
  const t = useWords()
  const { id, can } = access
  const deciding = useAction(decideSupportAccess, [listSupportAccess])
  const ending = useAction(endSupportAccess, [listSupportAccess])
  const decide = (verdict: 'consented' | 'declined') => deciding.mutate({ params: { id }, body: { verdict } })
  return (
    <>
      <Refused by={deciding.error ?? ending.error} />
      {can.consent && (
        <div className="row">
          <Button look="primary" busy={deciding.isPending} onPress={() => decide('consented')}>
            {t('roles.support.consent')}
          </Button>
          <Button busy={deciding.isPending} onPress={() => decide('declined')}>
            {t('roles.support.decline')}
          </Button>
        </div>
      )}
      {can.end && (
        <p>
          <Button busy={ending.isPending} onPress={() => ending.mutate({ params: { id } })}>
            {t('roles.support.end')}
          </Button>
        </p>
      )}
    </>
  )
}

const One = ({ access, timeZone, isFamily }: { access: Access; timeZone: string; isFamily: boolean }) => {
  const t = useWords()
  const { helper, subject, aboutMe, reason, ticket, withNames, askedAt, state, until, isOwn } = access
  const names = {
    helper: helper ?? t('roles.support.someone'),
    subject: aboutMe ? t('roles.support.you') : (subject ?? t('roles.support.a_person')),
  }
  return (
    <li className={state === 'waiting' ? 'card todo stack tight' : 'card stack tight'}>
      <strong>{t('roles.support.about', names)}</strong>
      <p className="small">
        {t(`roles.support.reason.${reason}`)} · {t('roles.support.ticket')} {ticket} · {shortDay(t.locale, askedAt, timeZone)}
      </p>
      <p className="small quiet">{t(withNames ? 'roles.support.with_names' : 'roles.support.masked')}</p>
      <p>
        <Badge>{t(`roles.support.state.${state}`, { time: until ? clockTime(t.locale, until, timeZone) : '' })}</Badge>
      </p>
      {access.can.consent && !aboutMe && isFamily && <p className="small">{t('roles.support.for_child', names)}</p>}
      <Doing access={access} />
      {isOwn && state === 'open' && <Looking id={access.id} />}
    </li>
  )
}

/** Help by support: what waits or is open now stands first, each to be decided for itself; what is over is a list. */
export const Support = () => {
  const t = useWords()
  const me = useEndpoint(readMe)
  const { timeZone } = me.school
  const { accesses, canAsk } = useEndpoint(listSupportAccess)
  const [now, earlier] = [accesses.filter(isNow), accesses.filter((access) => !isNow(access))]
  return (
    <div className="stack wide">
      <header className="stack tight">
        <Title>{t('roles.support.title')}</Title>
        <p className="measure quiet">{t('roles.support.intro')}</p>
      </header>
      {canAsk && <AskSupport />}
      {accesses.length === 0 && (
        <EmptyState title={t('roles.support.none')} drawing="roof">
          {t('roles.support.none_how')}
        </EmptyState>
      )}
      {now.length > 0 && (
        <ul className="stack">
          {now.map((access) => (
            <One
              key={access.id}
              access={access}
              timeZone={timeZone}
              isFamily={me.children.some(({ id }) => id === access.subjectId)}
            />
          ))}
        </ul>
      )}
      {earlier.length > 0 && (
        <Helped accesses={earlier} timeZone={timeZone} mayTake={me.person.roles.some((role) => takers.includes(role))} />
      )}
    </div>
  )
}
