import { useState } from 'react'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Columns } from './Columns.tsx'
import { Figures, OneByOne } from './Differences.tsx'
import { Problems } from './Problems.tsx'
import type { Preview, Said } from './staging.ts'

type PreviewProps = {
  preview: Preview
  busy: boolean
  onApply: (preview: Preview, leaving: boolean) => void
  onSay: (said: Said) => void
  onAgain: () => void
}

/** What a package would change, and the yes; where many people would leave, a second one. */
export const PreviewOf = ({ preview, busy, onApply, onSay, onAgain }: PreviewProps) => {
  const t = useWords()
  const [asking, setAsking] = useState(false)
  const [saying, setSaying] = useState(false)
  const { shape } = preview
  const { counts, differences, problems, touched, known, asksAgain } = preview
  return (
    <div className="stack wide">
      {preview.undoes && (
        <section className="stack tight measure" aria-labelledby="undoing">
          <h2 id="undoing">{t('import.undo_title')}</h2>
          <p>{t('import.undo_what')}</p>
        </section>
      )}
      <Figures counts={counts} touched={touched} />
      <div className="row">
        {touched > 0 && (
          <Button look="primary" busy={busy} onPress={() => (asksAgain ? setAsking(true) : onApply(preview, false))}>
            {t('import.apply')}
          </Button>
        )}
        {shape && !saying && <Button onPress={() => setSaying(true)}>{t('import.columns')}</Button>}
        <Button onPress={onAgain}>{t('import.again')}</Button>
      </div>
      {shape && saying && <Columns shape={shape} busy={busy} onSay={onSay} />}
      {problems.length > 0 && <Problems problems={problems} />}
      <OneByOne importId={preview.id} differences={differences} />
      <LazySheet
        title={t('import.ask_again', { count: counts.person.leaving })}
        open={asking}
        urgent
        onClose={() => setAsking(false)}
      >
        <p>{t('import.ask_again_what', { known })}</p>
        <div className="row">
          <Button look="danger" busy={busy} onPress={() => onApply(preview, true)}>
            {t('import.ask_again_yes')}
          </Button>
          <Button onPress={() => setAsking(false)}>{t('app.cancel')}</Button>
        </div>
      </LazySheet>
    </div>
  )
}
