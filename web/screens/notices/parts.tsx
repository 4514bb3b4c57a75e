import type { ListedNotice, NoticeCounts, Stands } from '#contract/notices.ts'
import { clockTime, isoDay, shortDay } from '#i18n/dates.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { useMe } from '../posts/parts.tsx'

/** What a language is called in the reader's. */
export const useLanguageName = () => {
  const { locale } = useWords()
  const names = new Intl.DisplayNames(locale, { type: 'language' })
  return (tag: string) => names.of(tag) ?? tag
}

/** A day with its hour, at the school. */
export const useHour = () => {
  const t = useWords()
  const { timeZone } = useMe().school
  return (at: string) => t('posts.day_at', { day: shortDay(t.locale, at, timeZone), time: clockTime(t.locale, at, timeZone) })
}

type Kind = Pick<ListedNotice, 'kind' | 'reason'>

/** What is not an ordinary notice says so first. */
export const KindMark = ({ notice: { kind, reason } }: { notice: Kind }) => {
  const say = useSaid()
  if (kind === 'ordinary') return null
  if (kind !== 'urgent') return <Badge tone="info">{say(`notices.kind.${kind}`)}</Badge>
  return (
    <Badge tone="bad">
      {say('notices.urgent')}
      {reason && ' · '}
      {reason && say(`notices.reason.${reason}`)}
    </Badge>
  )
}

/** Who announced it: somebody of the school, or those who run Préau for it. */
export const useFrom = () => {
  const t = useWords()
  const say = useSaid()
  return ({ kind, author }: Pick<ListedNotice, 'kind' | 'author'>) =>
    kind === 'product' || kind === 'maintenance'
      ? say('notices.from_operator')
      : say('notices.from', { name: author?.display ?? t('notices.nobody') }, author ? [] : ['name'])
}

/** From when on, and until when, what is announced holds. */
export const Holds = ({ notice }: { notice: Pick<ListedNotice, 'effectiveFrom' | 'effectiveUntil'> }) => {
  const t = useWords()
  const say = useSaid()
  const hour = useHour()
  const { timeZone } = useMe().school
  const { effectiveFrom, effectiveUntil } = notice
  if (!effectiveFrom) return null
  const from = hour(effectiveFrom)
  const ends = (at: string) =>
    isoDay(at, timeZone) === isoDay(effectiveFrom, timeZone) ? clockTime(t.locale, at, timeZone) : hour(at)
  return (
    <p>
      <strong>
        {say.text(effectiveUntil ? t('notices.holds', { from, until: ends(effectiveUntil) }) : t('notices.holds_from', { from }))}
      </strong>
    </p>
  )
}

/** How many are through: who confirmed, where somebody is asked to; else who has seen it. */
export const doneOf = ({ confirmed, seen }: NoticeCounts, asks: readonly Stands[]) => (asks.length > 0 ? confirmed : seen)

/** How far a notice has come: drawn, and said in words beside it. */
export const Bar = ({ counts }: { counts: NoticeCounts }) => (
  <div className="how-far" aria-hidden="true">
    {(['confirmed', 'seen', 'unseen', 'unreached'] as const).map((part) => (
      <span key={part} className={`part-${part}`} style={{ flexGrow: counts[part] }} />
    ))}
  </div>
)
