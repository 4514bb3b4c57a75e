import type { Words } from '#i18n/words.ts'
import { useSaid } from '../furigana.tsx'
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
  const say = useSaid()
  return (
    <li className="card stack tight">
      <strong>{say.text(nameOf(t, name))}</strong>
      <p className="said">{text}</p>
      <p className="small quiet">{say('offline.is_waiting', { time: clockOf(t, at) })}</p>
      {refused && (
        <p>
          <strong>{say('offline.not_accepted')}</strong>
          <br />
          {say.text(whyNot(t, refused))}
        </p>
      )}
      <p className="row">
        {refused && <Button onPress={() => void sendAgain(id)}>{say('offline.again')}</Button>}
        <Button look="plain" onPress={() => void discard(id)}>
          {say('offline.discard')}
        </Button>
      </p>
    </li>
  )
}

/** What has not been sent, each with its words and where it stands. */
export const Outbox = ({ wishes }: { wishes: readonly Wish[] }) => {
  const say = useSaid()
  if (wishes.length === 0) return <p>{say('offline.outbox_empty')}</p>
  return (
    <>
      <p className="quiet">{say('offline.outbox_how')}</p>
      <ul className="stack">
        {wishes.map((wish) => (
          <One key={wish.id} wish={wish} />
        ))}
      </ul>
    </>
  )
}
