import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { listOverseen, listWritingRules, overseers } from '#contract/message-reports.ts'
import { reading } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Link } from '../../ui/Link.tsx'
import { Banner, EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { Refused, useMe, When } from '../posts/parts.tsx'

/** Leads there whoever may look into conversations of some kind, by the table of the school. */
export const OverseenLink = ({ personId }: { personId: string }) => {
  const t = useWords()
  const { school, person } = useMe()
  const mayBe = overseers.filter((one) => person.roles.some((role) => role === one))
  const { data } = useQuery({ ...reading(listWritingRules), enabled: mayBe.length > 0 })
  if (!data?.rules.some(({ readBy }) => readBy.some((one) => mayBe.includes(one)))) return null
  return (
    <p>
      <Link to="/s/$slug/people/$personId/conversations" params={{ slug: school.slug, personId }} icon="eye">
        {t('conversations.overseen')}
      </Link>
    </p>
  )
}

/** The conversations about a pupil that one may look into, to protect somebody: asked for only after saying so, and a fact each time. */
export const Overseen = () => {
  const t = useWords()
  const { slug } = useMe().school
  const { personId } = useParams({ from: '/s/$slug/people/$personId/conversations' })
  const [asks, setAsks] = useState(false)
  const asked = reading(listOverseen, { params: { id: personId }, purpose: 'safeguarding' })
  const { data, error } = useQuery({ ...asked, enabled: asks })
  return (
    <div className="stack">
      <Title>{t('conversations.overseen')}</Title>
      <Banner tone="warn" title={t('conversations.overseen_what')}>
        {t('conversations.overseen_how')}
      </Banner>
      {!asks && (
        <p>
          <Button look="ink" icon="eye" onPress={() => setAsks(true)}>
            {t('conversations.overseen_ask')}
          </Button>
        </p>
      )}
      <Refused by={error} />
      {data?.conversations.length === 0 && <EmptyState title={t('conversations.overseen_none')}>{null}</EmptyState>}
      {data && data.conversations.length > 0 && (
        <ul className="card rows">
          {data.conversations.map(({ id, line, topic, lastAt }) => (
            <li key={id}>
              <Link className="tap" to="/s/$slug/messages/$conversationId/look" params={{ slug, conversationId: id }}>
                <span className="grow lines">
                  <strong dir="auto">{topic}</strong>
                  <span className="quiet small">
                    {t(`conversations.line.${line}`)} · <When at={lastAt} />
                  </span>
                </span>
                <Icon name="onward" />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
