import { useState } from 'react'
import { readNoticeVersions } from '#contract/notices.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Earlier } from '../posts/Earlier.tsx'

const All = ({ noticeId }: { noticeId: string }) => {
  const t = useWords()
  const say = useSaid()
  const { versions } = useEndpoint(readNoticeVersions, { params: { id: noticeId } })
  return (
    <Earlier
      label={t('notices.versions')}
      versions={versions.map((one) => ({
        ...one,
        id: `${one.language} ${one.replacedAt}`,
        changed: say('notices.version', { name: one.by ?? t('notices.nobody') }),
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
