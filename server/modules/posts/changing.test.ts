import { expect, test } from 'vitest'
import { editPost, listVoices, readPost, withdrawPost, writePost } from '#contract/posts.ts'
import { classOf, openWorld, person } from '#tests/world.ts'

test('who has left one of two classes no longer changes what both were told, and may take it back', async () => {
  const world = await openWorld()
  const rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  const sami = await person(world, { name: 'Sami Benali', role: 'pupil' })
  await classOf(world, '6B', [rosa], [])
  const class4A = await classOf(world, '4A', [rosa], [sami])
  const audiences = ((await rosa.ask(listVoices)).body['audiences'] as { id: string }[]).map(({ id }) => id)
  const said = { text: 'Demain, piscine.', language: 'fr', answers: 'none' } as const
  const written = await rosa.ask(writePost, { body: { ...said, audiences, when: 'now' } })
  expect(written.status, written.text).toBe(200)
  const params = { id: `${written.body['id']}` }
  const edits = (version: number) =>
    rosa.ask(editPost, { params, body: { ...said, text: 'Lisez ceci.' }, headers: { 'if-match': `"${version}"` } })
  const may = async () => (await rosa.ask(readPost, { params })).body['can'] as { edit: boolean; withdraw: boolean }
  expect([await may(), (await edits(1)).status]).toMatchObject([{ edit: true }, 200])
  const leaves =
    'update enrolment set from_on = current_date - 9, until_on = current_date - 1 where person_id = $1 and class_id = $2'
  await world.owner.query(leaves, [rosa.id, class4A])
  expect(await may()).toMatchObject({ edit: false, withdraw: true })
  expect((await edits(2)).body.code).toBe('post.not_your_audience')
  expect((await rosa.ask(withdrawPost, { params })).status).toBe(200)
  await world.close()
})
