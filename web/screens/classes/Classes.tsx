import { listClasses } from '#contract/classes.ts'
import { readMe } from '#contract/people.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { ClassRows } from './ClassRows.tsx'

/** The classes one has to do with. */
export const Classes = () => {
  const t = useWords()
  const say = useSaid()
  const me = useEndpoint(readMe)
  const { classes } = useEndpoint(listClasses)
  return (
    <div className="stack">
      <Title said={say('classes.title')}>{t('classes.title')}</Title>
      {classes.length === 0 ? (
        <EmptyState title={say('classes.none')}>{say('classes.none_how')}</EmptyState>
      ) : (
        <ClassRows slug={me.school.slug} classes={classes} family={me.children} />
      )}
    </div>
  )
}
