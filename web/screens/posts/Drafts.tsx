import { readFeed } from '#contract/feed.ts'
import { listDrafts, publishPost, withdrawPost } from '#contract/posts.ts'
import { clockTime, shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Link } from '../../ui/Link.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused, useMe } from './parts.tsx'
import { SplitSend } from './SplitSend.tsx'

type Draft = { id: string; state: 'draft' | 'scheduled'; publishAt: string | null; language: string; text: string }
const touched = [listDrafts, readFeed]

const One = ({ draft, slug }: { draft: Draft; slug: string }) => {
  const t = useWords()
  const { timeZone } = useMe().school
  const publish = useAction(publishPost, touched)
  const discard = useAction(withdrawPost, touched)
  const { id, publishAt, text, language } = draft
  const params = { id }
  const send = (when: string) => publish.mutate({ params, body: { when } })
  return (
    <li className="card stack tight">
      <p className="line-3" lang={language} dir="auto">
        {text}
      </p>
      <p>
        <Badge tone={publishAt ? 'info' : 'warn'}>
          {publishAt
            ? t('posts.day_at', { day: shortDay(t.locale, publishAt, timeZone), time: clockTime(t.locale, publishAt, timeZone) })
            : t('posts.draft')}
        </Badge>
      </p>
      <Refused by={publish.error ?? discard.error} />
      <form
        onSubmit={(event) => {
          event.preventDefault()
          send('now')
        }}
      >
        <SplitSend isReady busy={publish.isPending} onSend={send} isMain={false} />
      </form>
      <div className="row">
        {publishAt && (
          <Button look="plain" busy={publish.isPending} onPress={() => send('draft')}>
            {t('posts.unschedule')}
          </Button>
        )}
        <Link className="button plain" to="/s/$slug/posts/$postId/edit" params={{ slug, postId: id }}>
          {t('posts.edit')}
        </Link>
        <Button look="plain" busy={discard.isPending} onPress={() => discard.mutate({ params })}>
          {t('posts.discard')}
        </Button>
      </div>
    </li>
  )
}

/** One's own drafts, and what waits for its hour: nobody else sees them. */
export const Drafts = ({ slug }: { slug: string }) => {
  const t = useWords()
  const { drafts } = useEndpoint(listDrafts)
  if (drafts.length === 0) return null
  return (
    <section className="stack" aria-labelledby="drafts">
      <h2 id="drafts">{t('posts.drafts')}</h2>
      <ul className="stack">
        {drafts.map((draft) => (
          <One key={draft.id} draft={draft} slug={slug} />
        ))}
      </ul>
    </section>
  )
}
