import type { PolicyReceipt } from '#contract/policies.ts'
import { shortDay } from '#i18n/dates.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Receipt } from '../../ui/Consent.tsx'

/** What was answered, to which text word for word, under which number: to show again, and to print. */
export const ShownReceipt = ({ receipt, onClose }: { receipt: PolicyReceipt; onClose: () => void }) => {
  const t = useWords()
  const { number, person, says, saidAt, replacedAt, text } = receipt
  const lines = [
    { name: t('policies.receipt.who'), value: person.display },
    { name: t('policies.receipt.what'), value: text.title },
    { name: t('policies.receipt.answer'), value: t(`policies.said.${says}`) },
    { name: t('policies.receipt.text', { version: text.number }), value: text.body },
    { name: t('policies.receipt.digest'), value: text.digest },
    ...(replacedAt ? [{ name: t('policies.receipt.replaced'), value: shortDay(t.locale, replacedAt) }] : []),
  ]
  return (
    <div className="stack">
      <Receipt number={number} day={saidAt} lines={lines} />
      <div className="row no-print">
        <Button look="ink" icon="print" onPress={() => window.print()}>
          {t('policies.receipt.print')}
        </Button>
        <Button onPress={onClose}>{t('app.close')}</Button>
      </div>
    </div>
  )
}
