import { Suspense, useState } from 'react'
import { chooseReading } from '#contract/conversation-reading.ts'
import { listConversations } from '#contract/conversations.ts'
import { useAction } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Link } from '../../ui/Link.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { Title } from '../../ui/Title.tsx'
import { Skeleton } from '../../ui/Waiting.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { useMe, When } from '../posts/parts.tsx'
import { type Conversation, ours, useWithWhom } from './parts.tsx'

type Box = 'mine' | 'office' | 'closed'

const Row = ({ conversation, slug }: { conversation: Conversation; slug: string }) => {
  const say = useSaid()
  const withWhom = useWithWhom()
  const { id, topic, pupil, line, unread, lastAt, state, assignedTo } = conversation
  const name = withWhom(conversation)
  return (
    <li>
      <Link className="tap" to="/s/$slug/messages/$conversationId" params={{ slug, conversationId: id }}>
        <span className="grow lines">
          <strong>{topic}</strong>
          <span className="quiet small">
            {line.endsWith('pupil') || name === pupil.display
              ? ours(conversation).length > 0
                ? say.text(name)
                : say.person(name)
              : say('conversations.about', { name, pupil: pupil.display }, ours(conversation))}
          </span>
          <span className="row small">
            <span className="quiet">
              <When at={lastAt} />
            </span>
            {assignedTo && <Badge tone="info">{assignedTo.display}</Badge>}
            {state === 'closed' && <Badge>{say('conversations.closed')}</Badge>}
            {unread > 0 && <Badge tone="action">{say('conversations.unread', { count: unread })}</Badge>}
          </span>
        </span>
        <Icon name="onward" />
      </Link>
    </li>
  )
}

const Page = ({ slug, box, before }: { slug: string; box: Box; before?: string }) => {
  const say = useSaid()
  const [more, setMore] = useState(false)
  const { conversations, next, can } = useEndpoint(listConversations, { query: { box, ...(before && { before }) } })
  if (conversations.length === 0 && !before)
    return (
      <EmptyState title={say(box === 'closed' ? 'conversations.none_closed' : 'conversations.none')} drawing="bench">
        {say(
          box !== 'mine'
            ? 'conversations.none_office_how'
            : can.begin
              ? 'conversations.none_how'
              : 'conversations.none_answer_how',
        )}
      </EmptyState>
    )
  return (
    <>
      <ul className="card rows">
        {conversations.map((conversation) => (
          <Row key={conversation.id} conversation={conversation} slug={slug} />
        ))}
      </ul>
      {next && !more && (
        <p className="feed-end">
          <Button onPress={() => setMore(true)}>{say('conversations.earlier_ones')}</Button>
        </p>
      )}
      {next && more && (
        <Suspense fallback={<Skeleton />}>
          <Page slug={slug} box={box} before={next} />
        </Suspense>
      )}
    </>
  )
}

/** Each may keep to themselves what they have read. */
const Choice = ({ isShown }: { isShown: boolean }) => {
  const say = useSaid()
  const { mutate, isPending } = useAction(chooseReading, [listConversations])
  return (
    <Switch
      on={isShown}
      busy={isPending}
      hint={say('conversations.show_reading_how')}
      onTurn={(to) => mutate({ body: { isShown: to } })}
    >
      {say('conversations.show_reading')}
    </Switch>
  )
}

const boxes = ['mine', 'office', 'closed'] as const

/** One's conversations; of the office, what came to all of it. */
export const Messages = () => {
  const t = useWords()
  const say = useSaid()
  const { slug } = useMe().school
  const [box, setBox] = useState<Box>()
  const { can, showsReading, conversations } = useEndpoint(listConversations, { query: { box: 'mine' } })
  const shown = box ?? (can.office && conversations.length === 0 ? 'office' : 'mine')
  return (
    <div className="stack">
      <Title said={say('conversations.title')}>{t('conversations.title')}</Title>
      <p className="row">
        {can.begin && (
          <Link className="button primary" to="/s/$slug/messages/new" params={{ slug }}>
            {say('conversations.new')}
          </Link>
        )}
        {can.report > 0 && (
          <Link className="button quiet" to="/s/$slug/messages/reports" params={{ slug }}>
            {say('conversations.reports_waiting', { count: can.report })}
          </Link>
        )}
        <Link to="/s/$slug/messages/rules" params={{ slug }}>
          {say('conversations.who_may')}
        </Link>
      </p>
      {can.office && (
        <fieldset className="child-filter">
          <legend className="unseen">{say('conversations.boxes')}</legend>
          {boxes.map((one) => (
            <button key={one} type="button" aria-pressed={shown === one} onClick={() => setBox(one)}>
              {say(`conversations.box.${one}`)}
            </button>
          ))}
        </fieldset>
      )}
      <Suspense key={shown} fallback={<Skeleton />}>
        <Page slug={slug} box={shown} />
      </Suspense>
      <Choice isShown={showsReading} />
    </div>
  )
}
