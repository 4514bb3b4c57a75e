import { useState } from 'react'
import { listPartners } from '#contract/conversation-partners.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Link } from '../../ui/Link.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { useMe } from '../posts/parts.tsx'
import { FromFamily } from './FromFamily.tsx'
import { FromSchool } from './FromSchool.tsx'

const staff = ['administrator', 'head', 'office', 'teacher', 'substitute'] as const

/** Where a conversation begins: for the school by class and pupil, for the family by child. Whoever is both says which. */
export const Begin = () => {
  const t = useWords()
  const say = useSaid()
  const { school, person } = useMe()
  const { pupils } = useEndpoint(listPartners)
  const isStaff = person.roles.some((role) => staff.some((one) => one === role))
  const [side, setSide] = useState<'school' | 'family'>(isStaff ? 'school' : 'family')
  return (
    <div className="stack">
      <Link to="/s/$slug/messages" params={{ slug: school.slug }}>
        {say('conversations.back')}
      </Link>
      <Title said={say('conversations.new')}>{t('conversations.new')}</Title>
      {isStaff && pupils.length > 0 && (
        <fieldset className="child-filter">
          <legend className="unseen">{say('conversations.as')}</legend>
          {(['school', 'family'] as const).map((one) => (
            <button key={one} type="button" aria-pressed={side === one} onClick={() => setSide(one)}>
              {say(`conversations.as.${one}`)}
            </button>
          ))}
        </fieldset>
      )}
      {side === 'school' && <FromSchool roles={person.roles} />}
      {side === 'family' && pupils.length > 0 && <FromFamily pupils={pupils} />}
      {side === 'family' && pupils.length === 0 && (
        <EmptyState title={say('conversations.nobody_to')}>{say('conversations.none_answer_how')}</EmptyState>
      )}
    </div>
  )
}
