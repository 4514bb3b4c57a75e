import { afterAll, beforeAll, expect, test } from 'vitest'
import { printSlips, slipSheets } from '#contract/activation.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { classOf, guard, openWorld, person, type World, withoutAccount } from '#tests/world.ts'
import * as printing from './printing.ts'

let world: World
const ids: Record<string, string> = {}

beforeAll(async () => {
  world = await openWorld()
  const rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  const [noor, ali, zoe] = await Promise.all(
    ['Noor Benali', 'Ali Benali', 'Zoé Martin'].map((name) => withoutAccount(world, { name, role: 'pupil' })),
  )
  const amal = await withoutAccount(world, { name: 'Amal Benali', role: 'guardian' })
  if (!noor || !ali || !zoe) throw new Error('the cast is not there')
  Object.assign(ids, { noor: noor.id, ali: ali.id, zoe: zoe.id, amal: amal.id })
  ids['7A'] = await classOf(world, '7A', [rosa], [ali])
  ids['6B'] = await classOf(world, '6B', [rosa], [noor, zoe])
  await guard(world, amal, noor)
  await guard(world, amal, ali)
})
afterAll(() => world.close())

const print = async (classes: readonly string[], again = false) => {
  const who = { schoolId: world.schoolId, personId: nobody, accountId: null, session: null, requestId: uuidv7() }
  const { output } = await printing.printMany.perform(world.installation, who, {
    params: {},
    query: {},
    body: { classes, again },
  })
  return slipSheets.parse(output).sections
}

test('slips for many classes are one print, class after class, and one slip for whoever has children in two', async () => {
  const sections = await print([`${ids['7A']}`, `${ids['6B']}`])
  expect(sections.map(({ label }) => label)).toEqual(['6B', '7A'])
  const people = sections.map(({ slips }) => slips.map(({ personId }) => personId).toSorted())
  expect(people).toEqual([[ids['noor'], ids['zoe'], ids['amal']].toSorted(), [ids['ali']]])
  await expect(print([`${ids['6B']}`])).rejects.toMatchObject({ code: 'slip.nobody' })
  const again = await print([`${ids['6B']}`, `${ids['7A']}`], true)
  expect(again.flatMap(({ slips }) => slips)).toHaveLength(4)
})

test('a teacher prints for no list of classes', async () => {
  const otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  expect((await otto.ask(printSlips, { body: { classes: [`${ids['6B']}`], again: true } })).body.code).toBe('not_allowed')
})
