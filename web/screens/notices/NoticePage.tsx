import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type * as z from 'zod/mini'
import { listNotices, listWrittenNotices, readNotice, readNoticeReaders } from '#contract/notices.ts'
import { withdrawNotice } from '#contract/notices-writing.ts'
import { reading, useAction } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Field.tsx'
import { Link } from '../../ui/Link.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Banner } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Attached } from '../posts/Attached.tsx'
import { Places, useMe, When, Written } from '../posts/parts.tsx'
import { WhoSees } from '../posts/WhoSees.tsx'
import { Confirm, useSeen } from './Confirm.tsx'
import { Holds, KindMark, useFrom, useLanguageName } from './parts.tsx'
import { Versions } from './Versions.tsx'

type Notice = z.output<typeof readNotice.output>

/** The text that is shown: in the reader's language as they write it, else in their language, else the original. */
const textFor = (texts: Notice['texts'], wanted: string) => {
  const part = (tag: string) => tag.toLowerCase().split('-')[0]
  const own =
    texts.find(({ language }) => language.toLowerCase() === wanted.toLowerCase()) ??
    texts.find(({ language }) => part(language) === part(wanted))
  return { text: own ?? texts[0], isOwn: own !== undefined }
}

/** Takes a notice back, after a word about what that does; a draft is thrown away. */
const Withdraw = ({ notice, slug }: { notice: Notice; slug: string }) => {
  const say = useSaid()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const { mutate, isPending } = useAction(withdrawNotice, [readNotice, listNotices, listWrittenNotices])
  const done = () => void navigate({ to: '/s/$slug/notices', params: { slug } })
  return (
    <>
      <Button look="plain" icon="cross" onPress={() => setAsking(true)}>
        {say('notices.withdraw')}
      </Button>
      <LazySheet title={say('notices.withdraw_title')} open={asking} onClose={() => setAsking(false)} urgent>
        <p>{say('notices.withdraw_what')}</p>
        <div className="row">
          <Button look="danger" busy={isPending} onPress={() => mutate({ params: { id: notice.id } }, { onSuccess: done })}>
            {say('notices.withdraw')}
          </Button>
          <Button onPress={() => setAsking(false)}>{say('notices.keep')}</Button>
        </div>
      </LazySheet>
    </>
  )
}

const Acts = ({ notice, slug }: { notice: Notice; slug: string }) => {
  const say = useSaid()
  const { can, id } = notice
  const params = { slug, noticeId: id }
  if (!can.correct && !can.withdraw && !can.follow) return null
  return (
    <div className="row no-print">
      {can.follow && (
        <Link className="button quiet" to="/s/$slug/notices/$noticeId/progress" params={params} icon="people">
          {say('notices.follow')}
        </Link>
      )}
      {can.correct && (
        <Link className="button quiet" to="/s/$slug/notices/$noticeId/correct" params={params}>
          {say('notices.correct')}
        </Link>
      )}
      {can.withdraw && <Withdraw notice={notice} slug={slug} />}
    </div>
  )
}

const Foot = ({ notice }: { notice: Notice }) => {
  const say = useSaid()
  const from = useFrom()
  const at = notice.publishedAt ?? notice.publishAt
  return (
    <p className="quiet small">
      {from(notice)} · <Places places={notice.places} />
      {at && (
        <>
          {' · '}
          <When at={at} />
        </>
      )}
      {notice.editedAt && ' · '}
      {notice.editedAt && say('notices.corrected')}
    </p>
  )
}

/** In which language: the reader's own, or another that somebody wrote. */
const Language = ({ notice, shown, onChoose }: { notice: Notice; shown: string; onChoose: (tag: string) => void }) => {
  const say = useSaid()
  const nameOf = useLanguageName()
  if (notice.texts.length < 2) return null
  const options = notice.texts.map(({ language }) => ({ value: language, label: nameOf(language) }))
  return (
    <Select label={say('notices.languages')} value={shown} options={options} onChange={(event) => onChoose(event.target.value)} />
  )
}

const Said = ({ notice }: { notice: Notice }) => {
  const t = useWords()
  const say = useSaid()
  const [chosen, setChosen] = useState<string>(t.locale)
  const nameOf = useLanguageName()
  const { text, isOwn } = textFor(notice.texts, chosen)
  if (!text) return null
  const isOther = text.author !== null && text.author.id !== notice.author?.id
  return (
    <article className="card post">
      <p className="row">
        <KindMark notice={notice} />
      </p>
      <div lang={text.language} dir="auto">
        <Title>{text.title}</Title>
      </div>
      {!isOwn && <p className="quiet">{say('notices.in_language', { language: nameOf(text.language) }, ['language'])}</p>}
      <Holds notice={notice} />
      <Written text={text.text} language={text.language} />
      <Attached files={notice.files} />
      {isOther && <p className="quiet small">{say('notices.translated_by', { name: text.author?.display ?? '' })}</p>}
      <Foot notice={notice} />
      <footer className="post-foot no-print">
        <WhoSees asked={reading(readNoticeReaders, { params: { id: notice.id } })} readers={notice.readers} />
        {notice.editedAt && <Versions noticeId={notice.id} />}
      </footer>
      <Language notice={notice} shown={text.language} onChoose={setChosen} />
    </article>
  )
}

/** One notice, whole: what it says, and the one tap that it asks for. */
export const NoticePage = () => {
  const t = useWords()
  const say = useSaid()
  const { slug } = useMe().school
  const { noticeId } = useParams({ from: '/s/$slug/notices/$noticeId' })
  const notice = useEndpoint(readNotice, { params: { id: noticeId } })
  const { mine, state } = notice
  useSeen(noticeId, state === 'published' && mine.isReader && mine.seenAt === null)
  return (
    <div className="stack">
      <Link className="no-print" to="/s/$slug/notices" params={{ slug }}>
        {say('notices.back')}
      </Link>
      {notice.withdrawn ? (
        <>
          <Title said={say('notices.title')}>{t('notices.title')}</Title>
          <Banner tone="warn" title={say('notices.withdrawn', { name: notice.withdrawn.by ?? t('notices.nobody') })}>
            <When at={notice.withdrawn.at} />
          </Banner>
        </>
      ) : (
        <Said notice={notice} />
      )}
      <Confirm id={noticeId} mine={mine} />
      <Acts notice={notice} slug={slug} />
    </div>
  )
}
