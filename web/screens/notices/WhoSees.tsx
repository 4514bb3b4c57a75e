import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { readNoticeReaders } from '#contract/notices.ts'
import type { Readers } from '#contract/posts.ts'
import { reading } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { LazySheet } from '../../ui/lazy.tsx'

const Named = ({ noticeId }: { noticeId: string }) => {
  const t = useWords()
  const { data, isError } = useQuery(reading(readNoticeReaders, { params: { id: noticeId } }))
  if (isError) return <p>{t('posts.readers.unknown')}</p>
  if (!data) return <p role="status">{t('app.loading')}</p>
  return (
    <dl className="readers">
      <dt>{t('posts.readers.guardians')}</dt>
      <dd>{data.guardians}</dd>
      <dt>{t('posts.readers.pupils')}</dt>
      <dd>{data.pupils}</dd>
      <dt>{t('posts.readers.staff')}</dt>
      <dd>
        <ul>
          {data.staff.map(({ id, display }) => (
            <li key={id}>{display}</li>
          ))}
        </ul>
      </dd>
    </dl>
  )
}

/** Who can see this: a number at once, and on a tap the names of those who work at the school. */
export const WhoSees = ({ noticeId, readers }: { noticeId: string; readers: Readers | null }) => {
  const t = useWords()
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <button type="button" className="eye no-print" onClick={() => setOpen(true)}>
        <Icon name="eye" little />
        {readers ? (
          <>
            <span className="unseen">{t('app.privacy.who_sees')}: </span>
            {t('posts.readers.count', { count: readers.guardians + readers.pupils + readers.staff })}
          </>
        ) : (
          t('app.privacy.who_sees')
        )}
      </button>
      <LazySheet title={t('app.privacy.who_sees')} open={open} onClose={close}>
        <Named noticeId={noticeId} />
        <p className="quiet small">{t('posts.readers.why')}</p>
        <Button look="ink" onPress={close}>
          {t('app.close')}
        </Button>
      </LazySheet>
    </>
  )
}
