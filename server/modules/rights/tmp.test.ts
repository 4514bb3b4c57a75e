import { expect, test } from 'vitest'
import { erasePerson, exportPerson } from '#contract/privacy.ts'
import { openWorld, person } from '#tests/world.ts'

test('x', async () => {
  const lines: string[] = []
  const world = await openWorld({ log: 'error', logTo: { write: (line: string) => void lines.push(line) } as never })
  const amal = await person(world, { name: 'Amal', role: 'guardian' })
  const olga = await person(world, { name: 'Olga', role: 'office' })
  const reply = await amal.ask(exportPerson, { params: { id: amal.id } })
  console.log(reply.status, reply.text.slice(0, 200), lines.join('\n').slice(0, 3000))
  const two = await olga.ask(erasePerson, { params: { id: amal.id }, body: {} })
  console.log(two.status, two.text, lines.join('\n').slice(0, 3000))
  await world.close()
  expect(1).toBe(1)
})
