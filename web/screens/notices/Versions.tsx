import { useState } from 'react'
import { readNoticeVersions } from '#contract/notices.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { When, Written } from '../posts/parts.tsx'

const All = ({ noticeId }: { noticeId: string }) => {
  const t = useWords()
  const say = useSaid()
  const { versions } = useEndpoint(readNoticeVersions, { params: { id: noticeId } })
  return (
    <ol className="stack">
      {versions.map(({ language, title, text, by, replacedAt, files }) => (
        <li key={`${language} ${replacedAt}`} className="card">
          <p className="quiet small">
            {say('notices.version', { name: by ?? t('notices.nobody') })} <When at={replacedAt} />
          </p>
          <p lang={language} dir="auto">
            <strong>{title}</strong>
          </p>
          <Written text={text} language={language} />
          {files.length > 0 && (
            <ul className="quiet small" aria-label={t('posts.files', { count: files.length })}>
              {files.map((name, nth) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name, and what was is not reordered
                <li key={nth} dir="auto">
                  {name}
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  )
}

/** What a notice said before it was corrected, for all who could read it. */
export const Versions = ({ noticeId }: { noticeId: string }) => {
  const say = useSaid()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button look="plain" onPress={() => setOpen(true)}>
        {say('notices.versions')}
      </Button>
      <LazySheet title={say('notices.versions')} open={open} onClose={() => setOpen(false)}>
        <All noticeId={noticeId} />
      </LazySheet>
    </>
  )
}
