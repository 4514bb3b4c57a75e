import { type ListedNotice, listNotices } from '#contract/notices.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Link } from '../../ui/Link.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { useMe, When } from '../posts/parts.tsx'
import { Holds, KindMark, useFrom, useLanguageName } from './parts.tsx'
import { mayAnnounce } from './speakers.ts'
import { Written } from './Written.tsx'

const State = ({ notice: { mine, author } }: { notice: ListedNotice }) => {
  const say = useSaid()
  const isOwn = useMe().person.id === author?.id
  if (mine.isAsked && !mine.confirmedAt) return <Badge tone="action">{say('notices.to_confirm')}</Badge>
  if (mine.confirmedAt) return <Badge tone="ok">{say('notices.confirmed')}</Badge>
  return mine.seenAt || isOwn ? null : <Badge tone="info">{say('notices.new')}</Badge>
}

const Gone = ({ notice }: { notice: ListedNotice }) => {
  const t = useWords()
  const say = useSaid()
  return (
    <li className="card post gone quiet">
      {say('notices.withdrawn', { name: notice.withdrawn?.by ?? t('notices.nobody') })} <When at={notice.withdrawn?.at ?? ''} />
    </li>
  )
}

const One = ({ notice, slug }: { notice: ListedNotice; slug: string }) => {
  const say = useSaid()
  const from = useFrom()
  const nameOf = useLanguageName()
  if (notice.withdrawn) return <Gone notice={notice} />
  const { id, title, text, language, isOwnLanguage, publishedAt, editedAt } = notice
  return (
    <li className="card post">
      <p className="row">
        <KindMark notice={notice} />
        <State notice={notice} />
      </p>
      <h3 lang={language} dir="auto">
        <Link className="name-link" to="/s/$slug/notices/$noticeId" params={{ slug, noticeId: id }}>
          {title}
        </Link>
      </h3>
      <Holds notice={notice} />
      <p className="line-3" lang={language} dir="auto">
        {text}
      </p>
      <p className="quiet small">
        {from(notice)} · {publishedAt && <When at={publishedAt} />}
        {editedAt && ' · '}
        {editedAt && say('notices.corrected')}
        {!isOwnLanguage && ' · '}
        {!isOwnLanguage && say.text(nameOf(language))}
      </p>
    </li>
  )
}

/** What is announced to the one who reads; and, for those who announce, what they have written and how far it is. */
export const Notices = () => {
  const t = useWords()
  const say = useSaid()
  const { school, person } = useMe()
  const { notices } = useEndpoint(listNotices, { query: {} })
  const { slug } = school
  const isSpeaker = mayAnnounce(person.roles)
  return (
    <div className="stack">
      <div className="row spread">
        <Title said={say('notices.title')}>{t('notices.title')}</Title>
        {isSpeaker && (
          <Link className="button primary" to="/s/$slug/notices/write" params={{ slug }} icon="notice">
            {say('notices.write')}
          </Link>
        )}
      </div>
      {isSpeaker && <Written slug={slug} />}
      <section className="stack" aria-labelledby="for-me">
        <h2 id="for-me" className={isSpeaker ? '' : 'unseen'}>
          {say('notices.for_me')}
        </h2>
        {notices.length === 0 && <EmptyState title={say('notices.none')}>{say('notices.none_how')}</EmptyState>}
        <ul className="stack feed">
          {notices.map((notice) => (
            <One key={notice.id} notice={notice} slug={slug} />
          ))}
        </ul>
      </section>
    </div>
  )
}
