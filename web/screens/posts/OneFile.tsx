import { useWords } from '../../speech.tsx'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { Badge } from '../../ui/Marks.tsx'
import type { Sending, Uploads } from './uploading.ts'

const tones = { queued: 'info', sending: 'info', waiting: 'warn', lost: 'warn' } as const

/** A small button that says of which file it is. */
const Act = ({
  icon,
  word,
  of,
  onPress,
  off = false,
}: {
  icon: IconName
  word: string
  of: string
  onPress: () => void
  off?: boolean
}) => (
  <button type="button" className="button plain" title={word} disabled={off} onClick={onPress}>
    <Icon name={icon} little />
    <span className="unseen">
      {word}: <bdi>{of}</bdi>
    </span>
  </button>
)

/** What would be refused again for what it is, is not offered to be tried again. */
const isWorthTrying = (refused: Sending['refused']) =>
  refused !== undefined && refused !== 'too_large' && (!refused.startsWith('file.') || refused === 'file.too_many_open')

const Standing = ({ file: { at, sent, size } }: { file: Sending }) => {
  const t = useWords()
  if (at === 'refused' || at === 'ready') return null // how many are there already, the line above says
  const percent = new Intl.NumberFormat(t.locale, { style: 'percent' }).format(size === 0 ? 0 : sent / size)
  return <Badge tone={tones[at]}>{at === 'lost' ? t('posts.file_lost', { percent }) : t(`posts.file.${at}`)}</Badge>
}

/** One file of a post that is being written: how far it is, and what can be done with it. */
export const OneFile = ({
  file,
  isFirst,
  isLast,
  uploads,
  onReplace,
}: {
  file: Sending
  isFirst: boolean
  isLast: boolean
  uploads: Uploads
  onReplace: () => void
}) => {
  const t = useWords()
  const { key, name, at, sent, size, refused } = file
  return (
    <li className="file-row">
      <span className="file-name grow" dir="auto">
        {name}
      </span>
      <Standing file={file} />
      {(at === 'sending' || at === 'waiting') && (
        <progress className="file-progress" max={size} value={sent} aria-label={name}>
          {sent}
        </progress>
      )}
      {at === 'refused' && refused && <p className="wrong">{t(refused === 'offline' ? 'app.offline' : `errors.${refused}`)}</p>}
      <span className="file-acts">
        {at === 'refused' && isWorthTrying(refused) && (
          <button type="button" className="button plain" onClick={() => uploads.retry(key)}>
            {t('posts.file_retry')}
            <span className="unseen">
              : <bdi>{name}</bdi>
            </span>
          </button>
        )}
        <Act icon="up" word={t('posts.file_up')} of={name} off={isFirst} onPress={() => uploads.move(key, -1)} />
        <Act icon="down" word={t('posts.file_down')} of={name} off={isLast} onPress={() => uploads.move(key, 1)} />
        <Act icon="same" word={t('posts.file_replace')} of={name} onPress={onReplace} />
        <Act icon="cross" word={t('posts.take_out')} of={name} onPress={() => uploads.takeOut(key)} />
      </span>
    </li>
  )
}
