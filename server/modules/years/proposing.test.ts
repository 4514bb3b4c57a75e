import { expect, test } from 'vitest'
import { nextDates, nextLabel, propose } from './proposing.ts'

test.each([
  ['6B', '7B'],
  ['CP-A', 'CE1-A'],
  ['CM1', 'CM2'],
  ['6e B', '5e B'],
  ['1re STMG', 'Tle STMG'],
  ['1年A組', '2年A組'],
  ['３年２組', '4年２組'],
  ['Klass 9', 'Klass 10'],
])('%s becomes %s', (label, next) => expect(nextLabel(label)).toBe(next))

test.each(['CM2-B', 'Tle S', 'Papillons', '2026', ''])('nobody can tell what %s becomes', (label) =>
  expect(nextLabel(label)).toBeUndefined(),
)

test.each([
  ['2026-08-17', '2027-06-12', '2027-08-17', '2028-06-12'],
  ['2026-09-01', '2027-07-06', '2027-09-01', '2028-07-06'],
  ['2026-04-01', '2027-03-31', '2027-04-01', '2028-03-31'],
  ['2027-03-01', '2028-02-29', '2028-03-01', '2029-02-28'],
])('a year from %s to %s is followed by one from %s to %s', (fromOn, toOn, from, to) =>
  expect(nextDates({ fromOn, toOn })).toEqual({ fromOn: from, toOn: to }),
)

test('a class goes where the school has such a year; the last one is left to be decided', () => {
  const classes = ['CM1-A', 'CM2-B', 'ULIS'].map((label) => ({ id: label, label }))
  const { targets, classes: planned } = propose({ classes, nextClasses: [], teachers: [] })
  const label = (id: string | null) => targets.find((one) => one.id === id)?.label
  expect(planned.map(({ classId, fate, targetId }) => [classId, fate, label(targetId)])).toEqual([
    ['CM1-A', 'goes', 'CM2-A'],
    ['CM2-B', null, undefined],
    ['ULIS', null, undefined],
  ])
  expect(targets.map((one) => one.label)).toEqual(['CM1-A', 'CM2-B', 'ULIS', 'CM2-A'])
})

test('a class that the next year has already is taken, and nobody is put in it as a teacher', () => {
  const { targets, teachers } = propose({
    classes: [{ id: 'a', label: '6B' }],
    nextClasses: [{ id: 'there', label: ' 6b ' }],
    teachers: [{ classId: 'a', personId: 'rosa' }],
  })
  expect(targets).toMatchObject([{ classId: 'there' }])
  expect(teachers).toEqual([])
})
