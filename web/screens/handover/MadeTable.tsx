import { type HandOver, listHandOvers, myHandOvers, previewHandOver, undoHandOver } from '#contract/hand-overs.ts'
import { shortDay } from '#i18n/dates.ts'
import { ask } from '../../api.ts'
import { useMany } from '../../many.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { type Columns, DataTable } from '../../ui/DataTable.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Refused } from '../oversight/Refused.tsx'

const canUndo = ({ undoUntil }: HandOver) => undoUntil !== null && new Date(undoUntil) > new Date()

const useColumns = (): { whom: (one: HandOver) => string; columns: Columns<HandOver> } => {
  const t = useWords()
  const whom = ({ from, to }: HandOver) => t('handover.from_to', { from: from.display, to: to.display })
  const classes = (one: HandOver) => one.classes.join(', ')
  const why = (one: HandOver) => t(`handover.why.${one.why}`)
  const when = ({ fromOn, untilOn }: HandOver) => {
    const from = shortDay(t.locale, fromOn)
    return untilOn ? t('handover.span', { from, until: shortDay(t.locale, untilOn) }) : t('handover.since', { from })
  }
  return {
    whom,
    columns: [
      { id: 'who', label: t('handover.who'), sort: ({ from }) => from.sort, plain: whom, cell: whom },
      { id: 'classes', label: t('handover.classes'), sort: classes, cell: classes },
      { id: 'when', label: t('handover.when'), sort: ({ madeAt }) => -Date.parse(madeAt), plain: when, cell: when },
      {
        id: 'why',
        label: t('handover.why'),
        sort: why,
        plain: (one) => [why(one), one.isUndone && t('handover.undone')].filter(Boolean).join(' · '),
        cell: (one) => (
          <>
            {why(one)} {one.isUndone && <Badge>{t('handover.undone')}</Badge>}
          </>
        ),
      },
    ],
  }
}

/** Everything that was handed over; what is younger than some days can be taken back. */
export const MadeTable = ({ handOvers }: { handOvers: readonly HandOver[] }) => {
  const t = useWords()
  const { whom, columns } = useColumns()
  const { busy, refused, each } = useMany(previewHandOver, listHandOvers, myHandOvers)
  const undone = t('handover.undone')
  const undo = async (wanted: readonly HandOver[], none: () => void) => {
    let kept = 0
    const done = await each(wanted, async ({ id }) => {
      kept += (await ask(undoHandOver, { params: { id } })).kept
    })
    if (done.length > 0) toast(kept > 0 ? t('handover.undone_kept', { count: kept }) : undone)
    if (done.length === wanted.length) none()
  }
  const buttons = (chosen: readonly HandOver[], none: () => void) => {
    const open = chosen.filter(canUndo)
    return (
      <Button busy={busy} disabled={open.length === 0} onPress={() => void undo(open, none)}>
        {t('handover.undo_chosen', { count: open.length })}
      </Button>
    )
  }
  return (
    <>
      <Refused by={refused} />
      <DataTable
        caption={t('handover.earlier')}
        rows={handOvers}
        columns={columns}
        first="when"
        text={(one) => `${whom(one)} ${one.classes.join(' ')}`}
        name={whom}
        taken={{ list: 'hand_overs', purpose: 'administration' }}
        {...(handOvers.some(canUndo) ? { actions: buttons } : {})}
      />
    </>
  )
}
