import { type FormEvent, useState } from 'react'
import { pupilFates } from '#contract/year-plans.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { ComboBox } from '../../ui/ComboBox.tsx'
import { Select } from '../../ui/Field.tsx'
import { type StepProps, targetOptions } from './steps.ts'

/** Who does not go with the class, and what becomes of them. */
const Adding = ({ plan, draft, change }: StepProps) => {
  const t = useWords()
  const [classId, setClass] = useState('')
  const [personId, setPerson] = useState('')
  const [fate, setFate] = useState<string>('repeats')
  const [targetId, setTarget] = useState('')
  const chosen = new Set(draft.pupils.map((one) => one.personId))
  const pupils = plan.pupils.filter(({ id, classes }) => !chosen.has(id) && (classId === '' || classes.includes(classId)))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const wanted = pupilFates.find((one) => one === fate)
    if (!wanted || !personId) return
    change({ pupils: [...draft.pupils, { personId, fate: wanted, targetId: wanted === 'leaves' ? null : targetId || null }] })
    setPerson('')
  }
  const none = { value: '', label: t('years.choose') }
  const inClasses = (ids: readonly string[]) =>
    plan.classes.flatMap(({ id, label }) => (ids.includes(id) ? [label] : [])).join(', ')
  return (
    <form className="card stack" onSubmit={submit}>
      <Select
        label={t('years.step.classes')}
        value={classId}
        onChange={(event) => setClass(event.target.value)}
        options={[none, ...plan.classes.map(({ id, label }) => ({ value: id, label }))]}
      />
      <ComboBox
        label={t('years.pupil')}
        required
        value={personId}
        onChoose={setPerson}
        options={pupils.map(({ id, display, classes }) => ({ value: id, label: display, note: inClasses(classes) }))}
      />
      <Select
        label={t('years.fate')}
        value={fate}
        onChange={(event) => setFate(event.target.value)}
        options={pupilFates.map((value) => ({ value, label: t(`years.fate.${value}`) }))}
      />
      {fate !== 'leaves' && (
        <Select
          label={t('years.to_class')}
          required
          value={targetId}
          onChange={(event) => setTarget(event.target.value)}
          options={[none, ...targetOptions(draft, t)]}
        />
      )}
      <p>
        <Button type="submit">{t('years.add_exception')}</Button>
      </p>
    </form>
  )
}

/** Pupils who repeat, leave or move: everyone else goes with the class. */
export const PupilsStep = (props: StepProps) => {
  const t = useWords()
  const { plan, draft, change } = props
  const names = new Map(plan.pupils.map(({ id, display }) => [id, display]))
  const labels = new Map(draft.targets.map(({ id, label }) => [id, label]))
  return (
    <div className="stack measure">
      <p className="quiet">{t('years.pupils_how')}</p>
      <p role="status">
        {draft.pupils.length === 0 ? t('years.no_exceptions') : t('years.exceptions_count', { count: draft.pupils.length })}
      </p>
      {draft.pupils.length > 0 && (
        <ul className="card rows">
          {draft.pupils.map(({ personId, fate, targetId }) => (
            <li key={personId}>
              <span className="grow">
                <strong>{names.get(personId)}</strong>
                <br />
                <span className="quiet small">
                  {[t(`years.fate.${fate}`), targetId ? labels.get(targetId) : ''].filter(Boolean).join(' · ')}
                </span>
              </span>
              <Button onPress={() => change({ pupils: draft.pupils.filter((one) => one.personId !== personId) })}>
                {t('years.remove_exception', { name: names.get(personId) ?? '' })}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Adding {...props} />
    </div>
  )
}
