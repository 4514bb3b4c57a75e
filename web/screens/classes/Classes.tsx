import { listClasses } from '#contract/classes.ts'
import { readMe } from '#contract/people.ts'
import { useWords } from '../../speech.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { ClassRows } from './ClassRows.tsx'

/** The classes one has to do with. */
export const Classes = () => {
  const t = useWords()
  const me = useEndpoint(readMe)
  const { classes } = useEndpoint(listClasses)
  return (
    <div className="stack">
      <Title>{t('classes.title')}</Title>
      {classes.length === 0 ? (
        <EmptyState title={t('classes.none')}>{t('classes.none_how')}</EmptyState>
      ) : (
        <ClassRows slug={me.school.slug} classes={classes} family={me.children} />
      )}
    </div>
  )
}
