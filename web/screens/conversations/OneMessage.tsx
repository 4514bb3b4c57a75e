import { useState } from 'react'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { When, Written } from '../posts/parts.tsx'
import { Edit, Report, Withdraw } from './Acts.tsx'
import type { Message, Opened } from './parts.tsx'

const Gone = ({ message }: { message: Message }) => {
  const t = useWords()
  if (message.state === 'withdrawn') return <p className="quiet">{t('conversations.withdrawn')}</p>
  const { waits } = message
  return (
    <p className="quiet">
      {waits ? t('conversations.hidden', { name: waits.by ?? t('conversations.leaders') }) : t('conversations.kept_hidden')}{' '}
      {waits && (
        <>
          {t('conversations.until')} <When at={waits.dueAt} />
        </>
      )}
    </p>
  )
}

const Before = ({ earlier }: Pick<Message, 'earlier'>) => {
  const t = useWords()
  if (earlier.length === 0) return null
  return (
    <details className="small">
      <summary>{t('conversations.edited')}</summary>
      {earlier.map(({ text, language, writtenAt }) => (
        <Written key={writtenAt} text={text} language={language} />
      ))}
    </details>
  )
}

const Read = ({ by }: { by: Opened['read'] }) => {
  const t = useWords()
  return by.map(({ person, readAt }) => (
    <p className="quiet small read-by" key={person?.id ?? readAt}>
      <Icon name="check" little /> {t('conversations.read_by', { name: person?.display ?? t('conversations.somebody') })}{' '}
      <When at={readAt} />
    </p>
  ))
}

/** One message: who, when, what; and what one may still do with it. */
export const OneMessage = ({ message, readBy }: { message: Message; readBy: Opened['read'] }) => {
  const t = useWords()
  const [editing, setEditing] = useState(false)
  const { isMine, author, text, language, urgent, can, madeAt, earlier } = message
  return (
    <li className={`message ${isMine ? 'mine' : ''}`}>
      <p className="small">
        <strong>{isMine ? t('conversations.you') : (author?.display ?? t('conversations.somebody'))}</strong>{' '}
        <span className="quiet">
          <When at={madeAt} />
        </span>{' '}
        {urgent && <Badge tone="bad">{t(`conversations.urgent.${urgent}`)}</Badge>}
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
              {t('conversations.edit')}
            </Button>
          )}
          {can.withdraw && <Withdraw id={message.id} />}
          {can.report && <Report id={message.id} />}
        </div>
      )}
    </li>
  )
}
