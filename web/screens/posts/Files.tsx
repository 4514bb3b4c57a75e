import { useId, useRef } from 'react'
import { fileTypes } from '#contract/files.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Badge } from '../../ui/Marks.tsx'
import type { Uploads } from './uploading.ts'

const taken = Object.values(fileTypes).flatMap(({ kind, extensions }) =>
  kind !== 'video' ? extensions.map((end) => `.${end}`) : [],
)

/** Photos and documents to go with a post; who is on a photo is said below. */
export const Files = ({ uploads }: { uploads: Uploads }) => {
  const t = useWords()
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{t('posts.attach')}</label>
      <div className="hint" id={`${id}-hint`}>
        {t('posts.attach_what')}
      </div>
      <input
        ref={input}
        id={id}
        type="file"
        multiple
        hidden
        accept={taken.join(',')}
        onChange={({ target }) => {
          void uploads.add([...(target.files ?? [])])
          target.value = ''
        }}
      />
      <ul className="attached" aria-live="polite">
        {uploads.files.map(({ key, name, id: arrived, refused }) => (
          <li key={key} className="row">
            <span className="file-name grow" dir="auto">
              {name}
            </span>
            {refused && <Badge tone="bad">{t(refused === 'offline' ? 'app.offline' : `errors.${refused}`)}</Badge>}
            {!refused && <Badge tone={arrived ? 'ok' : 'info'}>{t(arrived ? 'posts.file_ready' : 'posts.file_sending')}</Badge>}
            <Button look="plain" onPress={() => uploads.takeOut(key)}>
              {t('posts.take_out')}
            </Button>
          </li>
        ))}
      </ul>
      <p>
        <Button describedBy={`${id}-hint`} onPress={() => input.current?.click()}>
          {t('posts.choose_files')}
        </Button>
      </p>
    </div>
  )
}
