import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Readers, readReaders } from '#contract/posts.ts'
import { reading } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { LazySheet } from '../../ui/lazy.tsx'

const Named = ({ postId }: { postId: string }) => {
  const say = useSaid()
  const { data, isError } = useQuery(reading(readReaders, { params: { id: postId } }))
  if (isError) return <p>{say('posts.readers.unknown')}</p>
  if (!data) return <p role="status">{say('app.loading')}</p>
  return (
    <dl className="readers">
      <dt>{say('posts.readers.guardians')}</dt>
      <dd>{data.guardians}</dd>
      <dt>{say('posts.readers.pupils')}</dt>
      <dd>{data.pupils}</dd>
      <dt>{say('posts.readers.staff')}</dt>
      <dd>
        <ul>
          {data.staff.map(({ id, display }) => (
            <li key={id}>{say.person(display)}</li>
          ))}
        </ul>
      </dd>
    </dl>
  )
}

/** Who can see this: a number at once, and on a tap the names of those who work at the school, as the wall says at this moment. */
export const WhoSees = ({ postId, readers }: { postId: string; readers: Readers | null }) => {
  const t = useWords()
  const say = useSaid()
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <button type="button" className="eye no-print" onClick={() => setOpen(true)}>
        <Icon name="eye" little />
        {readers ? (
          <>
            <span className="unseen">{t('app.privacy.who_sees')}: </span>
            {say('posts.readers.count', { count: readers.guardians + readers.pupils + readers.staff })}
          </>
        ) : (
          say('app.privacy.who_sees')
        )}
      </button>
      <LazySheet title={say('app.privacy.who_sees')} open={open} onClose={close}>
        <Named postId={postId} />
        <p className="quiet small">{say('posts.readers.why')}</p>
        <Button look="ink" onPress={close}>
          {say('app.close')}
        </Button>
      </LazySheet>
    </>
  )
}
