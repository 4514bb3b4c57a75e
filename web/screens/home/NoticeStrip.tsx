import { type ListedNotice, listNotices } from '#contract/notices.ts'
import { saidHoursBefore } from '#contract/service-news.ts'
import { shortDay } from '#i18n/dates.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { Link } from '../../ui/Link.tsx'
import { useEndpoint } from '../../useEndpoint.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const most = 4

type Line = { notice: ListedNotice; word: 'confirm' | 'urgent' | 'new' | 'soon'; icon: IconName }

/** What still concerns somebody: to confirm; urgent, for three days; an interruption that comes within a week, until it is said on every screen; what is new. */
const lineOf = (notice: ListedNotice, me: string, now: number): Line | undefined => {
  const { mine, kind, withdrawn, publishedAt, effectiveFrom } = notice
  if (withdrawn) return undefined
  if (mine.isAsked && !mine.confirmedAt) return { notice, word: 'confirm', icon: 'check' }
  if (kind === 'urgent' && now - Date.parse(publishedAt ?? '') < 3 * DAY) return { notice, word: 'urgent', icon: 'warning' }
  const from = effectiveFrom ? Date.parse(effectiveFrom) - 7 * DAY : Number.POSITIVE_INFINITY
  const saidEverywhere = Date.parse(effectiveFrom ?? '') - saidHoursBefore * HOUR
  if (kind === 'maintenance' && from < now && now < saidEverywhere) return { notice, word: 'soon', icon: 'info' }
  return mine.seenAt || notice.author?.id === me ? undefined : { notice, word: 'new', icon: 'notice' }
}
const rank = { urgent: 0, confirm: 1, soon: 2, new: 3 } as const

const One = ({ line: { notice, word, icon }, slug, timeZone }: { line: Line; slug: string; timeZone: string }) => {
  const say = useSaid()
  const { locale } = useWords()
  const { id, title, effectiveFrom } = notice
  const said =
    word === 'soon'
      ? say('home.notice.soon', { day: shortDay(locale, effectiveFrom ?? '', timeZone), title })
      : say(`home.notice.${word}`, { title })
  return (
    <li>
      <Link className="tap" to="/s/$slug/notices/$noticeId" params={{ slug, noticeId: id }}>
        <Icon name={icon} />
        <strong className="grow line-3">{said}</strong>
        <Icon name="onward" little />
      </Link>
    </li>
  )
}

/** What was announced and still concerns the one who reads, a line each, what is urgent first. */
export const NoticeStrip = ({ slug, timeZone, me }: { slug: string; timeZone: string; me: string }) => {
  const say = useSaid()
  const { notices } = useEndpoint(listNotices, { query: {} })
  const now = Date.now()
  const lines = notices.flatMap((notice) => lineOf(notice, me, now) ?? []).sort((a, b) => rank[a.word] - rank[b.word])
  if (lines.length === 0) return null
  return (
    <section className="card todo" aria-labelledby="notices-now">
      <h2 id="notices-now">{say('app.nav.notices')}</h2>
      <ul className="rows">
        {lines.slice(0, most).map((line) => (
          <One key={line.notice.id} line={line} slug={slug} timeZone={timeZone} />
        ))}
      </ul>
      {lines.length > most && (
        <Link to="/s/$slug/notices" params={{ slug }}>
          {say('home.notices_more', { count: lines.length - most })}
        </Link>
      )}
    </section>
  )
}
