import { expect, test } from 'vitest'
import { matching, type Option } from './matching.ts'

const people: readonly Option[] = [
  { value: '1', label: 'Élodie Étienne' },
  { value: '2', label: 'Åke Öberg', note: 'CM1-B' },
  { value: '3', label: '佐藤 美咲', also: 'さとう みさき' },
  ...Array.from({ length: 97 }, (_, at) => ({ value: `p${at}`, label: `Pupil ${at}` })),
]
const labels = (typed: string, value = '') => matching(people, typed, value).shown.map(({ label }) => label)

test('a person is found without accents, by what stands beside the name, and by how it is read', () => {
  expect(labels('elodie')).toEqual(['Élodie Étienne'])
  expect(labels('cm1')).toEqual(['Åke Öberg'])
  expect(labels('みさき')).toEqual(['佐藤 美咲'])
  expect(labels('  ETIENNE ')).toEqual(['Élodie Étienne'])
})

test('of many the first are offered, and how many there are is known', () => {
  const { found, shown } = matching(people, '', '')
  expect([found, shown.length]).toEqual([100, 50])
})

test('who is chosen is offered whatever is typed, and then last: Enter takes who was looked for', () => {
  expect(labels('elodie', 'p96')).toEqual(['Élodie Étienne', 'Pupil 96'])
  expect(labels('zzz', '2')).toEqual(['Åke Öberg'])
  expect(labels('zzz')).toEqual([])
})

test('the name of the chosen one is no search: everybody is offered again', () => {
  expect(matching(people, 'Åke Öberg', '2').found).toBe(100)
})
