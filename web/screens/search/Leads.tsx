import type { ReactNode } from 'react'
import type { Hit, SearchKind } from '#contract/search.ts'
import { shortDay } from '#i18n/dates.ts'
import { type Me, office } from '../../place.ts'
import { useWords } from '../../speech.tsx'
import { Link } from '../../ui/Link.tsx'

type To = { slug: string; hit: Hit; inOffice: boolean; day: (at: string | null) => string; children: ReactNode }

const toPost = ({ slug, hit, children }: To) => (
  <Link className="tap" to="/s/$slug/posts/$postId" params={{ slug, postId: hit.within?.id ?? hit.id }}>
    {children}
  </Link>
)
const toClass = ({ slug, hit, children }: To) => (
  <Link className="tap" to="/s/$slug/classes/$classId" params={{ slug, classId: hit.within?.id ?? hit.id }}>
    {children}
  </Link>
)

/** A day where the school is, as an address has it. */
const dayIn = (timeZone: string) => (at: string | null) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone }).format(at ? new Date(at) : new Date())

/** Where a hit of each kind leads; a room that can be searched says it here. */
const leads: Readonly<Record<SearchKind, (to: To) => ReactNode>> = {
  people: ({ slug, hit, inOffice, children }) => {
    const params = { slug, personId: hit.id }
    if (hit.roles.includes('pupil'))
      return (
        <Link className="tap" to="/s/$slug/people/$personId" params={params}>
          {children}
        </Link>
      )
    if (!inOffice) return <span className="tap">{children}</span>
    return (
      <Link className="tap" to="/s/$slug/people/$personId/access" params={params}>
        {children}
      </Link>
    )
  },
  classes: toClass,
  posts: toPost,
  notices: ({ slug, hit, children }) => (
    <Link className="tap" to="/s/$slug/notices/$noticeId" params={{ slug, noticeId: hit.id }}>
      {children}
    </Link>
  ),
  calendar: ({ slug, day, hit, children }) => (
    <Link className="tap" to="/s/$slug/calendar" params={{ slug }} search={{ day: day(hit.at) }}>
      {children}
    </Link>
  ),
  conversations: ({ slug, hit, children }) => (
    <Link className="tap" to="/s/$slug/messages/$conversationId" params={{ slug, conversationId: hit.id }}>
      {children}
    </Link>
  ),
  files: (to) => (to.hit.within?.kind === 'posts' ? toPost(to) : toClass(to)),
}

/** One hit, and the way there. */
export const Lead = ({ kind, hit, me }: { kind: SearchKind; hit: Hit; me: Me }) => {
  const t = useWords()
  const { title, note, language, at, roles } = hit
  const beside = [...roles.map((role) => t(`people.role.${role}`)), note, at && shortDay(t.locale, at, me.school.timeZone)]
  const inOffice = me.person.roles.some((role) => office.includes(role))
  return (
    <li>
      {leads[kind]({
        ...{ slug: me.school.slug, hit, inOffice, day: dayIn(me.school.timeZone) },
        children: (
          <span className="grow">
            <strong className="line-3" dir="auto" {...(language ? { lang: language } : {})}>
              {title}
            </strong>
            <br />
            <span className="quiet small">{beside.filter(Boolean).join(' · ')}</span>
          </span>
        ),
      })}
    </li>
  )
}
