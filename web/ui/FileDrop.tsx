import { type DragEvent, useId, useRef, useState } from 'react'
import { useWords } from '../speech.tsx'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'

type FileDropProps = { label: string; hint?: string; accept?: string; busy?: boolean; onFile: (file: File) => void }

/** A place to drop a file, and a button that does the same. */
export const FileDrop = ({ label, hint, accept, busy = false, onFile }: FileDropProps) => {
  const t = useWords()
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const take = (files: FileList | null | undefined) => {
    setOver(false)
    const file = files?.[0]
    if (file) onFile(file)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    take(event.dataTransfer.files)
  }
  const hover = (event: DragEvent) => {
    event.preventDefault()
    setOver(true)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra, the button below does the same
    <div className={over ? 'drop over' : 'drop'} onDragOver={hover} onDragLeave={() => setOver(false)} onDrop={drop}>
      <Icon name="import" />
      <label htmlFor={id}>
        <strong>{label}</strong>
      </label>
      {hint && <p className="quiet small">{hint}</p>}
      <input
        ref={input}
        id={id}
        type="file"
        hidden
        {...(accept ? { accept } : {})}
        onChange={(event) => {
          take(event.target.files)
          event.target.value = ''
        }}
      />
      <Button look="primary" busy={busy} onPress={() => input.current?.click()}>
        {t('app.choose_file')}
      </Button>
    </div>
  )
}
