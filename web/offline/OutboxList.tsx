import type { Words } from '#i18n/words.ts'
import { useWords } from '../speech.tsx'
import { Button } from '../ui/Button.tsx'
import { clockOf } from './clock.ts'
import type { Wish } from './network.ts'
import { discard, sendAgain } from './outbox.ts'

const nameOf = (t: Words, name: string) => t(name === 'read.question.answer' ? 'offline.wish.answer' : 'offline.wish.ask')

const whyNot = (t: Words, refused: NonNullable<Wish['refused']>) => {
  if (refused === 'too_old') return t('offline.too_old')
  return t(refused === 'offline' ? 'app.offline' : `errors.${refused}`)
}

const One = ({ wish: { id, at, name, text, refused } }: { wish: Wish }) => {
  const t = useWords()
  return (
    <li className="card stack tight">
      <strong>{nameOf(t, name)}</strong>
      <p className="said">{text}</p>
      <p className="small quiet">{t('offline.is_waiting', { time: clockOf(t, at) })}</p>
      {refused && (
        <p>
          <strong>{t('offline.not_accepted')}</strong>
          <br />
          {whyNot(t, refused)}
        </p>
      )}
      <p className="row">
        {refused && <Button onPress={() => void sendAgain(id)}>{t('offline.again')}</Button>}
        <Button look="plain" onPress={() => void discard(id)}>
          {t('offline.discard')}
        </Button>
      </p>
    </li>
  )
}

/** What has not been sent, each with its words and where it stands. */
export const Outbox = ({ wishes }: { wishes: readonly Wish[] }) => {
  const t = useWords()
  if (wishes.length === 0) return <p>{t('offline.outbox_empty')}</p>
  return (
    <>
      <p className="quiet">{t('offline.outbox_how')}</p>
      <ul className="stack">
        {wishes.map((wish) => (
          <One key={wish.id} wish={wish} />
        ))}
      </ul>
    </>
  )
}
