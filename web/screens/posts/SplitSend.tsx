import { useState } from 'react'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'

/** A day and an hour as the field of the browser wants them: its own time. */
const localHour = (at: Date) => new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
const tomorrow = () => {
  const at = new Date(Date.now() + 86_400_000)
  at.setHours(7, 30, 0, 0)
  return localHour(at)
}

type SplitSendProps = { isReady: boolean; busy: boolean; onSend: (when: string) => void; withDraft?: boolean }

/** Send now, at an hour, or keep it for later: the first is the one that is meant most often. */
export const SplitSend = ({ isReady, busy, onSend, withDraft = true }: SplitSendProps) => {
  const t = useWords()
  const [hour, setHour] = useState<string>()
  return (
    <div className="stack tight">
      <div className="row">
        <Button look="primary" type="submit" busy={busy} disabled={!isReady}>
          {t('posts.send')}
        </Button>
        <Button disabled={!isReady} onPress={() => setHour(hour === undefined ? tomorrow() : undefined)}>
          {t('posts.schedule')}
        </Button>
        {withDraft && (
          <Button look="plain" disabled={!isReady} busy={busy} onPress={() => onSend('draft')}>
            {t('posts.save')}
          </Button>
        )}
      </div>
      {hour !== undefined && (
        <div className="row end">
          <TextField
            label={t('posts.hour')}
            type="datetime-local"
            value={hour}
            min={localHour(new Date())}
            onChange={(event) => setHour(event.target.value)}
          />
          <Button
            look="primary"
            busy={busy}
            disabled={!isReady || hour === ''}
            onPress={() => onSend(new Date(hour).toISOString())}
          >
            {t('posts.send_then')}
          </Button>
        </div>
      )}
    </div>
  )
}
