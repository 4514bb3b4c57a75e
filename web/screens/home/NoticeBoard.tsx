import { useQuery } from '@tanstack/react-query'
import { listWrittenNotices, type NoticeCounts, type Stands } from '#contract/notices.ts'
import { reading } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Link } from '../../ui/Link.tsx'

const missingOf = ({ unseen, unreached, seen }: NoticeCounts, asks: readonly Stands[]) =>
  unseen + unreached + (asks.length > 0 ? seen : 0)

/** A day after it was announced: what has not reached everybody, and how many that are. */
export const NoticeBoard = ({ slug }: { slug: string }) => {
  const t = useWords()
  const { data } = useQuery(reading(listWrittenNotices))
  const open = (data?.notices ?? []).flatMap(({ id, title, language, state, listedAt, counts, asks }) => {
    const missing = counts ? missingOf(counts, asks) : 0
    if (state !== 'published' || !listedAt || !counts || missing === 0) return []
    return [{ id, title, language, missing, done: counts.people - missing, people: counts.people }]
  })
  if (open.length === 0) return null
  return (
    <section className="card" aria-labelledby="notices-open">
      <h2 id="notices-open">{t('home.notices_open')}</h2>
      <ul className="rows">
        {open.slice(0, 5).map(({ id, title, language, missing, done, people }) => (
          <li key={id}>
            <Link className="tap" to="/s/$slug/notices/$noticeId/progress" params={{ slug, noticeId: id }}>
              <span className="grow">
                <strong lang={language} dir="auto">
                  {title}
                </strong>
                <br />
                <span className="quiet small">
                  {t('home.notice_done', { done, people })} · {t('home.notice_missing', { count: missing })}
                </span>
              </span>
              <Icon name="onward" little />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
