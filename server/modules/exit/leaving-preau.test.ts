import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import yauzl from 'yauzl'
import { issueClassKey, readClass } from '#contract/classes.ts'
import { readMe } from '#contract/people.ts'
import { readCertificate } from '#contract/privacy.ts'
import { announceExit, readSchoolExit, signExit, signReceipt, withdrawExit } from '#contract/school-exit.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { schools } from '#kernel/schools.ts'
import { keyText } from '#ledger/notes.ts'
import { exportKey, vouchedBy } from '#modules/privacy/manifest.ts'
import { reopenIn } from '#server/commands/reopening.ts'
import { raiseCurtain, type Stage } from '#tests/cast.ts'
import { dayInParis } from '#tests/days.ts'
import { attaches, fetches, uploads } from '#tests/files.ts'
import { facts, type Person, type Reply } from '#tests/world.ts'
import { exitNight } from './night.ts'

let stage: Stage
beforeAll(async () => {
  stage = await raiseCurtain()
}, 60_000)
afterAll(() => stage.world.close())

const said = ({ status, body }: Reply) => (status === 200 ? 200 : `${status} ${body.code}`)
const inDays = (days: number) => dayInParis(Date.now() + days * 86_400_000)
const night = () => exitNight.perform(stage.world.installation, { schoolId: stage.world.schoolId, requestId: uuidv7() })
const exitOf = async (who: Person) => readSchoolExit.output.parse((await who.ask(readSchoolExit)).body).exit
const daysPass = (days: number) =>
  stage.world.owner.query(
    `update school_exit set read_only_on = read_only_on - $1::int, locks_on = locks_on - $1::int, locked_at = locked_at - make_interval(days => $1)`,
    [days],
  )
let code = ''
let names: string[] = []

test('that the school leaves is announced by one and signed by another, with thirty days for the families', async () => {
  const { ines, ada, olga, amal } = stage.people
  const announced = (who: Person, readOnlyOn: string) => who.ask(announceExit, { body: { readOnlyOn } }).then(said)
  expect(await announced(olga, inDays(40))).toBe('403 not_allowed')
  expect(await announced(ines, inDays(20))).toBe('422 exit.too_soon')
  expect(await announced(ines, inDays(31))).toBe(200)
  expect(await announced(ada, inDays(31))).toBe('409 exit.under_way')
  expect(said(await ines.ask(signExit))).toBe('403 exit.own_signature')
  expect(await exitOf(amal), 'what only one has said nobody knows').toBe(null)
  expect((await exitOf(ada))?.can).toMatchObject({ sign: true, export: false })
  expect(said(await ada.ask(signExit))).toBe(200)
  expect((await exitOf(amal))?.state).toBe('signed')
  expect((await amal.ask(readMe)).body).toMatchObject({ school: { closing: { readOnlyOn: inDays(31) } } })
})

test('the database takes no second signature of the same person, nor a lock without a receipt', async () => {
  const { owner } = stage.world
  await expect(owner.query('update school_exit set signed_by = announced_by')).rejects.toThrow(/by_two/)
  await expect(owner.query('update school_exit set locked_at = now()')).rejects.toThrow(/order/)
})

test('taken back it is as before; announced anew it goes on', async () => {
  const { ines, ada, rosa } = stage.people
  expect(said(await ines.ask(withdrawExit))).toBe(200)
  expect(said(await ines.ask(withdrawExit))).toBe('409 exit.none')
  await daysPass(31)
  expect(said(await rosa.ask(issueClassKey, { params: { id: stage.class6B } }))).toBe(200)
  expect(said(await ada.ask(announceExit, { body: { readOnlyOn: inDays(31) } }))).toBe(200)
  expect(said(await ines.ask(signExit))).toBe(200)
})

test('from the day on everybody reads and nobody writes', async () => {
  const { rosa, amal } = stage.people
  const { body } = await uploads(stage.world, rosa, Buffer.from('Une lecture'), { name: 'lecture.txt' })
  await attaches(stage.world, rosa, body.id, 'class', stage.class6B)
  await daysPass(31)
  expect(said(await rosa.ask(issueClassKey, { params: { id: stage.class6B } }))).toBe('403 school.read_only')
  expect(said(await rosa.ask(readClass, { params: { id: stage.class6B } }))).toBe(200)
  expect(said(await amal.ask(readMe))).toBe(200)
  expect((await exitOf(rosa))?.state).toBe('read_only')
})

const archive = async (who: Person) => {
  const { statusCode, rawPayload } = await fetches(stage.world, who, '/s/preau/school-exit/export.zip')
  if (statusCode !== 200) return { statusCode, items: new Map<string, Buffer>() }
  const items = new Map<string, Buffer>()
  const zip = await yauzl.fromBufferPromise(rawPayload, { lazyEntries: true })
  for await (const entry of zip.eachEntry()) items.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
  return { statusCode, items }
}
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

test('the school takes everything along: each row opened, each file, and a signed list of them all; a teacher may not', async () => {
  const { ines, rosa } = stage.people
  expect((await archive(rosa)).statusCode).toBe(403)
  expect(said(await ines.ask(signReceipt, { body: { manifest: '0'.repeat(64) } }))).toBe('409 exit.no_export')
  const { items } = await archive(ines)
  names = [...items.keys()]
  const rows = `${items.get('tables/public.person.ndjson')}`
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const { rows: counted } = await stage.world.owner.query('select count(*)::int as count from person where school_id = $1', [
    stage.world.schoolId,
  ])
  expect(rows).toHaveLength(counted[0].count)
  expect(rows.map(({ sealed }) => sealed.names.display)).toContain('Noor Benali')
  expect([...items.values()].some((bytes) => bytes.includes('Une lecture'))).toBe(true)
  expect(
    [...items.values()].some((bytes) => bytes.includes('Sten Ek')),
    'who is of another school',
  ).toBe(false)
  expect(
    [...items.values()].some((bytes) => bytes.includes('$argon2id$')),
    'no password',
  ).toBe(false)
  const manifest = items.get('manifest.json')!
  const { files } = JSON.parse(`${manifest}`)
  for (const name of ['manifest.json', 'manifest.note']) items.delete(name)
  expect(files).toEqual([...items].map(([path, bytes]) => ({ path, size: bytes.length, sha256: sha256(bytes) })))
})

test('it signs for what it has by the digest of the note, and for nothing else', async () => {
  const { ines } = stage.people
  const { items } = await archive(ines)
  const note = `${items.get('manifest.note')}`
  const vouched = vouchedBy(note, keyText(exportKey(stage.world.installation)))
  expect(vouched?.manifest).toBe(sha256(items.get('manifest.json')!))
  expect(said(await ines.ask(signReceipt, { body: { manifest: '0'.repeat(64) } }))).toBe('422 exit.other_manifest')
  const { status, body } = await ines.ask(signReceipt, { body: { manifest: vouched?.manifest ?? '' } })
  expect(status).toBe(200)
  code = `${body['code']}`
  expect(said(await ines.ask(signReceipt, { body: { manifest: vouched?.manifest ?? '' } }))).toBe('409 exit.receipt_given')
})

test('locked on its day and not before: no session, no role, no sign-in', async () => {
  await night()
  expect(said(await stage.people.ines.ask(readMe))).toBe(200)
  await daysPass(30)
  await night()
  for (const who of ['ines', 'ada', 'rosa', 'amal', 'noor', 'dora'] as const)
    expect((await stage.people[who].ask(readMe)).status, who).toBe(401)
  expect((await stage.people.sten.ask(readMe)).status, 'the other school is as before').toBe(200)
  expect(await facts(stage.world)).toContain('school.exit_locked')
})

test('locked by mistake it is opened again by whoever keeps the machine, and is as before; afterwards it is locked again', async () => {
  const { installation, owner } = stage.world
  const { rows } = await owner.query('select * from school_exit where withdrawn_at is null')
  expect(await reopenIn(installation, 'preau')).toContain('open again')
  expect(await facts(stage.world)).toContain('school.exit_reopened')
  expect((await stage.people.amal.ask(readMe)).status, 'a session from before the lock is over').toBe(401)
  expect((await stage.people.sten.ask(readMe)).status, 'of another school it is not').toBe(200)
  const ines = await stage.as('ines')
  expect(said(await ines(readMe))).toBe(200)
  expect(said(await ines(issueClassKey, { params: { id: stage.class6B } }))).not.toContain('school.read_only')
  expect(readSchoolExit.output.parse((await ines(readSchoolExit)).body).exit).toBe(null)
  await expect(reopenIn(installation, 'preau')).rejects.toThrow(/not under way|is leaving|none|not/i)
  await expect(reopenIn(installation, 'nowhere')).rejects.toThrow(/which school/)
  await owner.query('update school_exit set withdrawn_at = null, withdrawn_by = null, locked_at = $2 where id = $1', [
    rows[0].id,
    rows[0].locked_at,
  ])
})

test('as long as somebody is held nothing of the school is destroyed, and when that has ended it is', async () => {
  const { owner, schoolId, installation } = stage.world
  const { noor, dora, ines } = stage.people
  const keys = async () =>
    Number((await owner.query('select count(*) from vault.key where school_id = $1', [schoolId])).rows[0].count)
  const id = uuidv7()
  await owner.query(
    `insert into legal_hold (school_id, id, person_id, ground, told, sealed, asked_by, asked_at, signed_by, signed_at, review_on)
     values ($1, $2, $3, 'order', false, '\\x00', $4, now(), $5, now(), current_date + 60)`,
    [schoolId, id, noor.id, dora.id, ines.id],
  )
  const before = await keys()
  await daysPass(30)
  await night()
  expect(await keys(), 'held: the key stays').toBe(before)
  expect(await reopenIn(installation, 'preau'), 'nothing has gone, so there is a way back').toContain('open again')
  await owner.query(
    "update school_exit set withdrawn_at = null, withdrawn_by = null, locked_at = now() where id = (select id from school_exit where withdrawn_by = '00000000-0000-0000-0000-000000000000')",
  )
  await owner.query("update legal_hold set ended_at = now(), ended_by = signed_by, ended_how = 'released' where id = $1", [id])
})

test('thirty days later its keys are destroyed, its rows gone, and the code leads to the certificate', async () => {
  const { owner, schoolId, installation, visitor } = stage.world
  const keys = async () =>
    Number((await owner.query('select count(*) from vault.key where school_id = $1', [schoolId])).rows[0].count)
  await night()
  expect(await keys()).toBeGreaterThan(0)
  await daysPass(30)
  await night()
  await night()
  expect(await keys()).toBe(0)
  for (const name of names.filter((one) => one.startsWith('tables/'))) {
    const table = name.slice('tables/'.length, -'.ndjson'.length)
    if (['public.school_exit', 'public.erasure'].includes(table)) continue
    const { rows } = await owner.query(`select count(*)::int as count from ${table} where school_id = $1`, [schoolId])
    expect(rows[0].count, table).toBe(0)
  }
  expect((await schools(installation)).map(({ slug }) => slug)).toEqual(['bjork'])
  const { status, body } = await visitor(readCertificate, { params: { code } })
  expect(status).toBe(200)
  expect(body).toMatchObject({ state: 'provisional', kept: 0 })
  expect(body['keys']).toBeGreaterThan(10)
})
