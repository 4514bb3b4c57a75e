import { expect, test } from 'vitest'
import { readFeed } from '#contract/feed.ts'
import { suspendPerson } from '#contract/grants.ts'
import { listVoices, writePost } from '#contract/posts.ts'
import { classOf, facts, openWorld, person } from '#tests/world.ts'

test('what a teacher scheduled before being suspended does not reach the class', async () => {
  const world = await openWorld()
  const rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  const ines = await person(world, { name: 'Inès Caron', role: 'head' })
  const noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  await classOf(world, '6B', [rosa], [noor])
  const [place] = (await rosa.ask(listVoices)).body['audiences'] as [{ id: string }]
  const when = new Date(world.clock.now().getTime() + 60_000).toISOString()
  const body = { text: 'À demain.', language: 'fr', answers: 'none', audiences: [place.id], when } as const
  const written = await rosa.ask(writePost, { body })
  expect(written.status, written.text).toBe(200)
  const suspended = await ines.ask(suspendPerson, { params: { id: rosa.id }, body: { reason: 'security' } })
  expect(suspended.status, suspended.text).toBe(200)
  world.move(120)
  await world.doJobs()
  expect((await noor.ask(readFeed)).body['posts']).toEqual([])
  expect(await facts(world)).toContain('post.held_back')
  await world.close()
})
