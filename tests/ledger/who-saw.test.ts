import { createDecipheriv } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readClass } from '#contract/classes.ts'
import { readPersonFile, readPersonReads } from '#contract/ledger-reading.ts'
import { exportPerson } from '#contract/privacy.ts'
import { check } from '#ledger/offline/check.ts'
import type { ParentFile } from '#ledger/offline/file.ts'
import { openSequencing } from '#server/working/sequencing.ts'
import { raiseCurtain, type Stage } from '../cast.ts'
import { guard, type Person, person } from '../world.ts'
import { settled } from './ledger-world.ts'

let stage: Stage
let log: Awaited<ReturnType<typeof openSequencing>>
let karim: Person
const noor = () => ({ params: { id: stage.people.noor.id } })
const settle = () => settled(log.pool, log)

type Row = { times: number; what: string; kinds: string[]; purpose: string; who: { role: string; name: string; isOwn: boolean } }
/** Who saw Noor’s data today, as this person is told. */
const seenBy = async (who: Person, own = false) => {
  await settle()
  const reply = await who.ask(readPersonReads, { ...noor(), query: { own: `${own}` } })
  expect(reply.status).toBe(200)
  const days = reply.body['days'] as { reads: Row[] }[]
  return days.flatMap(({ reads }) => reads)
}
const brief = (rows: readonly Row[]) =>
  rows.map(({ who, what, times }) => `${who.isOwn ? 'own ' : ''}${who.role} ${who.name} ${what} ${times}`).toSorted()

beforeAll(async () => {
  stage = await raiseCurtain()
  log = await openSequencing(stage.world.installation, stage.world.connection, stage.world.keys)
  karim = await person(stage.world, { name: 'Karim Benali', role: 'guardian' })
  await guard(stage.world, karim, stage.people.noor)
  const { rosa, ines } = stage.people
  for (let times = 0; times < 3; times++) await rosa.ask(readClass, { params: { id: stage.class6B } })
  await ines.ask(exportPerson, noor())
}, 60_000)
afterAll(async () => {
  await log.close()
  await stage.world.close()
})

test('a guardian sees by day who opened what and why, with role and initials, and what was repeated as one row', async () => {
  const rows = await seenBy(stage.people.amal)
  expect(brief(rows)).toEqual(['head I. T. export.made 1', 'teacher R. R. class.list_read 3'])
  expect(rows.find(({ what }) => what === 'class.list_read')).toMatchObject({ purpose: 'class_life', kinds: ['identity'] })
})

test('those who run the school see full names; the school may decide that families see them too, or the role alone', async () => {
  const { amal, olga } = stage.people
  expect(brief(await seenBy(olga))).toContain('teacher Rosa Roy class.list_read 3')
  const decide = (as: string) => stage.world.owner.query(`update school set readers_shown_as = $1 where slug = 'preau'`, [as])
  await decide('name')
  expect(brief(await seenBy(amal))).toContain('teacher Rosa Roy class.list_read 3')
  await decide('role')
  expect(brief(await seenBy(amal))).toContain('teacher null class.list_read 3')
  await decide('initials')
})

test('reading the log is in the log: Amal sees that the office opened it', async () => {
  expect(brief(await seenBy(stage.people.amal))).toContain('office O. N. ledger.read 1')
})

test('what one guardian read is on that guardian’s own tag: the other’s list never shows it, nor does the office’s', async () => {
  const { amal, olga } = stage.people
  await amal.ask(readClass, { params: { id: stage.class6B } })
  await amal.ask(exportPerson, noor())
  expect(brief(await seenBy(amal)).filter((row) => row.includes('own'))).toEqual([])
  const own = brief(await seenBy(amal, true)).filter((row) => row.includes('own'))
  expect(own).toEqual(expect.arrayContaining(['own guardian null export.made 1', 'own guardian null class.list_read 1']))
  for (const other of [karim, olga]) {
    const rows = [...(await seenBy(other)), ...(await seenBy(other, true))]
    expect(rows.filter(({ who }) => who.role === 'guardian' && !who.isOwn)).toEqual([])
  }
})

test('a guardian who also teaches in the school reads as a guardian', async () => {
  const { otto, amal, noor: child } = stage.people
  await guard(stage.world, otto, child)
  await otto.ask(exportPerson, noor())
  expect(brief(await seenBy(amal)).filter((row) => row.includes('O. L.'))).toEqual([])
  expect(brief(await seenBy(otto, true))).toContain('own teacher O. L. export.made 1')
})

test('what a pupil read is the pupil’s own matter', async () => {
  const { noor: child, amal } = stage.people
  await child.ask(readClass, { params: { id: stage.class6B } })
  expect((await seenBy(amal)).filter(({ who }) => who.role === 'pupil')).toEqual([])
  expect(brief(await seenBy(child, true))).toContain('own pupil null class.list_read 1')
})

const decrypt = async (key: Uint8Array, head: Uint8Array, sealed: Uint8Array) => {
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.alloc(12)).setAAD(head).setAuthTag(sealed.subarray(-16))
  return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]))
}

test('the file that Amal downloads proves itself, in her language, without what Karim read, and falls with one changed byte', async () => {
  await karim.ask(exportPerson, noor())
  await settle()
  const reply = await stage.people.amal.ask(readPersonFile, { ...noor(), query: { locale: 'fr' } })
  expect(reply.status).toBe(200)
  const html = `${reply.body['html']}`
  expect(html).toContain('Qui a vu les données de Noor Benali')
  const json = /<script type="application\/json"[^>]*>(.*?)<\/script>/s.exec(html)?.[1] ?? ''
  const file: ParentFile = JSON.parse(json)
  expect(file.entries.map(({ who }) => who)).toContain('R. R., Enseignant')
  expect(file.entries.filter(({ who }) => who.includes('Karim') || who.includes('Responsable'))).toEqual([])
  expect(await check(file, decrypt)).toMatchObject({ ok: true })
  const other = structuredClone(file)
  other.child = stage.people.amal.id
  expect(await check(other, decrypt)).toMatchObject({ ok: false })
})
