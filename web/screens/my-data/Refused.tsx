import type { Refusal } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Banner } from '../../ui/Message.tsx'

/** Why something did not happen. */
export const Refused = ({ by }: { by: Refusal | null | undefined }) => {
  const t = useWords()
  if (!by) return null
  return <Banner tone="bad" title={t(by.refused === 'offline' ? 'app.offline' : `errors.${by.refused}`)} />
}
