import { expect, test } from 'vitest'
import { finderOf } from './suggesting.ts'

const find = finderOf(['Zoé Lefèvre', 'Jean-Paul Ek', 'Anna Öberg', '鈴木 花子', 'Noor Benali'], ['Noor Benali', 'Amal Benali'])
const named = (text: string) => find(text).map(({ from, to }) => [...text].slice(from, to).join(''))

test('a name is found however it is written, and what stands beside it belongs to it', () => {
  expect(named('Hier zoe lefevre a poussé Noor.')).toEqual(['zoe lefevre'])
  expect(named('JEAN-PAUL et Zoé, dit l’élève')).toEqual(['JEAN-PAUL', 'Zoé'])
  expect(named('Annas väska, Öbergs bok')).toEqual(['Annas', 'Öbergs'])
  expect(named('今日は鈴木花子さんと遊びました。')).toEqual(['鈴木花子'])
  expect(named('今日、Annaさんと')).toEqual(['Anna'])
  expect(named('👩‍👧 Zoé 👍')).toEqual(['Zoé'])
})

test('one’s own name, and what is only a part of a word, is nobody else’s', () => {
  expect(named('Noor Benali et sa mère Amal')).toEqual([])
  expect(named('Le zoéologue mange une annatto, un ek')).toEqual([])
})
