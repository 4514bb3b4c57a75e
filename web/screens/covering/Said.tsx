import { useRef } from 'react'
import type { CopyEntry } from '#contract/covering.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { piecesOf, selectedIn } from './places.ts'

export type Span = { from: number; to: number }
type SaidProps = {
  text: CopyEntry['texts'][number]
  busy: boolean
  onCover: (span: Span) => void
  onUncover: (span: Span) => void
}

/** Any words of a text: chosen with the mouse, or with Shift and the arrow keys. */
const Choosing = ({ text, busy, onCover }: Omit<SaidProps, 'onUncover'>) => {
  const t = useWords()
  const field = useRef<HTMLTextAreaElement>(null)
  const cover = () => {
    const span = field.current ? selectedIn(field.current) : undefined
    if (span) onCover(span)
    else field.current?.focus()
  }
  return (
    <details className="why">
      <summary>{t('covering.other')}</summary>
      <div className="stack tight">
        <label className="field">
          <span className="small quiet">{t('covering.select_how')}</span>
          <textarea
            className="input long"
            ref={field}
            rows={3}
            value={text.text}
            aria-readonly="true"
            inputMode="none"
            spellCheck={false}
            onBeforeInput={(event) => event.preventDefault()}
            onChange={() => undefined}
          />
        </label>
        <p>
          <Button busy={busy} onPress={cover}>
            {t('covering.cover_selected')}
          </Button>
        </p>
      </div>
    </details>
  )
}

/** A text of an entry, with what may name somebody else and what is covered marked in it, and a press away below it. */
export const Said = ({ text, busy, onCover, onUncover }: SaidProps) => {
  const t = useWords()
  const pieces = piecesOf(text)
  const marked = pieces.filter(({ as }) => as !== 'plain')
  return (
    <div className="stack tight">
      <p className="small quiet">{text.what}</p>
      <p className="said">
        {pieces.map(({ from, words, as }) => (
          <span key={from} className={as === 'plain' ? undefined : `place ${as}`}>
            {words}
          </span>
        ))}
      </p>
      {marked.length > 0 && (
        <p className="row">
          {marked.map(({ from, to, words, as }) => (
            <Button key={from} busy={busy} onPress={() => (as === 'covered' ? onUncover : onCover)({ from, to })}>
              {t(as === 'covered' ? 'covering.uncover_it' : 'covering.cover_it', { words })}
            </Button>
          ))}
        </p>
      )}
      <Choosing text={text} busy={busy} onCover={onCover} />
    </div>
  )
}
