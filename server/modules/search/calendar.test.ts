import { afterAll, beforeAll, expect, test } from 'vitest'
import { cancelInCalendar, enterInCalendar } from '#contract/calendar.ts'
import { listVoices } from '#contract/posts.ts'
import { type SearchKind, searchSchool } from '#contract/search.ts'
import { raiseCurtain, type Stage } from '#tests/cast.ts'
import { dayInParis } from '#tests/days.ts'
import type { Person } from '#tests/world.ts'

let stage: Stage
beforeAll(async () => {
  stage = await raiseCurtain()
}, 60_000)
afterAll(() => stage.world.close())

const dayIn = (days: number) => dayInParis(stage.world.clock.now().getTime() + days * 86_400_000)
const enters = async (who: Person, classId: string | null, day: string, title: string, more: object = {}) => {
  const voices = (await who.ask(listVoices)).body['audiences'] as { id: string; classId: string | null }[]
  const audience = voices.find((voice) => voice.classId === classId)?.id ?? ''
  const when = { fromOn: day, toOn: day, fromTime: null, toTime: null }
  const body = { ...when, title, place: null, note: null, asksReply: false, audience, ...more }
  const { status, body: made, text } = await who.ask(enterInCalendar, { body })
  expect(status, text).toBe(200)
  return `${made['id']}`
}
const found = async (who: Person, words: string, classId?: string) => {
  const { body } = await who.ask(searchSchool, { body: { words, ...(classId ? { classId } : {}) } })
  const groups = body['groups'] as { kind: SearchKind; hits: { title: string; note: string | null; at: string }[] }[]
  return groups.find(({ kind }) => kind === 'calendar')?.hits ?? []
}

test('what is planned is found by its name, its place and what is said of it, with its day; in one’s own classes alone', async () => {
  const { rosa, otto, olga } = stage.people
  await enters(rosa, stage.class6B, dayIn(9), 'Classe verte', { place: 'Lac de Gérardmer', note: 'Prendre des bottes.' })
  await enters(otto, stage.class7A, dayIn(3), 'Sortie au lac')
  expect(await found(rosa, 'verte')).toMatchObject([{ title: 'Classe verte', note: 'Lac de Gérardmer' }])
  expect(await found(rosa, 'gerardmer')).toMatchObject([{ title: 'Classe verte' }])
  const [byNote] = await found(rosa, 'bottes')
  expect(byNote).toMatchObject({ title: 'Classe verte', note: 'Prendre des bottes.' })
  expect(byNote?.at.slice(0, 10)).toBe(dayIn(9))
  expect((await found(rosa, 'lac')).map(({ title }) => title)).toEqual(['Classe verte'])
  expect((await found(olga, 'lac')).map(({ title }) => title).toSorted()).toEqual(['Classe verte', 'Sortie au lac'])
  expect((await found(olga, 'lac', stage.class7A)).map(({ title }) => title)).toEqual(['Sortie au lac'])
})

test('what was cancelled is not found any more', async () => {
  const { rosa } = stage.people
  const id = await enters(rosa, stage.class6B, dayIn(5), 'Photo de classe')
  expect(await found(rosa, 'photo de')).toHaveLength(1)
  await rosa.ask(cancelInCalendar, { params: { id } })
  expect(await found(rosa, 'photo de')).toEqual([])
})
