import { useWords } from '../../speech.tsx'
import { AudienceChoice, type Voice } from '../posts/Audiences.tsx'

type Props = { voices: readonly Voice[]; chosen: readonly string[]; onChoose: (ids: string[]) => void }

const order = ['school', 'guardians', 'pupils', 'staff'] as const

/** For whom it is: everybody, everybody in a role, or some classes. */
export const Audiences = (props: Props) => {
  const t = useWords()
  const everybody = order.flatMap((kind) => props.voices.filter((voice) => voice.kind === kind))
  const some = props.voices.filter(({ kind }) => kind === 'class' || kind === 'group')
  return (
    <>
      <AudienceChoice {...props} legend={`${t('notices.for')} · ${t('notices.everybody')}`} voices={everybody} />
      <AudienceChoice {...props} legend={`${t('notices.for')} · ${t('notices.classes')}`} voices={some} />
    </>
  )
}
