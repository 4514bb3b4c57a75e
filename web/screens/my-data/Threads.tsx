import type { ThreadsTold } from '#contract/disputes.ts'
import type { RightRequest } from '#contract/right-request.ts'
import { shortDay } from '#i18n/dates.ts'
import type { Words } from '#i18n/words.ts'
import { useWords } from '../../speech.tsx'
import { Badge } from '../../ui/Marks.tsx'

const inWords = (t: Words, kind: RightRequest['kind'], { state, dueOn, ground }: ThreadsTold): string => {
  const day = shortDay(t.locale, dueOn)
  if (state === 'waits') return t(kind === 'erasure' ? 'mydata.threads.erasure' : 'mydata.threads.waits', { day })
  return ground
    ? t('mydata.threads.refused', { ground: t(`mydata.ground.${ground.name}`), article: ground.article })
    : t('mydata.threads.approved')
}

/** How it stands with the conversations that somebody shares with another guardian, in one sentence. */
export const Threads = ({ kind, threads }: { kind: RightRequest['kind']; threads: ThreadsTold | null }) => {
  const t = useWords()
  // An erasure that was decided says so itself: as closed, or by being carried out.
  if (!threads || (kind === 'erasure' && threads.state !== 'waits')) return null
  return (
    <>
      <p>
        {threads.state === 'waits' && <Badge tone="warn">{t('mydata.cases.needs_head')}</Badge>} {inWords(t, kind, threads)}
      </p>
      {threads.answer && <p className="said ink-box">{threads.answer}</p>}
    </>
  )
}
