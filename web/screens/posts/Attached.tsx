import { useState } from 'react'
import { readFile } from '#contract/files.ts'
import { ask, isRefusal } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { toast } from '../../ui/Toast.tsx'

type Shown = { id: string; name: string; size: number | null; state: string }

const One = ({ file }: { file: Shown }) => {
  const t = useWords()
  const [busy, setBusy] = useState(false)
  const open = async () => {
    setBusy(true)
    try {
      const { link } = await ask(readFile, { params: { id: file.id } })
      if (link) location.assign(link.url)
      else toast(t('posts.file_waits'))
    } catch (reason) {
      const refused = isRefusal(reason) ? reason.refused : 'internal'
      const word = refused === 'offline' ? 'app.offline' : (`errors.${refused}` as const)
      toast(t(word))
    }
    setBusy(false)
  }
  const size =
    file.size === null
      ? ''
      : new Intl.NumberFormat(t.locale, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 }).format(
          Math.ceil(file.size / 1024),
        )
  return (
    <li>
      <Button look="plain" busy={busy} onPress={() => void open()}>
        <Icon name="import" little />
        <span className="file-name" dir="auto">
          {file.name}
        </span>{' '}
        <span className="quiet small">{size}</span>
      </Button>
    </li>
  )
}

/** The files of a post: each is opened by its own link, and that it was is written down. */
export const Attached = ({ files }: { files: readonly Shown[] }) => {
  const t = useWords()
  if (files.length === 0) return null
  return (
    <ul className="attached" aria-label={t('posts.files', { count: files.length })}>
      {files.map((file) => (
        <One key={file.id} file={file} />
      ))}
    </ul>
  )
}
