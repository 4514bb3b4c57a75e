import { isWaiting, type Refusal } from '../../api.ts'
import { Waiting } from '../../offline/Waiting.tsx'
import { useWords } from '../../speech.tsx'
import { Banner } from '../../ui/Message.tsx'

/** What was not done, where it was asked. */
export const Refused = ({ by }: { by: Refusal | null }) => {
  const t = useWords()
  if (isWaiting(by)) return <Waiting />
  return by && <Banner tone="bad" title={t(by.refused === 'offline' ? 'app.offline' : `errors.${by.refused}`)} />
}
