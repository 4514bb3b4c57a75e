import { useState } from 'react'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { When, Written } from '../posts/parts.tsx'
import { Edit, Report, Withdraw } from './Acts.tsx'
import type { Message, Opened } from './parts.tsx'

const Gone = ({ message }: { message: Message }) => {
  const t = useWords()
  const say = useSaid()
  if (message.state === 'withdrawn') return <p className="quiet">{say('conversations.withdrawn')}</p>
  const { waits } = message
  return (
    <p className="quiet">
      {waits
        ? say('conversations.hidden', { name: waits.by ?? t('conversations.leaders') }, waits.by ? [] : ['name'])
        : say('conversations.kept_hidden')}{' '}
      {waits && (
        <>
          {say('conversations.until')} <When at={waits.dueAt} />
        </>
      )}
    </p>
  )
}

const Before = ({ earlier }: Pick<Message, 'earlier'>) => {
  const say = useSaid()
  if (earlier.length === 0) return null
  return (
    <details className="small">
      <summary>{say('conversations.edited')}</summary>
      {earlier.map(({ text, language, writtenAt }) => (
        <Written key={writtenAt} text={text} language={language} />
      ))}
    </details>
  )
}

const Read = ({ by }: { by: Opened['read'] }) => {
  const t = useWords()
  const say = useSaid()
  return by.map(({ person, readAt }) => (
    <p className="quiet small read-by" key={person?.id ?? readAt}>
      <Icon name="check" little />{' '}
      {say('conversations.read_by', { name: person?.display ?? t('conversations.somebody') }, person ? [] : ['name'])}{' '}
      <When at={readAt} />
    </p>
  ))
}

/** One message: who, when, what; and what one may still do with it. */
export const OneMessage = ({ message, readBy }: { message: Message; readBy: Opened['read'] }) => {
  const say = useSaid()
  const [editing, setEditing] = useState(false)
  const { isMine, author, text, language, urgent, can, madeAt, earlier } = message
  return (
    <li className={`message ${isMine ? 'mine' : ''}`}>
      <p className="small">
        <strong>{isMine ? say('conversations.you') : author ? say.person(author.display) : say('conversations.somebody')}</strong>{' '}
        <span className="quiet">
          <When at={madeAt} />
        </span>{' '}
        {urgent && <Badge tone="bad">{say(`conversations.urgent.${urgent}`)}</Badge>}
      </p>
      {editing ? (
        <Edit message={message} onDone={() => setEditing(false)} />
      ) : text === null ? (
        <Gone message={message} />
      ) : (
        <>
          {message.state === 'hidden' && <Gone message={message} />}
          <Written text={text} language={language ?? ''} />
        </>
      )}
      <Before earlier={earlier} />
      <Read by={readBy} />
      {!editing && (can.edit || can.withdraw || can.report) && (
        <div className="row">
          {can.edit && (
            <Button look="plain" onPress={() => setEditing(true)}>
              {say('conversations.edit')}
            </Button>
          )}
          {can.withdraw && <Withdraw id={message.id} />}
          {can.report && <Report id={message.id} />}
        </div>
      )}
    </li>
  )
}
