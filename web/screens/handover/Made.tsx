import { type HandOver, listHandOvers, myHandOvers, previewHandOver, undoHandOver } from '#contract/hand-overs.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Refused } from '../oversight/Refused.tsx'

/** One hand-over, and the way back while there is one. */
export const Made = ({ handOver }: { handOver: HandOver }) => {
  const t = useWords()
  const undoing = useAction(undoHandOver, [previewHandOver, listHandOvers, myHandOvers])
  const { from, to, fromOn, untilOn, why, classes, isUndone, undoUntil } = handOver
  const undo = () =>
    undoing.mutate(
      { params: { id: handOver.id } },
      { onSuccess: ({ kept }) => toast(kept > 0 ? t('handover.undone_kept', { count: kept }) : t('handover.undone')) },
    )
  const first = shortDay(t.locale, fromOn)
  return (
    <li className="card stack tight">
      <strong>{t('handover.from_to', { from: from.display, to: to.display })}</strong>
      <span>{classes.join(', ')}</span>
      <span className="quiet small">
        {untilOn ? t('handover.span', { from: first, until: shortDay(t.locale, untilOn) }) : t('handover.since', { from: first })}
        {' · '}
        {t(`handover.why.${why}`)}
      </span>
      <Refused by={undoing.error} />
      {isUndone && (
        <p>
          <Badge>{t('handover.undone')}</Badge>
        </p>
      )}
      {undoUntil && new Date(undoUntil) > new Date() && (
        <p>
          <Button busy={undoing.isPending} onPress={undo}>
            {t('handover.undo')}
          </Button>
        </p>
      )}
    </li>
  )
}
