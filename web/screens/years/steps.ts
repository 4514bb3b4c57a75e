import type { PlanDraft } from '#contract/year-plans.ts'
import type { Words } from '#i18n/words.ts'
import type { PlanRead } from './keeping.ts'

export const steps = ['dates', 'classes', 'pupils', 'teachers', 'preview'] as const
export type Step = (typeof steps)[number]

/** What each step sees, and how it says what was typed. */
export type StepProps = { plan: PlanRead; draft: PlanDraft; change: (part: Partial<PlanDraft>) => void }

/** The classes of the next year, as choices. */
export const targetOptions = (draft: PlanDraft, t: Words) =>
  draft.targets.map(({ id, label, classId }) => ({
    value: id,
    label: t(classId ? 'years.there_class' : 'years.new_class', { label: label.trim() || t('years.unnamed') }),
  }))
