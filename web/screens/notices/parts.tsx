import type { ListedNotice, NoticeCounts, Stands } from '#contract/notices.ts'
import { clockTime, shortDay } from '#i18n/dates.ts'
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
  const t = useWords()
  if (kind === 'ordinary') return null
  if (kind !== 'urgent') return <Badge tone="info">{t(`notices.kind.${kind}`)}</Badge>
  return (
    <Badge tone="bad">
      {t('notices.urgent')}
      {reason && ` · ${t(`notices.reason.${reason}`)}`}
    </Badge>
  )
}

/** Who announced it: somebody of the school, or those who run Préau for it. */
export const useFrom = () => {
  const t = useWords()
  return ({ kind, author }: Pick<ListedNotice, 'kind' | 'author'>) =>
    kind === 'product' || kind === 'maintenance'
      ? t('notices.from_operator')
      : t('notices.from', { name: author?.display ?? t('notices.nobody') })
}

/** From when on, and until when, what is announced holds. */
export const Holds = ({ notice }: { notice: Pick<ListedNotice, 'effectiveFrom' | 'effectiveUntil'> }) => {
  const t = useWords()
  const hour = useHour()
  const { effectiveFrom, effectiveUntil } = notice
  if (!effectiveFrom) return null
  const from = hour(effectiveFrom)
  return (
    <p>
      <strong>
        {effectiveUntil ? t('notices.holds', { from, until: hour(effectiveUntil) }) : t('notices.holds_from', { from })}
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
