import type { FormEvent } from 'react'
import { listSupplierNotices, objectToSupplier, withdrawSupplierObjection } from '#contract/suppliers.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useKeptText } from '../../offline/useKept.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LongField } from '../../ui/Field.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Refused } from '../oversight/Refused.tsx'
import type { SupplierNotice } from './Notice.tsx'

const Objecting = ({ id }: { id: string }) => {
  const t = useWords()
  const words = useKeptText(`objection ${id}`)
  const objecting = useAction(objectToSupplier, [listSupplierNotices])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const onSuccess = () => {
      words.clear()
      toast(t('suppliers.objected'))
    }
    objecting.mutate({ params: { id }, body: { words: words.value } }, { onSuccess })
  }
  return (
    <form className="stack measure" onSubmit={submit}>
      <LongField
        label={t('suppliers.reasons')}
        hint={t('suppliers.reasons_hint')}
        required
        maxLength={4000}
        rows={4}
        value={words.value}
        onChange={(event) => words.set(event.target.value)}
      />
      {words.note}
      <Refused by={objecting.error} />
      <p>
        <Button type="submit" busy={objecting.isPending} disabled={words.value.trim() === ''}>
          {t('suppliers.object')}
        </Button>
      </p>
    </form>
  )
}

const Withdrawing = ({ id }: { id: string }) => {
  const t = useWords()
  const withdrawing = useAction(withdrawSupplierObjection, [listSupplierNotices])
  const takeBack = () => withdrawing.mutate({ params: { id } }, { onSuccess: () => toast(t('suppliers.withdrawn')) })
  return (
    <>
      <p className="quiet small">{t('suppliers.stands')}</p>
      <Refused by={withdrawing.error} />
      <p>
        <Button busy={withdrawing.isPending} onPress={takeBack}>
          {t('suppliers.withdraw')}
        </Button>
      </p>
    </>
  )
}

const Made = ({ objection, timeZone }: { objection: NonNullable<SupplierNotice['objection']>; timeZone: string }) => {
  const t = useWords()
  const { madeAt, withdrawnAt, by, words } = objection
  const day = shortDay(t.locale, madeAt, timeZone)
  return (
    <>
      <p>
        <strong>{by ? t('suppliers.objected_by', { day, name: by }) : t('suppliers.objected_on', { day })}</strong>
        {withdrawnAt && ` · ${t('suppliers.withdrawn_on', { day: shortDay(t.locale, withdrawnAt, timeZone) })}`}
      </p>
      {words && <p className="said">{words}</p>}
    </>
  )
}

/** What the school says to a notice: that it objects, why, and that it no longer does. */
export const Objection = ({ notice: { id, state, objection, can }, timeZone }: { notice: SupplierNotice; timeZone: string }) => {
  const t = useWords()
  return (
    <>
      {objection && <Made objection={objection} timeZone={timeZone} />}
      {can.withdraw && <Withdrawing id={id} />}
      {can.object && <Objecting id={id} />}
      {state === 'coming' && !can.object && !can.withdraw && <p className="quiet">{t('suppliers.only_head')}</p>}
    </>
  )
}
