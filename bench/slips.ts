import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { slipSheets } from '#contract/activation.ts'
import { loadWords } from '#i18n/load.ts'
import type { Action } from '#kernel/action.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { printClass, printMany } from '#modules/activation/printing.ts'
import { slipsAsPdf } from '#modules/activation/slips/pdf.ts'
import type { Bench } from './house.ts'
import { openSchool } from './import.ts'
import { cpuWhile, peakOf } from './measure.ts'
import { addClass, arrange } from './population.ts'

const CLASSES = 20
const PUPILS = 25

/** Nowhere: the slips of a bench are nobody's. */
const away = () => new Writable({ write: (_chunk, _encoding, done) => done() })

export const slips: Bench = {
  name: 'slips',
  about: 'slips for 1,000 people: codes made, printed as PDF, in 20 classes and in one print',
  run: async ({ config, folder, postmaster, absolute }) => {
    const school = await openSchool(config, folder)
    const classes: string[] = []
    const people: string[] = []
    for (let nth = 0; nth < CLASSES; nth++) {
      const made = await arrange(school, (hands) => addClass(hands, school, nth.toString(36), PUPILS))
      classes.push(made.classId)
      people.push(...made.pupils, ...made.guardians)
    }
    await school.analyse()
    const words = loadWords()
    const print = async (action: Action, params: object, body: object) => {
      const who = { schoolId: school.schoolId, personId: nobody, accountId: null, session: null, requestId: uuidv7() }
      const { output } = await action.perform(school.installation, who, { params, query: {}, body: { ...body, again: true } })
      await pipeline(await slipsAsPdf(slipSheets.parse(output), words), away())
    }
    const seconds = async (work: () => Promise<void>) => (await cpuWhile(postmaster, work)) / 1e6
    await absolute('1,000 slips in 20 classes, processor time', 's', { atMost: 20 }, () =>
      seconds(async () => {
        for (const id of classes) await print(printClass, { id }, { readers: ['pupil', 'guardian'] })
      }),
    )
    await absolute('1,000 slips in one print, processor time', 's', { atMost: 20 }, () =>
      seconds(() => print(printMany, {}, { people })),
    )
    await absolute('most memory of node', 'MB', {}, async () => peakOf(process.pid))
    await school.close()
  },
}
