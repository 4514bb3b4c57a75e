import { listClasses } from '#contract/classes.ts'
import { readMe } from '#contract/people.ts'
import { longDay } from '#i18n/dates.ts'
import { useWords } from '../../speech.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Link } from '../../ui/Link.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { ClassRows } from '../classes/ClassRows.tsx'
import { Feed } from '../posts/Feed.tsx'

const ToDo = ({ slug, count }: { slug: string; count: number }) => {
  const t = useWords()
  if (count === 0) return null
  return (
    <section className="card todo" aria-labelledby="to-do">
      <h2 id="to-do">{t('home.to_do')}</h2>
      <Link className="tap" to="/s/$slug/requests" params={{ slug }}>
        <Icon name="requests" />
        <strong>{t('home.requests', { count })}</strong>
        <Icon name="onward" little />
      </Link>
    </section>
  )
}

const runsSchool = (roles: readonly string[]) => ['administrator', 'head', 'office'].some((role) => roles.includes(role))

const mayWrite = (roles: readonly string[]) => runsSchool(roles) || roles.includes('teacher') || roles.includes('substitute')

/** What there is to do, what was said, then one's classes. */
export const Today = () => {
  const t = useWords()
  const me = useEndpoint(readMe)
  const { classes } = useEndpoint(listClasses)
  const { slug } = me.school
  const ownOnly = classes.every(({ as }) => as !== 'staff')
  return (
    <div className="stack wide">
      <header>
        <p className="quiet">{longDay(t.locale, new Date(), me.school.timeZone)}</p>
        <Title>{t('home.hello', { name: me.person.display })}</Title>
      </header>
      <ToDo slug={slug} count={me.requestsToDecide} />
      {mayWrite(me.person.roles) && (
        <p>
          <Link className="button primary" to="/s/$slug/write" params={{ slug }} icon="classes">
            {t('posts.write')}
          </Link>
        </p>
      )}
      {classes.length > 0 && <Feed slug={slug} />}
      <section className="stack" aria-labelledby="classes">
        <h2 id="classes">{t(ownOnly ? 'home.classes' : 'classes.title')}</h2>
        {classes.length > 0 && <ClassRows slug={slug} classes={classes} family={me.children} />}
        {classes.length === 0 && runsSchool(me.person.roles) && (
          <EmptyState
            title={t('home.empty_school')}
            drawing="satchel"
            action={
              <Link className="button primary" to="/s/$slug/import" params={{ slug }} icon="import">
                {t('home.import')}
              </Link>
            }
          >
            {t('home.empty_school_how')}
          </EmptyState>
        )}
        {classes.length === 0 && !runsSchool(me.person.roles) && (
          <EmptyState title={t('home.no_classes')}>{t('home.no_classes_how')}</EmptyState>
        )}
      </section>
    </div>
  )
}
