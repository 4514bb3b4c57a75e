import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '#tests/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const types = (code: string) =>
  world.app.inject({
    method: 'POST',
    url: '/first-sign-in',
    headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000' },
    payload: new URLSearchParams({ code }).toString(),
  })

test('the page of the first sign-in works without JavaScript; what was typed comes back with what is wrong', async () => {
  const page = await world.app.inject({ url: '/first-sign-in', headers: { accept: 'text/html' } })
  expect(page.statusCode, page.body).toBe(200)
  expect(page.body).toContain('src="/slip.js"')
  const wrong = await types('1111 2222 3333 4444')
  expect(wrong.statusCode, wrong.body).toBe(404)
  expect(wrong.body).toContain('value="1111 2222 3333 4444"')
  expect(wrong.body).toContain('role="alert"')
})
