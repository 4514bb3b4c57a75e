import { useSaid } from '../../furigana.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Link } from '../../ui/Link.tsx'

/** A line for each kind of thing that waits, with the way to it. */
export const WaitingLines = ({ slug, unread, reports }: { slug: string; unread: number; reports: number }) => {
  const say = useSaid()
  return (
    <section className="card todo" aria-labelledby="messages-now">
      <h2 id="messages-now">{say('app.nav.messages')}</h2>
      <ul className="rows">
        {reports > 0 && (
          <li>
            <Link className="tap" to="/s/$slug/messages/reports" params={{ slug }}>
              <Icon name="warning" />
              <strong className="grow">{say('conversations.reports_waiting', { count: reports })}</strong>
              <Icon name="onward" little />
            </Link>
          </li>
        )}
        {unread > 0 && (
          <li>
            <Link className="tap" to="/s/$slug/messages" params={{ slug }}>
              <Icon name="message" />
              <strong className="grow">{say('conversations.unread_messages', { count: unread })}</strong>
              <Icon name="onward" little />
            </Link>
          </li>
        )}
      </ul>
    </section>
  )
}
