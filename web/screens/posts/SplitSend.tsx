import { useState } from 'react'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { hourAt, instantOf, nextMorning } from './hours.ts'
import { useMe } from './parts.tsx'

type SplitSendProps = {
  isReady: boolean
  /** Whether it can be kept as a draft: sooner than it can be sent. None where it is kept already. */
  canKeep?: boolean
  busy: boolean
  onSend: (when: string) => void
  isMain?: boolean
}

/** Send now, at an hour of the school's clock, or keep it for later: the first is the one that is meant most often. */
export const SplitSend = ({ isReady, canKeep, busy, onSend, isMain = true }: SplitSendProps) => {
  const t = useWords()
  const { timeZone } = useMe().school
  const [hour, setHour] = useState<string>()
  return (
    <div className="stack tight">
      <div className="row">
        <Button look={isMain ? 'primary' : 'quiet'} type="submit" busy={busy} disabled={!isReady}>
          {t('posts.send')}
        </Button>
        <Button disabled={!isReady} onPress={() => setHour(hour === undefined ? nextMorning(new Date(), timeZone) : undefined)}>
          {t('posts.schedule')}
        </Button>
        {canKeep !== undefined && (
          <Button look="plain" disabled={!canKeep} busy={busy} onPress={() => onSend('draft')}>
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
            min={hourAt(new Date(), timeZone)}
            onChange={(event) => setHour(event.target.value)}
          />
          <Button
            look="primary"
            busy={busy}
            disabled={!isReady || hour === ''}
            onPress={() => onSend(instantOf(hour, timeZone).toISOString())}
          >
            {t('posts.send_then')}
          </Button>
        </div>
      )}
    </div>
  )
}
