import { agreeToStep, type ComingStep, readLeavers } from '#contract/leaving.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Refused } from '../oversight/Refused.tsx'

/** A deletion that waits for the head: says why, and lets the head agree. */
export const Waiting = ({ one }: { one: ComingStep }) => {
  const t = useWords()
  const agreeing = useAction(agreeToStep, [readLeavers])
  if (!one.waitsForHead) return null
  return (
    <>
      <br />
      <span className="row">
        <Badge tone="warn">{t('leaving.head')}</Badge>
        {one.mayAgree && (
          <Button
            busy={agreeing.isPending}
            onPress={() => agreeing.mutate({ params: { id: one.id } }, { onSuccess: () => toast(t('leaving.agreed')) })}
          >
            {t('leaving.agree')}
            <span className="unseen"> {one.display}</span>
          </Button>
        )}
      </span>
      <Refused by={agreeing.error} />
    </>
  )
}
