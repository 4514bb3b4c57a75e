import type { ReactNode } from 'react'
import { useWords } from '../../speech.tsx'
import { Timeline } from '../../ui/Timeline.tsx'
import { When, Written } from './parts.tsx'

/** What something said until somebody changed it. */
export type Said = {
  id: string
  /** Who changed it, as a sentence that the time follows. */
  changed: ReactNode
  replacedAt: string
  title?: string
  text: string
  language: string
  /** The names of what hung on it. */
  files: readonly string[]
}

const FileNames = ({ files }: { files: readonly string[] }) => {
  const t = useWords()
  if (files.length === 0) return null
  return (
    <ul className="quiet small" aria-label={t('posts.files', { count: files.length })}>
      {files.map((name, nth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name, and what was is not reordered
        <li key={nth} dir="auto">
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

/** All that a post or notice said before, for whoever may read it now. */
export const Earlier = ({ label, versions }: { label: string; versions: readonly Said[] }) => (
  <Timeline
    label={label}
    steps={versions.map((said) => ({
      id: said.id,
      done: true,
      what: (
        <span className="quiet small">
          {said.changed} <When at={said.replacedAt} />
        </span>
      ),
      more: <Was said={said} />,
    }))}
  />
)
