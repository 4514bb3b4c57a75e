import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { readConversation } from '#contract/conversations.ts'
import { reading } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Link } from '../../ui/Link.tsx'
import { Banner } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { Refused, useMe } from '../posts/parts.tsx'
import { Said } from './Thread.tsx'

/** Looks into a conversation that one takes no part in: to protect somebody, and only after saying so. */
export const Look = () => {
  const t = useWords()
  const { slug } = useMe().school
  const { conversationId } = useParams({ from: '/s/$slug/messages/$conversationId/look' })
  const [looks, setLooks] = useState(false)
  const asked = reading(readConversation, { params: { id: conversationId }, purpose: 'safeguarding' })
  const { data, error } = useQuery({ ...asked, enabled: looks })
  return (
    <div className="stack">
      <Link to="/s/$slug/messages/reports" params={{ slug }}>
        {t('conversations.to_reports')}
      </Link>
      <Title>{data?.conversation.topic ?? t('conversations.look')}</Title>
      <Banner tone="warn" title={t('conversations.look_what')}>
        {t('conversations.look_how')}
      </Banner>
      {!looks && (
        <p>
          <Button look="ink" icon="eye" onPress={() => setLooks(true)}>
            {t('conversations.look_now')}
          </Button>
        </p>
      )}
      <Refused by={error} />
      {data && <Said opened={data} id={conversationId} />}
    </div>
  )
}
