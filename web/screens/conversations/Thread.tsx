import { useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useCallback } from 'react'
import { listConversations, readConversation } from '#contract/conversations.ts'
import { longDay } from '#i18n/dates.ts'
import { useSaid } from '../../furigana.tsx'
import { outdate } from '../../outdating.ts'
import { useWords } from '../../speech.tsx'
import { Link } from '../../ui/Link.tsx'
import { Banner } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { useMe } from '../posts/parts.tsx'
import { Earlier } from './Earlier.tsx'
import { marksIn } from './marks.ts'
import { Office } from './Office.tsx'
import { OneMessage } from './OneMessage.tsx'
import { type Opened, ours, useWithWhom } from './parts.tsx'
import { Say } from './Say.tsx'
import { useSeen } from './useSeen.ts'
import { WhoReads } from './WhoReads.tsx'

/** What was said, with how far the other side has read. */
export const Said = ({ opened, id }: { opened: Opened; id: string }) => {
  const t = useWords()
  const { messages, read, hasEarlier } = opened
  const marks = marksIn(messages, read)
  return (
    <ol className="thread" aria-label={t('conversations.said')}>
      {hasEarlier && messages[0] && <Earlier id={id} before={messages[0].id} />}
      {messages.map((message) => (
        <OneMessage key={message.id} message={message} readBy={marks.get(message.id) ?? []} />
      ))}
    </ol>
  )
}

/** A conversation: what was said, and where one answers. Opening it is a fact; to have read it takes a second. */
export const Thread = () => {
  const t = useWords()
  const say = useSaid()
  const client = useQueryClient()
  const { slug } = useMe().school
  const { conversationId } = useParams({ from: '/s/$slug/messages/$conversationId' })
  const opened = useEndpoint(readConversation, { params: { id: conversationId } })
  const withWhom = useWithWhom()
  const { conversation, messages, can, goesOn } = opened
  const onSeen = useCallback(() => void outdate(client, listConversations), [client])
  useSeen(conversationId, messages.at(-1)?.id, onSeen)
  return (
    <div className="stack">
      <Link to="/s/$slug/messages" params={{ slug }}>
        {say('conversations.back')}
      </Link>
      <header className="stack tight">
        <Title>{conversation.topic}</Title>
        <p className="quiet">
          {say('conversations.about', { name: withWhom(conversation), pupil: conversation.pupil.display }, ours(conversation))}
        </p>
        <p>
          <WhoReads id={conversationId} />
        </p>
      </header>
      {can.assign && <Office opened={opened} />}
      <Said opened={opened} id={conversationId} />
      {goesOn && (
        <Banner
          title={say(goesOn.untilOn ? 'conversations.goes_on_until' : 'conversations.goes_on', {
            ...{ name: goesOn.display, from: longDay(t.locale, goesOn.fromOn) },
            until: longDay(t.locale, goesOn.untilOn ?? goesOn.fromOn),
          })}
        >
          {say(conversation.groupId ? 'conversations.group_goes_on_how' : 'conversations.goes_on_how')}
        </Banner>
      )}
      {conversation.mayWrite ? (
        <Say opened={opened} />
      ) : (
        <Banner title={say('conversations.no_writing')}>{say('conversations.no_writing_how')}</Banner>
      )}
    </div>
  )
}
