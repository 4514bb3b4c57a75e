import { type DragEvent, useEffect, useId, useRef, useState } from 'react'
import { fileTypes } from '#contract/files.ts'
import { mostFiles } from '#contract/posts.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { toast } from '../../ui/Toast.tsx'
import { OneFile } from './OneFile.tsx'
import type { Uploads } from './uploading.ts'

/** Which endings the browser offers: of documents, or of photos too. */
const taken = (documentsOnly: boolean) =>
  Object.values(fileTypes)
    .flatMap(({ kind, extensions }) =>
      kind === 'video' || (documentsOnly && kind !== 'document') ? [] : extensions.map((end) => `.${end}`),
    )
    .join(',')

/** Films wait: nobody can say of each of their moments who is to be seen. They are not even sent. */
export const noFilms = ({ type }: File) => (type.startsWith('video/') ? 'file.no_pictures_yet' : undefined)
/** Where nobody says who is on a picture, none is sent. */
export const noPictures = ({ type }: File) => (/^(image|video)\//.test(type) ? 'file.documents_only' : undefined)

/** What is pasted anywhere on the screen, where it is a file. */
const usePasted = (onFiles: (files: File[]) => void) => {
  const latest = useRef(onFiles)
  latest.current = onFiles
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])]
      if (files.length === 0) return
      event.preventDefault()
      latest.current(files)
    }
    addEventListener('paste', paste)
    return () => removeEventListener('paste', paste)
  }, [])
}

/** How far all of it is, in one sentence; a reader hears it when a file arrives, not with every byte. */
const Total = ({ files }: Pick<Uploads, 'files'>) => {
  const t = useWords()
  const ready = files.filter(({ at }) => at === 'ready').length
  const [sent, size] = [files.reduce((sum, one) => sum + one.sent, 0), files.reduce((sum, one) => sum + one.size, 0)]
  const percent = new Intl.NumberFormat(t.locale, { style: 'percent' })
  if (files.length === 0) return null
  return (
    <div className="row spread small">
      <span role="status">{t('posts.files_ready', { ready, all: files.length })}</span>
      {ready < files.length && <span className="quiet">{percent.format(size === 0 ? 0 : Math.min(1, sent / size))}</span>}
    </div>
  )
}

/** Photos and documents to go with a post: chosen, dropped or pasted, and sent while one writes; who is on a photo is said below. */
export const Files = ({
  uploads,
  what,
  most = mostFiles,
  documentsOnly = false,
}: {
  uploads: Uploads
  /** What can go with it, where that is not photos and documents. */
  what?: string
  most?: number
  documentsOnly?: boolean
}) => {
  const t = useWords()
  const input = useRef<HTMLInputElement>(null)
  const replaced = useRef<string>(undefined)
  const [over, setOver] = useState(false)
  const id = useId()
  const add = (files: File[]) => {
    const count = uploads.add(files)
    if (count > 0) toast(t('posts.files_too_many', { count, most }))
  }
  usePasted(add)
  const choose = (key?: string) => {
    replaced.current = key
    if (input.current) input.current.multiple = key === undefined
    input.current?.click()
  }
  const take = (files: File[]) => {
    const [first] = files
    if (replaced.current && first) uploads.replace(replaced.current, first)
    else add(files)
    replaced.current = undefined
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    add([...event.dataTransfer.files])
  }
  const hover = (event: DragEvent) => {
    event.preventDefault()
    setOver(true)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra, the button below does the same
    <div
      className={over ? 'field drop-files over' : 'field drop-files'}
      onDragOver={hover}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <label htmlFor={id}>{t(documentsOnly ? 'posts.attach_documents' : 'posts.attach')}</label>
      <div className="hint" id={`${id}-hint`}>
        {what ?? t('posts.attach_what')} {t('posts.attach_how')}
      </div>
      <input
        ref={input}
        id={id}
        type="file"
        multiple
        hidden
        accept={taken(documentsOnly)}
        onChange={({ target }) => {
          take([...(target.files ?? [])])
          target.value = ''
        }}
      />
      <Total files={uploads.files} />
      <ul className="attached">
        {uploads.files.map((file, nth) => (
          <OneFile
            key={file.key}
            file={file}
            isFirst={nth === 0}
            isLast={nth === uploads.files.length - 1}
            uploads={uploads}
            onReplace={() => choose(file.key)}
          />
        ))}
      </ul>
      <p>
        <Button describedBy={`${id}-hint`} disabled={uploads.files.length >= most} onPress={() => choose()}>
          {t(documentsOnly ? 'posts.choose_documents' : 'posts.choose_files')}
        </Button>
      </p>
    </div>
  )
}
