import { type FormEvent, useState } from 'react'
import { type JoinRequest, readClass } from '#contract/classes.ts'
import { type CheckWay, checkWays } from '#contract/roles.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Choices, Select } from '../../ui/Field.tsx'
import { useEndpoint } from '../../useEndpoint.ts'

const isCheckWay = (word: string): word is CheckWay => checkWays.some((way) => way === word)

/** Which pupil of the class it is, and how the school made sure: likely ones first. */
export const PickPupil = ({
  request,
  onPick,
}: {
  request: JoinRequest
  onPick: (pupilId: string, way: CheckWay) => Promise<unknown>
}) => {
  const t = useWords()
  const { pupils } = useEndpoint(readClass, { params: { id: request.classId } })
  const collator = new Intl.Collator(t.locale)
  const likely = new Set(request.matches.map(({ id }) => id))
  const ordered = pupils.toSorted(
    (a, b) => Number(likely.has(b.id)) - Number(likely.has(a.id)) || collator.compare(a.sort, b.sort),
  )
  const [pupil, setPupil] = useState(likely.size === 1 ? (ordered[0]?.id ?? '') : '')
  const [way, setWay] = useState<CheckWay>(request.checkWay)
  const [busy, setBusy] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    void onPick(pupil, way).finally(() => setBusy(false))
  }
  return (
    <form className="stack" onSubmit={submit}>
      <Select
        label={t('classes.requests.which', { child: request.child })}
        required
        value={pupil}
        onChange={(event) => setPupil(event.target.value)}
        options={[{ value: '', label: '—' }, ...ordered.map(({ id, display }) => ({ value: id, label: display }))]}
      />
      <Choices
        legend={t('classes.requests.how')}
        name="way"
        chosen={way}
        onChoose={(chosen) => isCheckWay(chosen) && setWay(chosen)}
        options={checkWays.map((value) => ({ value, label: t(`classes.check.${value}`) }))}
      />
      <Button type="submit" look="primary" full busy={busy} disabled={pupil === ''}>
        {t('classes.requests.accept')}
      </Button>
    </form>
  )
}
