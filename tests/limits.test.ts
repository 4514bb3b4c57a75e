import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Hurdle } from '#contract/endpoint.ts'
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
  leaving: 'account.leaving',
  closing: 'school.read_only',
} as const satisfies Record<Hurdle, string>

/** Of an administrator, a guardian and the office: whoever may do the most there is. */
const who = ['ada', 'amal', 'olga'] as const

const leaves = `insert into person_state (school_id, id, person_id, state, reason, from_at)
  select school_id, gen_random_uuid(), id, 'leaving', 'office', now() from person where id = $1`

const closes = `insert into school_exit (school_id, id, announced_at, signed_at, read_only_on, locks_on)
  select school_id, gen_random_uuid(), now(), now(), current_date - 1, current_date + 29 from school where slug = 'preau'`

const limited = async (name: (typeof who)[number], limit: Hurdle) => {
  const token = await stage.session(name)
  const { owner } = stage.world
  if (limit === 'leaving') await owner.query(leaves, [stage.people[name].id])
  else if (limit === 'closing') {
    await owner.query('delete from school_exit')
    await owner.query(closes)
  } else await owner.query('update directory.session set limited = $1 where token_digest = $2', [limit, digestOf(token)])
  return asker(stage.world.app, 'preau', token)
}
const factsSoFar = async () => Number((await stage.world.owner.query('select count(*) from ledger.fact')).rows[0].count)

/** Who leaves still reads, and of a school that leaves everybody may what a leaver may. */
const isRead = (limit: Hurdle, { method, while: answers }: (typeof actions)[number]['endpoint']) =>
  (limit === 'leaving' || limit === 'closing') &&
  (method === 'GET' || (limit === 'closing' && answers?.includes('leaving') === true))

describe.each(actions.map(({ endpoint }) => endpoint).filter(({ access }) => access !== 'visitor'))('$name', (endpoint) => {
  test.each(Object.entries(limits) as [Hurdle, string][])(
    'a session in whose way is %s reaches it only where it is meant to',
    async (limit, code) => {
      if (endpoint.while?.includes(limit) || isRead(limit, endpoint)) return
      const example = await exampleOf(stage, endpoint)
      const before = await factsSoFar()
      for (const name of who) {
        const { status, body } = await (await limited(name, limit))(endpoint, example)
        expect([name, status, body.code]).toEqual([name, 403, code])
      }
      expect(await factsSoFar()).toBe(before)
      await stage.world.owner.query("delete from person_state where state = 'leaving'; delete from school_exit")
      await stage.wake()
    },
  )
})

test('what a session may do that lacks something is what ends the lack, and leaving', () => {
  const open = (limit: Hurdle) =>
    actions.filter(({ endpoint }) => endpoint.while?.includes(limit)).map(({ endpoint }) => endpoint.name)
  expect(open('second_step').sort()).toEqual(['session.end', 'session.second_step'])
  expect(open('must_change').sort()).toEqual(['password.change', 'session.confirm', 'session.end'])
  expect(open('closing').sort()).toEqual(['school.exit.export', 'school.exit.receipt', 'school.exit.withdraw'])
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

/** What is one's own, and yet not for somebody who is leaving. */
const notForLeavers: Readonly<Record<string, string>> = {
  'guardianship.grant': 'it opens to somebody else what is kept at the school',
  'copy.preview': 'a copy is brought to where one goes, not to where one leaves',
  'copy.bring': 'a copy is brought to where one goes, not to where one leaves',
  'copy.fetch': 'a copy is brought to where one goes, not to where one leaves',
  'draft.keep': 'nothing that is typed can be sent',
  'push.device.add': 'the device would be told of nothing that needs doing',
  'push.device.confirm': 'the device would be told of nothing that needs doing',
}

test('somebody who is leaving changes their own security, uses their own rights, and takes back: nothing else', () => {
  const writes = actions.map(({ endpoint }) => endpoint).filter(({ method, access }) => method !== 'GET' && access !== 'visitor')
  const isOpen = ({ while: answers }: (typeof writes)[number]) => answers?.includes('leaving') ?? false
  const own = writes.filter(({ access, purposes }) => access === 'account' || purposes.includes('self'))
  expect(own.filter((one) => isOpen(one) === one.name in notForLeavers).map(({ name }) => name)).toEqual([])
  expect(
    writes
      .filter((one) => isOpen(one) && !own.includes(one))
      .map(({ name }) => name)
      .sort(),
  ).toEqual([
    'calendar.feed.end',
    'conversation.see',
    'guardianship.delegation.end',
    'guardianship.delegation.object',
    'list.export',
    'message.report',
    'message.withdraw',
    'notice.see',
    'post.comment.withdraw',
    'pupil.pictures.choose',
    'school.search',
  ])
})
