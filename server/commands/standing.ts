import { loadWords } from '#i18n/load.ts'
import type { Installation } from '#kernel/installation.ts'
import { schools } from '#kernel/schools.ts'
import { lostPromises, promises, type State, standings, worst } from '#modules/assurance/index.ts'
import { type Around, keepPromises } from '#server/working/assuring.ts'

/** One promise as the command says it: how it stands in the school where it stands worst. */
export type Standing = {
  id: string
  state: State
  controls: readonly string[]
  /** Seconds since the oldest of what it rests on was looked at; null where something never was. */
  age: number | null
  school: string | null
  sentence: string
}

/** Looks first, then says how every promise stands. */
export const standing = async (
  installation: Installation,
  around: Around,
  isAll: boolean,
): Promise<{ rows: Standing[]; lost: string[]; seconds: number }> => {
  const began = performance.now()
  await keepPromises(installation, around, { isAll })
  const seconds = (performance.now() - began) / 1000
  const [all, say, now] = [await schools(installation), loadWords(), installation.clock.now()]
  const { of, schools: ids } = await standings({ installation, now }, all)
  const rows = promises.map(({ id, controls, checks }): Standing => {
    const each = ids.map((schoolId) => ({ schoolId, state: of(schoolId).promises.get(id) ?? 'not_yet' }))
    const state = worst(each.map((one) => one.state))
    const where = each.find((one) => one.state === state)
    const ages = ids.flatMap((schoolId) => checks.map((check) => of(schoolId).find(check)?.at))
    const oldest =
      ages.length > 0 && ages.every((at) => at !== undefined) ? Math.min(...ages.map((at) => at?.getTime() ?? 0)) : undefined
    return {
      ...{ id, state, controls, sentence: say.en(`promises.text.${id}`) },
      age: oldest === undefined ? null : Math.max(0, Math.round((now.getTime() - oldest) / 1000)),
      school: (ids.length > 1 && all.find(({ schoolId }) => schoolId === where?.schoolId)?.slug) || null,
    }
  })
  return { rows, lost: await lostPromises(installation), seconds }
}
