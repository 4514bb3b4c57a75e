import { useState } from 'react'
import type * as z from 'zod/mini'
import { readNoticeVersions } from '#contract/notices.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Timeline } from '../../ui/Timeline.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { When, Written } from '../posts/parts.tsx'

type Version = z.output<typeof readNoticeVersions.output>['versions'][number]

const Was = ({ version: { language, title, text, files } }: { version: Version }) => {
  const t = useWords()
  return (
    <>
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
    </>
  )
}

const All = ({ noticeId }: { noticeId: string }) => {
  const t = useWords()
  const say = useSaid()
  const { versions } = useEndpoint(readNoticeVersions, { params: { id: noticeId } })
  return (
    <Timeline
      label={t('notices.versions')}
      steps={versions.map((one) => ({
        id: `${one.language} ${one.replacedAt}`,
        done: true,
        what: (
          <span className="quiet small">
            {say('notices.version', { name: one.by ?? t('notices.nobody') })} <When at={one.replacedAt} />
          </span>
        ),
        more: <Was version={one} />,
      }))}
    />
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
