import { useState } from 'react'
import { endCalendarFeed, listCalendarFeeds, makeCalendarFeed } from '#contract/calendar.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Link } from '../../ui/Link.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused, useMe } from '../posts/parts.tsx'

type Feed = { pupilId: string; display: string; id: string | null; madeAt: string | null; withName: boolean }

/** The address, once: whoever has it reads the calendar. */
const Address = ({ url }: { url: string }) => {
  const t = useWords()
  const say = useSaid()
  const copy = () => void navigator.clipboard?.writeText(url).then(() => toast(t('calendar.feeds.copied')))
  return (
    <div className="stack tight">
      <TextField
        readOnly
        label={say('calendar.feeds.address')}
        hint={say('calendar.feeds.once')}
        value={url}
        onFocus={({ target }) => target.select()}
      />
      <div className="row">
        <Button icon="check" onPress={copy}>
          {say('calendar.feeds.copy')}
        </Button>
        <a className="button plain" href={url.replace(/^https?:/, 'webcal:')}>
          {say('calendar.feeds.open')}
        </a>
      </div>
    </div>
  )
}

const FeedCard = ({ feed }: { feed: Feed }) => {
  const t = useWords()
  const say = useSaid()
  const { timeZone } = useMe().school
  const [withName, setWithName] = useState(feed.withName)
  const make = useAction(makeCalendarFeed, [listCalendarFeeds])
  const end = useAction(endCalendarFeed, [listCalendarFeeds])
  const { pupilId, display, id, madeAt } = feed
  return (
    <article className="card stack tight" aria-label={display}>
      <h2>{display}</h2>
      <p className="quiet small" role="status">
        {madeAt ? say('calendar.feeds.since', { day: shortDay(t.locale, madeAt, timeZone) }) : say('calendar.feeds.none')}
      </p>
      <Refused by={make.error ?? end.error} />
      {make.data && id && <Address url={make.data.url} />}
      <label className="choice">
        <input type="checkbox" checked={withName} onChange={({ target }) => setWithName(target.checked)} />
        <span>
          {say('calendar.feeds.with_name')} <small className="quiet">{say('calendar.feeds.with_name_what')}</small>
        </span>
      </label>
      <div className="row">
        <Button look="primary" busy={make.isPending} onPress={() => make.mutate({ body: { pupilId, withName } })}>
          {say(id ? 'calendar.feeds.renew' : 'calendar.feeds.make')}
        </Button>
        {id && (
          <Button look="plain" icon="cross" busy={end.isPending} onPress={() => end.mutate({ params: { id } })}>
            {say('calendar.feeds.end')}
          </Button>
        )}
      </div>
    </article>
  )
}

/** The addresses at which one's own program reads the calendar: one for each child, made and ended in one tap. */
export const Feeds = () => {
  const t = useWords()
  const say = useSaid()
  const { slug } = useMe().school
  const { feeds } = useEndpoint(listCalendarFeeds)
  return (
    <div className="stack">
      <p>
        <Link to="/s/$slug/calendar" params={{ slug }}>
          {say('calendar.title')}
        </Link>
      </p>
      <Title said={say('calendar.feeds')}>{t('calendar.feeds')}</Title>
      <p className="measure">{say('calendar.feeds.what')}</p>
      {feeds.map((feed) => (
        <FeedCard key={feed.pupilId} feed={feed} />
      ))}
      {feeds.length === 0 && <p>{say('calendar.feeds.nobody')}</p>}
    </div>
  )
}
