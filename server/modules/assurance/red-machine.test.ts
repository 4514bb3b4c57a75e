import { expect, test } from 'vitest'
import type { Side, Way } from '#kernel/egress.ts'
import { find, lookAroundIn } from '#tests/promises.ts'
import type { Ground, Machine } from './checking.ts'
import type { CheckName } from './rows.ts'

let ground: Ground
lookAroundIn((found) => {
  ;({ ground } = found)
})

const result = async (name: CheckName, change: Partial<Ground> = {}) => (await find({ ...ground, ...change }, name)).result
const machine = (change: Partial<Machine>) => ({ machine: { ...ground.machine, ...change } })

test('C-20.synchronised: a clock that nothing keeps right, of which nobody knows, or that is far away is red', async () => {
  expect(await result('C-20.synchronised')).toBe('ok')
  const clock = (said: Awaited<ReturnType<Machine['clock']>>) => result('C-20.synchronised', machine({ clock: async () => said }))
  expect(await clock(undefined)).toBe('failed')
  expect(await clock({ isSet: false, milliseconds: 0 })).toBe('failed')
  expect(await clock({ isSet: true, milliseconds: 101 })).toBe('failed')
  expect(await clock({ isSet: true, milliseconds: 100 })).toBe('ok')
})

test('C-15.ports: a port that nobody named is red, and so is a machine that does not say', async () => {
  const listening = (open: number[] | undefined) =>
    result('C-15.ports', machine({ doors: [22, 443], listening: async () => open }))
  expect(await listening([443])).toBe('ok')
  expect(await listening([22, 443, 5432])).toBe('failed')
  expect(await listening(undefined)).toBe('failed')
})

test('C-24.system: a system that is over, was not asked about this week, or waits for something is red', async () => {
  const good = { until: '2999-01-01', days: 0, waiting: 0, mustRestart: false }
  const with_ = (change: Partial<typeof good>) => result('C-24.system', machine({ system: async () => ({ ...good, ...change }) }))
  expect(await with_({})).toBe('ok')
  for (const one of [{ until: '2020-01-01' }, { days: 9 }, { waiting: 1 }, { mustRestart: true }])
    expect(await with_(one), JSON.stringify(one)).toBe('failed')
  expect(await result('C-24.system', machine({ system: async () => undefined }))).toBe('failed')
})

test('C-50.hosted: a host that nobody named, that stands on no page, or where the law does not let it is red', async () => {
  const shown: Ground['ask'] = async (...asked) => {
    const heard = await ground.ask(...asked)
    return { ...heard, text: `${heard.text} Hébergeur SAS, Nantes, FR` }
  }
  expect(await result('C-50.hosted')).toBe('failed')
  expect(await result('C-50.hosted', { host: { name: 'Hébergeur SAS' }, ask: shown })).toBe('failed')
  expect(await result('C-50.hosted', { host: { name: 'Somebody', country: 'ZZ' } })).toBe('failed')
  expect(await result('C-50.hosted', { host: { name: 'Host Inc.', country: 'US' }, ask: shown })).toBe('failed')
  expect(await result('C-50.hosted', { host: { name: 'Hébergeur SAS', country: 'FR' }, ask: shown })).toBe('ok')
})

test('C-51.watched: a company whose failing nobody would see is red', async () => {
  const of = (way: Way, side: Side = 'company') => ({
    suppliers: [{ way, host: 'one.example', side, supplier: { country: 'FR' } }],
  })
  expect(await result('C-51.watched', of('mail'))).toBe('ok')
  expect(await result('C-51.watched', of('witness')), 'no witness is set up, and none is measured').toBe('failed')
  expect(await result('C-51.watched', of('copy', 'peer')), 'another school works for nobody here').toBe('ok')
})
