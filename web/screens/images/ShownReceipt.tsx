import type { ImageReceipt } from '#contract/image-rights.ts'
import { shortDay } from '#i18n/dates.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Receipt } from '../../ui/Consent.tsx'

/** What was answered, to which words, under which number: to show again, and to print. */
export const ShownReceipt = ({ receipt, onClose }: { receipt: ImageReceipt; onClose: () => void }) => {
  const t = useWords()
  const { number, pupil, audience, says, saidAt, year, wording, replacedAt, paper } = receipt
  const day = (on: string) => shortDay(t.locale, on)
  const lines = [
    { name: t('images.receipt.who'), value: pupil.display },
    { name: t('images.receipt.what'), value: t(`images.audience.${audience}`) },
    { name: t('images.receipt.answer'), value: t(`app.privacy.answer.${says}`) },
    { name: t('images.receipt.year'), value: `${day(year.from)} – ${day(year.to)}` },
    { name: t('images.receipt.wording', { version: wording }), value: t(`images.wording.first.${audience}`) },
    ...(paper
      ? [
          {
            name: t('images.receipt.paper'),
            value: paper.by ? t('images.receipt.paper_by', { name: paper.by }) : t('images.receipt.paper_kept'),
          },
        ]
      : []),
    ...(replacedAt ? [{ name: t('images.receipt.replaced'), value: day(replacedAt) }] : []),
  ]
  return (
    <div className="stack">
      <Receipt number={number} day={saidAt} lines={lines} />
      <div className="row no-print">
        <Button look="ink" icon="print" onPress={() => window.print()}>
          {t('images.receipt.print')}
        </Button>
        <Button onPress={onClose}>{t('app.close')}</Button>
      </div>
    </div>
  )
}
