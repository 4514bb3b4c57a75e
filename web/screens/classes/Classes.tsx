import { listClasses } from '#contract/classes.ts'
import { readMe } from '#contract/people.ts'
import { useSaid } from '../../furigana.tsx'
import { deciders, office } from '../../place.ts'
import { useWords } from '../../speech.tsx'
import { Link } from '../../ui/Link.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { ClassRows } from './ClassRows.tsx'
import { ClassTable } from './ClassTable.tsx'

/** The classes one has to do with. */
export const Classes = () => {
  const t = useWords()
  const say = useSaid()
  const { person, school, children } = useEndpoint(readMe)
  const { classes } = useEndpoint(listClasses)
  const runsSchool = person.roles.some((role) => office.includes(role))
  const teaches = person.roles.some((role) => deciders.includes(role) || role === 'substitute')
  return (
    <div className="stack">
      <Title said={say('classes.title')}>{t('classes.title')}</Title>
      {teaches && (
        <p>
          <Link to="/s/$slug/groups" params={{ slug: school.slug }}>
            {say('classes.groups')}
          </Link>
        </p>
      )}
      {classes.length === 0 && <EmptyState title={say('classes.none')}>{say('classes.none_how')}</EmptyState>}
      {classes.length > 0 && runsSchool && <ClassTable slug={school.slug} classes={classes} />}
      {classes.length > 0 && !runsSchool && <ClassRows slug={school.slug} classes={classes} family={children} />}
    </div>
  )
}
