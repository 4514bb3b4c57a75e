import type { ReactNode } from 'react'
import { useWords } from '../../speech.tsx'
import { Timeline } from '../../ui/Timeline.tsx'
import { When, Written } from './parts.tsx'

/** What somebody changed, as a sentence that the time follows. */
type Changed = { id: string; changed: ReactNode; replacedAt: string }
/** What something said until somebody changed it. */
export type Said = Changed & {
  title?: string
  text: string
  language: string
  /** The names of what hung on it. */
  files: readonly string[]
}

/** Two files may have one name: each has its own key all the same. */
const keyed = (files: readonly string[]) => {
  const times = new Map<string, number>()
  return files.map((name) => {
    const nth = (times.get(name) ?? 0) + 1
    times.set(name, nth)
    return { key: `${nth} ${name}`, name }
  })
}

const FileNames = ({ files }: { files: readonly string[] }) => {
  const t = useWords()
  if (files.length === 0) return null
  return (
    <ul className="quiet small" aria-label={t('posts.files', { count: files.length })}>
      {keyed(files).map(({ key, name }) => (
        <li key={key} dir="auto">
          {name}
        </li>
      ))}
    </ul>
  )
}

const Was = ({ said: { language, title, text, files } }: { said: Said }) => (
  <>
    {title && (
      <p lang={language} dir="auto">
        <strong>{title}</strong>
      </p>
    )}
    <Written text={text} language={language} />
    <FileNames files={files} />
  </>
)

const newestFirst = (one: Changed, other: Changed) => other.replacedAt.localeCompare(one.replacedAt)

/** All that a post or notice said before, and what went with nothing left to show, for whoever may read it now. */
export const Earlier = ({
  label,
  versions,
  gone = [],
}: {
  label: string
  versions: readonly Said[]
  gone?: readonly Changed[]
}) => (
  <Timeline
    label={label}
    steps={[...versions.map((said) => ({ ...said, more: <Was said={said} /> })), ...gone.map((one) => ({ ...one, more: null }))]
      .toSorted(newestFirst)
      .map(({ id, changed, replacedAt, more }) => ({
        ...{ id, more },
        done: true,
        what: (
          <span className="quiet small">
            {changed} <When at={replacedAt} />
          </span>
        ),
      }))}
  />
)
