import { useState } from 'react'
import { type ImageAudience, imageAudiences, readClassImageRights, recordImageRight } from '#contract/image-rights.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Choices, Select } from '../../ui/Field.tsx'
import { Banner } from '../../ui/Message.tsx'
import type { Pupil } from './OfClass.tsx'

type OnPaperProps = { pupil: Pupil; wording: number; onClose: () => void }

/** One answer that came on paper: who gave it, to what, yes or no; and that the paper stays at the school. */
export const OnPaper = ({ pupil, wording, onClose }: OnPaperProps) => {
  const t = useWords()
  const [byId, setBy] = useState(pupil.signs[0]?.id ?? '')
  const [audience, setAudience] = useState<ImageAudience>('class')
  const [says, setSays] = useState<'yes' | 'no' | ''>('')
  const [isKept, setKept] = useState(false)
  const { mutate, isPending, error, data } = useAction(recordImageRight, [readClassImageRights])
  if (data)
    return (
      <div className="stack">
        <Banner tone="ok" title={t('images.paper_done', { number: data.number })}>
          {t('images.paper_done_how')}
        </Banner>
        <Button onPress={onClose}>{t('app.close')}</Button>
      </div>
    )
  const save = () =>
    says && mutate({ params: { id: pupil.id }, body: { byId, audience, says, originalKept: true, wording, language: t.locale } })
  return (
    <div className="stack">
      <p>
        <strong>{pupil.display}</strong>
      </p>
      <Select
        label={t('images.paper_who')}
        value={byId}
        onChange={({ target }) => setBy(target.value)}
        options={pupil.signs.map(({ id, display }) => ({ value: id, label: display }))}
      />
      <Choices
        legend={t('images.receipt.what')}
        name="audience"
        options={imageAudiences.map((value) => ({ value, label: t(`images.audience.${value}`) }))}
        chosen={audience}
        onChoose={(value) => setAudience(imageAudiences.find((one) => one === value) ?? 'class')}
      />
      <p className="small quiet">{t(`images.wording.first.${audience}`)}</p>
      <Choices
        legend={t('images.receipt.answer')}
        name="says"
        options={(['yes', 'no'] as const).map((value) => ({ value, label: t(`app.privacy.answer.${value}`) }))}
        chosen={says}
        onChoose={(value) => setSays(value === 'yes' ? 'yes' : 'no')}
      />
      <label className="choice">
        <input type="checkbox" checked={isKept} onChange={() => setKept(!isKept)} />
        <span>{t('images.paper_kept')}</span>
      </label>
      {error && <Banner tone="bad" title={t(error.refused === 'offline' ? 'app.offline' : `errors.${error.refused}`)} />}
      <Button look="primary" busy={isPending} disabled={says === '' || !isKept} onPress={save}>
        {t('images.paper_save')}
      </Button>
    </div>
  )
}
