import { previewPlan, readPlan } from '#contract/years.ts'
import type { Action } from '#kernel/action.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { carryOutJob } from '#modules/years/carrying-out.ts'
import * as planning from '#modules/years/planning.ts'
import * as previewing from '#modules/years/previewing.ts'
import * as undoing from '#modules/years/undoing.ts'
import type { Bench } from './house.ts'
import { openSchool } from './import.ts'
import { cpuWhile, peakOf } from './measure.ts'
import { addClass, arrange } from './population.ts'

const PUPILS = 25

export const years: Bench = {
  name: 'years',
  about: 'the turn of a year for 2,000 pupils in 80 classes: dry run, saying yes, carrying out, taking back',
  run: async ({ config, folder, postmaster, absolute, quick }) => {
    const school = await openSchool(config, folder)
    const { installation, schoolId } = school
    const classes = quick ? 16 : 80
    for (let nth = 0; nth < classes; nth++) await arrange(school, (hands) => addClass(hands, school, nth.toString(36), PUPILS))
    await school.analyse()
    const asks = async (action: Action, params: object, body: object = {}) => {
      const who = { schoolId, personId: nobody, accountId: null, session: null, requestId: uuidv7() }
      return (await action.perform(installation, who, { params, query: {}, body })).output
    }
    const seconds = async (work: () => Promise<unknown>) => (await cpuWhile(postmaster, async () => void (await work()))) / 1e6
    const { id } = Object(await asks(planning.begin, {}))
    const { draft } = readPlan.output.parse(await asks(planning.read, { id }))
    const targets = draft.targets.slice(0, Math.floor(classes * 0.9))
    const going = draft.classes.map((one, nth) =>
      targets[nth]
        ? { ...one, fate: 'goes' as const, targetId: targets[nth].id }
        : { ...one, fate: 'leaves' as const, targetId: null },
    )
    await asks(planning.save, { id }, { ...draft, targets, classes: going, teachers: [] })
    let mark = ''
    const of = `${classes * PUPILS} pupils`
    await absolute(`dry run of ${of}, processor time`, 's', { atMost: 2 }, () =>
      seconds(async () => {
        mark = previewPlan.output.parse(await asks(previewing.preview, { id })).mark
      }),
    )
    const once = async (work: () => Promise<unknown>) => {
      let spent: number | undefined
      return async () => (spent ??= await seconds(work))
    }
    const carry = () => carryOutJob.perform(installation, { schoolId, requestId: uuidv7(), planId: id })
    await absolute(`saying yes, processor time`, 's', { atMost: 2 }, await once(() => asks(previewing.apply, { id }, { mark })))
    await absolute(`carried out, processor time`, 's', { atMost: 5 }, await once(carry))
    await asks(undoing.undo, { id })
    await absolute(`taken back, processor time`, 's', { atMost: 5 }, await once(carry))
    await absolute('most memory of node', 'MB', { atMost: 300 }, async () => peakOf(process.pid))
    await school.close()
  },
}
