import type { PlanDraft } from '#contract/year-plans.ts'
import { freshKey } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Select, TextField } from '../../ui/Field.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { type StepProps, targetOptions } from './steps.ts'

const leaves = 'leaves'

const decided = (draft: PlanDraft, classId: string, wanted: string): PlanDraft['classes'] => [
  ...draft.classes.filter((one) => one.classId !== classId),
  {
    classId,
    fate: wanted === leaves ? ('leaves' as const) : wanted ? ('goes' as const) : null,
    targetId: wanted === leaves || !wanted ? null : wanted,
  },
]

/** Where each class goes: to a class of the next year, or out of the school. */
const Promotion = ({ plan, draft, change }: StepProps) => {
  const t = useWords()
  const fates = new Map(draft.classes.map((one) => [one.classId, one]))
  const options = [
    { value: '', label: t('years.undecided') },
    ...targetOptions(draft, t),
    { value: leaves, label: t('years.leaves') },
  ]
  return (
    <ul className="card rows">
      {plan.classes.map(({ id, label, pupils, teachers }) => {
        const fate = fates.get(id)
        return (
          <li key={id}>
            <div className="grow">
              <Select
                label={t('years.becomes', { label })}
                hint={[t('years.pupils_count', { count: pupils }), ...teachers].join(' · ')}
                value={fate?.fate === 'leaves' ? leaves : (fate?.targetId ?? '')}
                onChange={(event) => change({ classes: decided(draft, id, event.target.value) })}
                options={options}
              />
            </div>
          </li>
        )
      })}
    </ul>
  )
}

const Targets = ({ draft, change }: StepProps) => {
  const t = useWords()
  const rename = (id: string, label: string) =>
    change({ targets: draft.targets.map((one) => (one.id === id ? { ...one, label } : one)) })
  const remove = (id: string) =>
    change({
      targets: draft.targets.filter((one) => one.id !== id),
      teachers: draft.teachers.filter((one) => one.targetId !== id),
    })
  return (
    <section className="stack" aria-labelledby="next-classes">
      <h2 id="next-classes">{t('years.next_classes')}</h2>
      <ul className="card rows">
        {draft.targets.map(({ id, label, classId }) => (
          <li key={id}>
            <div className="grow">
              <TextField
                label={t('years.label')}
                value={label}
                maxLength={80}
                disabled={classId !== null}
                onChange={(event) => rename(id, event.target.value)}
              />
            </div>
            {classId === null && (
              <Button onPress={() => remove(id)}>{t('years.remove_class', { label: label.trim() || t('years.unnamed') })}</Button>
            )}
          </li>
        ))}
      </ul>
      <p>
        <Button onPress={() => change({ targets: [...draft.targets, { id: freshKey(), label: '', classId: null }] })}>
          {t('years.add_class')}
        </Button>
      </p>
    </section>
  )
}

/** Each class of this year, and those of the next. */
export const ClassesStep = (props: StepProps) => {
  const t = useWords()
  return (
    <div className="stack measure">
      <p className="quiet">{t('years.classes_how')}</p>
      {props.plan.classes.length === 0 ? (
        <EmptyState title={t('years.no_classes')}>{t('years.no_classes_how')}</EmptyState>
      ) : (
        <Promotion {...props} />
      )}
      <Targets {...props} />
    </div>
  )
}
