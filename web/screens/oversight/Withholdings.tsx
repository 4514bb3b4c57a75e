import { useState } from 'react'
import type * as z from 'zod/mini'
import { countersignWithholding, endWithholding, listWithholdings } from '#contract/withholding.ts'
import { shortDay } from '#i18n/dates.ts'
import { ask } from '../../api.ts'
import { useMany } from '../../many.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDestructive } from '../../ui/ConfirmDestructive.tsx'
import { type Columns, DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from './Refused.tsx'

type Withholding = z.output<typeof listWithholdings.output>['withholdings'][number]

const useColumns = (timeZone: string): Columns<Withholding> => {
  const t = useWords()
  const state = ({ ended, countersignedBy, countersignBy }: Withholding) => {
    if (ended) return t(`oversight.ended.${ended.for}`, { day: shortDay(t.locale, ended.at, timeZone) })
    if (countersignedBy) return t('oversight.countersigned', { name: countersignedBy })
    return t('oversight.not_countersigned', { day: shortDay(t.locale, countersignBy) })
  }
  const asked = ({ askedBy, askedAt, untilOn }: Withholding) =>
    t('oversight.withheld_by', {
      name: askedBy ?? t('oversight.someone'),
      day: shortDay(t.locale, askedAt, timeZone),
      until: shortDay(t.locale, untilOn),
    })
  const ground = (one: Withholding) => t(`pupil.ground.${one.ground}`)
  return [
    { id: 'pupil', label: t('oversight.pupil'), sort: ({ pupil }) => pupil.display, cell: ({ pupil }) => pupil.display },
    { id: 'ground', label: t('oversight.ground'), sort: ground, cell: ground },
    { id: 'asked', label: t('oversight.asked'), sort: ({ askedAt }) => -Date.parse(askedAt), plain: asked, cell: asked },
    {
      id: 'state',
      label: t('oversight.state'),
      sort: ({ ended, countersignedBy }) => (ended ? 2 : countersignedBy ? 1 : 0),
      plain: state,
      cell: state,
    },
  ]
}

type ActsProps = { chosen: readonly Withholding[]; none: () => void; many: ReturnType<typeof useMany> }

const Acts = ({ chosen, none, many: { busy, each } }: ActsProps) => {
  const t = useWords()
  const [asking, setAsking] = useState(false)
  const [signable, endable] = [chosen.filter(({ can }) => can.countersign), chosen.filter(({ can }) => can.end)]
  const did = { sign: t('oversight.did_countersign'), end: t('oversight.did_end') }
  const sign = async () => {
    const done = await each(signable, ({ id }) => ask(countersignWithholding, { params: { id } }))
    if (done.length > 0) toast(did.sign)
    if (done.length === signable.length) none()
  }
  const end = async () => {
    const done = await each(endable, ({ id }) => ask(endWithholding, { params: { id } }))
    setAsking(false)
    if (done.length > 0) toast(did.end)
    if (done.length === endable.length) none()
  }
  return (
    <>
      <Button look="primary" busy={busy} disabled={signable.length === 0} onPress={() => void sign()}>
        {t('oversight.countersign_chosen', { count: signable.length })}
      </Button>
      <Button look="danger" busy={busy} disabled={endable.length === 0} onPress={() => setAsking(true)}>
        {t('oversight.end_chosen', { count: endable.length })}
      </Button>
      <ConfirmDestructive
        title={t('oversight.end_chosen', { count: endable.length })}
        action={t('oversight.end')}
        open={asking}
        busy={busy}
        onConfirm={() => void end()}
        onClose={() => setAsking(false)}
      >
        <p>{t('oversight.end_how')}</p>
      </ConfirmDestructive>
    </>
  )
}

/**
 * What is withheld from families to protect a child, and waits for a second hand. It does not leave as a file: the fact would stand in the
 * family's log, and say that something is withheld.
 */
export const Withholdings = ({ timeZone }: { timeZone: string }) => {
  const t = useWords()
  const { withholdings } = useEndpoint(listWithholdings)
  const columns = useColumns(timeZone)
  const many = useMany(listWithholdings)
  if (withholdings.length === 0)
    return (
      <EmptyState title={t('oversight.no_withholdings')} drawing="roof">
        {t('oversight.no_withholdings_how')}
      </EmptyState>
    )
  return (
    <>
      <Refused by={many.refused} />
      <DataTable
        caption={t('oversight.withholdings')}
        rows={withholdings}
        columns={columns}
        first="state"
        text={({ pupil, askedBy }) => `${pupil.display} ${askedBy ?? ''}`}
        name={({ pupil }) => pupil.display}
        {...(withholdings.some(({ can }) => can.countersign || can.end)
          ? { actions: (chosen: readonly Withholding[], none: () => void) => <Acts {...{ chosen, none, many }} /> }
          : {})}
      />
    </>
  )
}
