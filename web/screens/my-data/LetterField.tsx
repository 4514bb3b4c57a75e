import type { useKeptLetter } from '../../offline/useKept.tsx'
import { useWords } from '../../speech.tsx'
import { LongField } from '../../ui/Field.tsx'

type Letter = Pick<ReturnType<typeof useKeptLetter>, 'text' | 'write' | 'note'>

/** What the school writes to whoever asked: drafted, may be changed, and kept until it is sent. */
export const LetterField = ({ letter }: { letter: Letter }) => {
  const t = useWords()
  return (
    <>
      <LongField
        label={t('mydata.cases.letter')}
        required
        maxLength={2000}
        rows={5}
        value={letter.text}
        onChange={(event) => letter.write(event.target.value)}
      />
      {letter.note}
    </>
  )
}
