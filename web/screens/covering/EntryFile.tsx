import { useState } from 'react'
import { type CopyEntry, openCopyFile, readCopyEntries } from '#contract/covering.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { Refused } from '../my-data/Refused.tsx'

type File = NonNullable<CopyEntry['file']>
type EntryFileProps = { caseId: string; entry: CopyEntry; file: File }

/** Lets the browser save what is no picture, under its own name. */
const save = (href: string, download: string) => Object.assign(document.createElement('a'), { href, download }).click()

type LargerProps = { url: string; file: File; words: string; onClose: () => void }
const Larger = ({ url, file, words, onClose }: LargerProps) => {
  const t = useWords()
  return (
    <div className="stack look">
      <figure>
        <img src={url} alt={words} />
      </figure>
      <div className="row no-print">
        <Button onPress={() => save(url, file.name)}>{t('covering.save')}</Button>
        <Button look="plain" onPress={onClose}>
          {t('app.close')}
        </Button>
      </div>
    </div>
  )
}

/** A file of the copy: a picture small, and larger when pressed; anything else is opened by its name. That it was opened is noted. */
export const EntryFile = ({ caseId, entry, file }: EntryFileProps) => {
  const t = useWords()
  const [url, setUrl] = useState<string>()
  const opening = useAction(openCopyFile, [readCopyEntries])
  const day = entry.at ? shortDay(t.locale, entry.at) : ''
  const words = t('covering.picture', { kind: entry.name, day, name: file.name })
  const open = () => {
    const asked = { params: { id: caseId }, body: { table: entry.table, id: entry.id } }
    opening.mutate(asked, { onSuccess: (one) => (file.kind === 'image' ? setUrl(one.url) : save(one.url, one.name)) })
  }
  return (
    <div className="stack tight">
      <p className="said">
        {t('covering.file', { name: file.name })}{' '}
        {file.isOpened ? (
          <Badge tone="ok">{t('covering.file_opened')}</Badge>
        ) : (
          <span className="small quiet">{t('covering.file_how')}</span>
        )}
      </p>
      {file.thumbnail ? (
        <div className="photos">
          <button type="button" className="photo" disabled={opening.isPending} onClick={open}>
            <img src={file.thumbnail} alt={t('covering.larger', { name: words })} loading="lazy" />
          </button>
        </div>
      ) : (
        <p>
          <Button busy={opening.isPending} onPress={open}>
            {t('covering.open', { name: file.name })}
          </Button>
        </p>
      )}
      <Refused by={opening.error} />
      <LazySheet title={file.name} open={url !== undefined} onClose={() => setUrl(undefined)}>
        {url && <Larger url={url} file={file} words={words} onClose={() => setUrl(undefined)} />}
      </LazySheet>
    </div>
  )
}
