import { useState } from 'react'
import { startReset } from '#contract/activation.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Banner } from '../../ui/Message.tsx'
import { QrCode } from '../../ui/QrCode.tsx'
import { Trouble } from './Printed.tsx'

const OneCode = ({ person }: { person: { id: string; display: string } }) => {
  const t = useWords()
  const start = useAction(startReset)
  const name = person.display
  const made = start.data
  if (made)
    return (
      <div className="stack">
        <Banner tone="ok" title={t('activation.reset_shown', { name })} />
        <QrCode
          text={`${made.url}#t=${made.code.replaceAll(' ', '')}`}
          label={t('activation.reset_where', { address: made.url })}
        />
        <dl className="stack tight">
          <dt className="quiet small">{t('activation.username')}</dt>
          <dd translate="no">{made.username}</dd>
          <dt className="quiet small">{t('activation.code')}</dt>
          <dd translate="no">
            <strong>{made.code}</strong>
          </dd>
        </dl>
        <p className="quiet small">
          {t('activation.reset_where', { address: made.url })} · {t('activation.until', { day: shortDay(t.locale, made.until) })}
        </p>
        <Button icon="print" onPress={() => print()}>
          {t('app.print')}
        </Button>
      </div>
    )
  return (
    <div className="stack">
      {start.error && <Trouble code={start.error.refused} />}
      <p>{t('activation.reset_what', { name })}</p>
      <Button look="primary" full busy={start.isPending} onPress={() => start.mutate({ params: { id: person.id } })}>
        {t('activation.reset_do')}
      </Button>
    </div>
  )
}

/** Helps a pupil back in who forgot the password: a code, shown once, to hand over. */
export const HelpIn = ({ person }: { person: { id: string; display: string } }) => {
  const t = useWords()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onPress={() => setOpen(true)}>
        {t('activation.reset')}
        <span className="unseen"> {person.display}</span>
      </Button>
      <LazySheet title={`${t('activation.reset')} · ${person.display}`} open={open} onClose={() => setOpen(false)}>
        <OneCode person={person} />
      </LazySheet>
    </>
  )
}
