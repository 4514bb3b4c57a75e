import { Suspense, useState } from 'react'
import { readConversation } from '#contract/conversations.ts'
import { useSaid } from '../../furigana.tsx'
import { Button } from '../../ui/Button.tsx'
import { Skeleton } from '../../ui/Waiting.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { OneMessage } from './OneMessage.tsx'

type Asked = { id: string; before: string }

const Page = ({ id, before }: Asked) => {
  const { messages, hasEarlier } = useEndpoint(readConversation, { params: { id }, query: { before } })
  return (
    <>
      {hasEarlier && messages[0] && <Earlier id={id} before={messages[0].id} />}
      {messages.map((message) => (
        <OneMessage key={message.id} message={message} readBy={[]} />
      ))}
    </>
  )
}

/** What was said before: only if somebody asks, for to open it is a fact. */
export const Earlier = (asked: Asked) => {
  const say = useSaid()
  const [open, setOpen] = useState(false)
  if (open)
    return (
      <Suspense
        fallback={
          <li>
            <Skeleton />
          </li>
        }
      >
        <Page {...asked} />
      </Suspense>
    )
  return (
    <li className="feed-end">
      <Button onPress={() => setOpen(true)}>{say('conversations.earlier')}</Button>
    </li>
  )
}
