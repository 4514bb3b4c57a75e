import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Limit } from '#contract/endpoint.ts'
import { digestOf } from '#kernel/session.ts'
import { actions } from '#server/registry.ts'
import { raiseCurtain, type Stage } from './cast.ts'
import { exampleOf } from './examples.ts'
import { asker } from './world.ts'

vi.setConfig({ testTimeout: 30_000 })

let stage: Stage
beforeAll(async () => {
  stage = await raiseCurtain()
})
afterAll(() => stage.world.close())

const limits = {
  second_step: 'session.second_step',
  must_change: 'password.must_change',
  must_enrol: 'factor.must_enrol',
} as const satisfies Record<Limit, string>

/** Of an administrator, a guardian and the office: whoever may do the most there is. */
const who = ['ada', 'amal', 'olga'] as const

const limited = async (name: (typeof who)[number], limit: Limit) => {
  const token = await stage.session(name)
  await stage.world.owner.query('update directory.session set limited = $1 where token_digest = $2', [limit, digestOf(token)])
  return asker(stage.world.app, 'preau', token)
}
const factsSoFar = async () => Number((await stage.world.owner.query('select count(*) from ledger.fact')).rows[0].count)

describe.each(actions.map(({ endpoint }) => endpoint).filter(({ access }) => access !== 'visitor'))('$name', (endpoint) => {
  test.each(Object.entries(limits) as [Limit, string][])(
    'a session that lacks its %s reaches it only where it is meant to',
    async (limit, code) => {
      if (endpoint.while?.includes(limit)) return
      const example = await exampleOf(stage, endpoint)
      const before = await factsSoFar()
      for (const name of who) {
        const { status, body } = await (await limited(name, limit))(endpoint, example)
        expect([name, status, body.code]).toEqual([name, 403, code])
      }
      expect(await factsSoFar()).toBe(before)
      await stage.wake()
    },
  )
})

test('what a session may do that lacks something is what ends the lack, and leaving', () => {
  const open = (limit: Limit) =>
    actions.filter(({ endpoint }) => endpoint.while?.includes(limit)).map(({ endpoint }) => endpoint.name)
  expect(open('second_step').sort()).toEqual(['session.end', 'session.second_step'])
  expect(open('must_change').sort()).toEqual(['password.change', 'session.confirm', 'session.end'])
  expect(open('must_enrol').sort()).toEqual([
    'factor.list',
    'factor.passkey.add',
    'factor.passkey.begin',
    'factor.totp.begin',
    'factor.totp.confirm',
    'session.confirm',
    'session.end',
  ])
})
