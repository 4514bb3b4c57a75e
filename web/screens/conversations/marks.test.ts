import { expect, test } from 'vitest'
import { marksIn } from './marks.ts'

const amal = { id: 'amal', display: 'Amal Benali' }
const rosa = { id: 'rosa', display: 'Rosa Roy' }
const readAt = '2026-11-23T08:24:00.000Z'
const said = [
  { id: '1', author: amal },
  { id: '2', author: amal },
  { id: '3', author: rosa },
]
const marks = (...read: Parameters<typeof marksIn>[1]) =>
  [...marksIn(said, read)].map(([id, some]) => [id, some.map(({ person }) => person?.display ?? '?')])

test('who has read stands under the last message of another, never under their own', () => {
  expect(marks({ person: amal, messageId: '2', readAt })).toEqual([])
  expect(marks({ person: rosa, messageId: '3', readAt })).toEqual([['2', ['Rosa Roy']]])
  expect(marks({ person: rosa, messageId: '1', readAt }, { person: amal, messageId: '3', readAt })).toEqual([
    ['1', ['Rosa Roy']],
    ['3', ['Amal Benali']],
  ])
})

test('a reader whom one may not know is marked without a name; of what is further up nothing is said here', () => {
  expect(marks({ person: null, messageId: '3', readAt })).toEqual([['3', ['?']]])
  expect(marks({ person: amal, messageId: '0', readAt })).toEqual([])
})
