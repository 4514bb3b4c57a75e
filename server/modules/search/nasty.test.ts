import { afterAll, beforeAll, expect, test } from 'vitest'
import { listVoices, writePost } from '#contract/posts.ts'
import { searchSchool } from '#contract/search.ts'
import { raiseCurtain, type Stage } from '#tests/cast.ts'
import { nasty } from '#tests/nasty.ts'

let stage: Stage
beforeAll(async () => {
  stage = await raiseCurtain()
}, 60_000)
afterAll(() => stage.world.close())

/** Two lines on a phone. */
const LONGEST = 400

test.each(Object.entries(nasty))(
  'whatever somebody wrote is found as it was typed, and no more of it than a hit shows: %s',
  async (name, typed) => {
    const { rosa } = stage.people
    const { body: voices } = await rosa.ask(listVoices)
    const text = `zibeline${name} ${typed}`
    const audiences = (voices['audiences'] as { id: string }[]).map(({ id }) => id)
    const post = { text, language: 'fr', answers: 'none', when: 'now', audiences }
    expect((await rosa.ask(writePost, { body: post })).status).toBe(200)
    const reply = await rosa.ask(searchSchool, { body: { words: `zibeline${name}` } })
    const [group] = reply.body['groups'] as { kind: string; hits: { title: string }[] }[]
    expect(group).toMatchObject({ kind: 'posts', hits: [{}] })
    const title = group?.hits[0]?.title ?? ''
    const shown = title.replaceAll('…', '').trim()
    const asOneLine = (said: string) => said.replaceAll(/\s+/g, ' ')
    expect(asOneLine(text)).toContain(asOneLine(shown))
    expect([...shown].length).toBeLessThanOrEqual(LONGEST)
    expect(reply.headers['content-type']).toBe('application/json; charset=utf-8')
  },
)

test.each(Object.entries(nasty))('whatever somebody looks for is looked for, and is no command: %s', async (_, typed) => {
  const words = typed.slice(0, 100)
  const { status, body } = await stage.people.rosa.ask(searchSchool, { body: { words } })
  expect([200, 422]).toContain(status)
  if (status === 422) expect(body.code).toBe('invalid_input')
})
