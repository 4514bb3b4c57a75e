import type { PlanTarget } from '#contract/year-plans.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Field.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import type { StepProps } from './steps.ts'

const Taught = ({ target, plan, draft, change }: StepProps & { target: PlanTarget }) => {
  const t = useWords()
  const label = target.label.trim() || t('years.unnamed')
  const names = new Map(plan.staff.map(({ id, display }) => [id, display]))
  const theirs = draft.teachers.filter(({ targetId }) => targetId === target.id).map(({ personId }) => personId)
  const others = plan.staff.filter(({ id }) => !theirs.includes(id))
  const remove = (id: string) =>
    change({ teachers: draft.teachers.filter(({ personId, targetId }) => personId !== id || targetId !== target.id) })
  return (
    <li>
      <div className="grow stack tight">
        <strong>{t('years.teacher_for', { label })}</strong>
        {theirs.length === 0 && <span className="quiet">{t('years.no_teacher_yet')}</span>}
        {theirs.map((id) => (
          <div key={id} className="row spread">
            <span>{names.get(id)}</span>
            <Button onPress={() => remove(id)}>{t('years.remove_teacher', { name: names.get(id) ?? '', label })}</Button>
          </div>
        ))}
        <Select
          label={t('years.add_teacher', { label })}
          value=""
          onChange={(event) =>
            event.target.value && change({ teachers: [...draft.teachers, { personId: event.target.value, targetId: target.id }] })
          }
          options={[{ value: '', label: t('years.choose') }, ...others.map(({ id, display }) => ({ value: id, label: display }))]}
        />
      </div>
    </li>
  )
}

/** Who teaches which class of the next year. */
export const TeachersStep = (props: StepProps) => {
  const t = useWords()
  return (
    <div className="stack measure">
      <p className="quiet">{t('years.teachers_how')}</p>
      {props.draft.targets.length === 0 ? (
        <EmptyState title={t('years.no_targets')} />
      ) : (
        <ul className="card rows">
          {props.draft.targets.map((target) => (
            <Taught key={target.id} target={target} {...props} />
          ))}
        </ul>
      )}
    </div>
  )
}
