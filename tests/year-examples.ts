import type { PlanDraft } from '#contract/year-plans.ts'
import { applyPlan, beginPlan, previewPlan, readPlan, savePlan } from '#contract/years.ts'
import { carryOutJob } from '#modules/years/carrying-out.ts'
import type { Stage } from './cast.ts'
import type { Asking } from './world.ts'

type Example = (stage: Stage) => Promise<Asking> | Asking

/** Nothing is planned, and nothing was: what an earlier plan made is not there. */
const afresh = async ({ world: { owner } }: Stage) => {
  await owner.query('delete from enrolment where from_on > current_date')
  await owner.query('update enrolment set until_on = null where until_on > current_date')
  await owner.query("delete from person_state where state = 'leaving'")
  for (const table of ['year_move', 'year_plan_person', 'year_plan']) await owner.query(`delete from ${table}`)
}

/** A plan that stands as it is asked for, if the last one still does: most of who ask are refused, and change nothing. */
const standing = async ({ world: { owner } }: Stage, state: 'draft' | 'applied') => {
  const { rows } = await owner.query<{ id: string }>('select id from year_plan where state = $1 order by made_at desc limit 1', [
    state,
  ])
  return rows[0]?.id
}

const begun = async (stage: Stage): Promise<string> => {
  const open = await standing(stage, 'draft')
  if (open) return open
  await afresh(stage)
  const { body } = await (await stage.as('olga'))(beginPlan)
  return `${body['id']}`
}

/** Every class goes to the one that bears its own name. */
const complete = (draft: PlanDraft): PlanDraft => ({
  ...draft,
  classes: draft.classes.map((one, nth) => ({ ...one, fate: 'goes' as const, targetId: draft.targets[nth]?.id ?? null })),
  teachers: [],
  pupils: [],
})

const planned = async (stage: Stage) => {
  const id = await begun(stage)
  const ask = await stage.as('olga')
  const { draft } = readPlan.output.parse((await ask(readPlan, { params: { id } })).body)
  await ask(savePlan, { params: { id }, body: complete(draft) })
  return { id, ask }
}

/** What somebody may say yes to: whoever would be in no class is counted. */
const ready = async (stage: Stage) => {
  const { id, ask } = await planned(stage)
  const { mark, withoutClass } = previewPlan.output.parse((await ask(previewPlan, { params: { id } })).body)
  return { id, ask, body: { mark, withoutClass: withoutClass.length } }
}

/** A plan that was confirmed, and carried out where it is said. */
export const confirmedPlan = async (stage: Stage, isCarriedOut: boolean): Promise<string> => {
  const { id, ask, body } = await ready(stage)
  await ask(applyPlan, { params: { id }, body })
  const { installation, schoolId } = stage.world
  if (isCarriedOut) await carryOutJob.perform(installation, { schoolId, requestId: id, planId: id })
  return id
}

const appliedPlan = async (stage: Stage) => (await standing(stage, 'applied')) ?? confirmedPlan(stage, true)
const onPlan: Example = async (stage) => ({ params: { id: await begun(stage) } })

export const yearExamples: Readonly<Record<string, Example>> = {
  'year.read': () => ({}),
  'year.plan.begin': async (stage) => {
    await afresh(stage)
    return {}
  },
  'year.plan.read': onPlan,
  'year.plan.save': async (stage) => {
    const id = await begun(stage)
    const { draft } = readPlan.output.parse((await (await stage.as('olga'))(readPlan, { params: { id } })).body)
    return { params: { id }, body: complete(draft) }
  },
  'year.plan.discard': onPlan,
  'year.plan.preview': onPlan,
  'year.plan.apply': async (stage) => {
    const { id, body } = await ready(stage)
    return { params: { id }, body }
  },
  'year.plan.progress': onPlan,
  'year.undo.preview': async (stage) => ({ params: { id: await appliedPlan(stage) } }),
  'year.undo': async (stage) => ({ params: { id: await appliedPlan(stage) } }),
}
