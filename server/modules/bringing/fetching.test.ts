import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bringCopy, listCopies, mostCopyBytes } from '#contract/bringing.ts'
import { drawCarryToken, redeemCarryToken, revokeCarryToken } from '#contract/carrying.ts'
import { erasePerson } from '#contract/privacy.ts'
import { askRight, listMyRights } from '#contract/rights.ts'
import { xsrfTokenOf } from '#kernel/session.ts'
import { type FamilyHouse, familyHouse, unzipped } from '#tests/copies.ts'
import { attaches, fetches, uploads } from '#tests/files.ts'
import { facts, type Person } from '#tests/world.ts'

let old: FamilyHouse
let here: FamilyHouse
let door: string
/** Somebody at an address that this school may ask, who hands out whatever they like. */
let stranger: Server
let strange: string
const answers: { run: Parameters<typeof createServer>[1] } = { run: undefined }

beforeAll(async () => {
  old = await familyHouse()
  door = await old.world.app.listen({ port: 0, host: '127.0.0.1' })
  stranger = createServer((request, reply) => answers.run?.(request, reply))
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.2', resolve))
  strange = `http://127.0.0.2:${(stranger.address() as AddressInfo).port}`
  here = await familyHouse([door, strange, 'far.example'])
  const { body } = await uploads(old.world, old.rosa, Buffer.from('Ma lecture de la semaine'), { name: 'lecture.txt' })
  await attaches(old.world, old.rosa, body.id, 'person', old.noor.id)
}, 60_000)
afterAll(async () => {
  stranger.close()
  for (const one of [old, here]) await one?.world.close()
})

const asked = async (who: Person, kind: 'access' | 'portability' = 'access') =>
  `${(await who.ask(askRight, { params: { id: old.noor.id }, body: { kind } })).body['id']}`
const drawn = async (who: Person, id: string) => {
  const { status, body, text } = await who.ask(drawCarryToken, { params: { id } })
  expect(status, text).toBe(200)
  return `${body['code']}`
}
const get = (who: Person, code: string, from = `${door}/s/preau/my-data`) => {
  const { slug, id } = { slug: 'preau', id: here.noor.id }
  return here.world.app.inject({
    method: 'POST',
    url: `/s/${slug}/api/people/${id}/brought-copies/fetch`,
    headers: { cookie: `preau=${who.token}`, 'x-xsrf-token': xsrfTokenOf(who.token) },
    payload: { from, code },
  })
}
const whyNot = async (reply: ReturnType<typeof get>) => {
  const { code, details } = (await reply).json<{ code: string; details?: { why?: string } }>()
  return [code, details?.why].filter(Boolean).join(' ')
}
const brings = (who: Person, file: Buffer) => who.ask(bringCopy, { params: { id: here.noor.id }, file })
const unused = 'ab'.repeat(16)

test('a copy that is fetched with a code loses nothing on its way into an empty installation', async () => {
  const reply = await get(here.amal, await drawn(old.amal, await asked(old.amal)))
  expect(reply.statusCode, reply.body.slice(0, 200)).toBe(200)
  expect(reply.headers['content-type']).toBe('application/zip')
  expect((await brings(here.amal, reply.rawPayload)).status).toBe(200)
  const before = await unzipped(reply.rawPayload)
  const again = await unzipped((await fetches(here.world, here.amal, `/s/preau/people/${here.noor.id}/export.zip`)).rawPayload)
  type Told = { tables: { table: string; rows: { values: Record<string, unknown> }[] }[] }
  const [first, last]: Told[] = [before, again].map((items) => JSON.parse(`${items.get('export.json')}`) as Told)
  const parts = last!.tables.find(({ table }) => table === 'public.brought_part')?.rows ?? []
  const kept = first!.tables.filter(({ rows }) => rows.length > 0)
  expect(kept.length).toBeGreaterThan(5)
  for (const { table, rows } of kept) {
    const found = parts.flatMap(({ values }) => (values['name'] === table ? [values['rows']] : []))
    expect(found, table).toContainEqual(rows)
  }
  const sums = (items: Map<string, Buffer>) =>
    [...items].flatMap(([name, one]) => (name.startsWith('files/') ? [createHash('sha256').update(one).digest('hex')] : []))
  expect(sums(before)).toHaveLength(1)
  expect(sums(again)).toEqual(sums(before))
  expect(await facts(old.world)).toEqual(expect.arrayContaining(['copy_token.drawn', 'copy_token.used', 'export.made']))
  expect(await facts(here.world)).toContain('copy.fetched')
})

test('a code is used once, and of two who fetch with it at once one gets the copy', async () => {
  const code = await drawn(old.amal, await asked(old.amal))
  const both = await Promise.all([get(here.amal, code), get(here.olga, code)])
  expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 410])
  expect(await whyNot(get(here.amal, code))).toBe('copy.code used')
  const { body } = await old.amal.ask(listMyRights)
  expect(body['requests']).toMatchObject([{ carried: { usedAt: expect.any(String) } }])
})

test('two who bring at once the same copy that was fetched bring it once', async () => {
  const { rawPayload } = await get(here.amal, await drawn(old.amal, await asked(old.amal)))
  const before = ((await here.amal.ask(listCopies, { params: { id: here.noor.id } })).body['copies'] as unknown[]).length
  const both = await Promise.all([here.amal, here.olga].map((who) => brings(who, rawPayload)))
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  const { body } = await here.olga.ask(listCopies, { params: { id: here.noor.id } })
  expect((body['copies'] as unknown[]).length).toBe(before + 1)
})

test('a code that was ended, one in whose place another was drawn, and one that is too old open nothing, and say why', async () => {
  const id = await asked(old.amal)
  const first = await drawn(old.amal, id)
  const second = await drawn(old.amal, id)
  expect(await whyNot(get(here.amal, first))).toBe('copy.code revoked')
  expect((await old.amal.ask(revokeCarryToken, { params: { id } })).status).toBe(200)
  expect(await whyNot(get(here.amal, second))).toBe('copy.code revoked')
  expect((await old.amal.ask(revokeCarryToken, { params: { id } })).body.code).toBe('rights.already_closed')
  const third = await drawn(old.amal, id)
  await old.world.owner.query(
    "update carry_token set drawn_at = drawn_at - interval '2 hours', until_at = until_at - interval '2 hours'",
  )
  expect(await whyNot(get(here.amal, third))).toBe('copy.code expired')
})

test('only whoever asked for a copy draws a code for it, and none for a copy whose time is over', async () => {
  const id = await asked(old.amal)
  for (const other of [old.karim, old.olga, old.noor])
    expect((await other.ask(drawCarryToken, { params: { id } })).status).toBe(404)
  await old.world.owner.query("update rights_request set link_until = now() - interval '1 second' where id = $1", [id])
  expect((await old.amal.ask(drawCarryToken, { params: { id } })).body.code).toBe('rights.link_over')
})

test('whoever may have no copies any more hands none over, with whatever code', async () => {
  const code = await drawn(old.amal, await asked(old.amal))
  const of = [old.amal.id, old.noor.id]
  await old.world.owner.query('update guardianship set until_at = now() where guardian_id = $1 and pupil_id = $2', of)
  expect(await whyNot(get(here.amal, code))).toBe('copy.not_fetched away')
  await old.world.owner.query('update guardianship set until_at = null where guardian_id = $1 and pupil_id = $2', of)
})

test('the secret stands nowhere: what is kept of it is a digest', async () => {
  const code = await drawn(old.amal, await asked(old.amal))
  const { rows } = await old.world.owner.query<{ digest: Buffer }>(
    'select digest from carry_token order by drawn_at desc limit 1',
  )
  expect(rows[0]?.digest.equals(createHash('sha256').update(code).digest())).toBe(true)
  const { rows: all } = await old.world.owner.query<{ row: string }>('select carry_token::text as row from carry_token')
  expect(all.map(({ row }) => row).join()).not.toContain(code)
})

test('for another service a code hands over only what may be carried there', async () => {
  const opens = async (kind: 'access' | 'portability') =>
    (await old.world.visitor(redeemCarryToken, { body: { code: await drawn(old.amal, await asked(old.amal, kind)) } })).body[
      'only'
    ]
  expect([await opens('access'), await opens('portability')]).toEqual([null, 'portable'])
})

test('nothing is asked at an address that the school does not permit, near or far, or on an open line', async () => {
  for (const from of [
    'https://elsewhere.example/s/ecole',
    'http://169.254.169.254/s/latest',
    'http://localhost:3000/s/preau',
    'http://far.example/s/ecole',
  ])
    expect(await whyNot(get(here.amal, unused, from)), from).toBe('copy.not_fetched not_permitted')
  expect((await get(here.amal, unused, 'ftp://far.example/s/ecole')).statusCode).toBe(422)
  expect((await get(here.amal, unused, `${door}/trust`)).statusCode).toBe(422)
  expect((await get(here.rosa, unused)).statusCode).toBe(403)
})

test('what comes and is no copy goes no further, too much is cut off, and whoever sends us on is not followed', async () => {
  const from = `${strange}/s/ecole`
  answers.run = (_, reply) => void reply.end('root:x:0:0')
  expect(await whyNot(get(here.amal, unused, from))).toBe('copy.unreadable')
  answers.run = (_, reply) => {
    const part = Buffer.alloc(1024 * 1024)
    let sent = 0
    const more = () => {
      while (sent <= mostCopyBytes + part.length && !reply.destroyed) {
        sent += part.length
        if (!reply.write(part)) return void reply.once('drain', more)
      }
      reply.end()
    }
    more()
  }
  expect(await whyNot(get(here.amal, unused, from))).toBe('copy.not_fetched too_large')
  let followed = 0
  answers.run = (request, reply) => {
    if (request.url !== '/s/ecole/carried-copy.zip') followed++
    reply.writeHead(302, { location: '/s/ecole/elsewhere' }).end()
  }
  expect(await whyNot(get(here.amal, unused, from))).toBe('copy.not_fetched away')
  expect(followed).toBe(0)
})

test('what leaves for the other school is the code and nothing else', async () => {
  const heard: string[] = []
  answers.run = async (request, reply) => {
    const body = (await buffer(request)).toString()
    heard.push(`${request.method} ${request.url} ${body} ${Object.keys(request.headers).sort()}`)
    reply.end()
  }
  await get(here.amal, unused, `${strange}/s/ecole?of=${here.noor.id}`)
  expect(heard).toEqual([`POST /s/ecole/carried-copy.zip {"code":"${unused}"} connection,content-length,content-type,host`])
})

test('once the child is erased the code opens nothing, as if there had never been one', async () => {
  const code = await drawn(old.amal, await asked(old.amal))
  expect((await old.olga.ask(erasePerson, { params: { id: old.noor.id } })).status).toBe(200)
  expect(await whyNot(get(here.olga, code))).toBe('copy.code unknown')
})

test('whoever tries codes waits', async () => {
  const tries = () => old.world.visitor(redeemCarryToken, { body: { code: unused } })
  const seen: number[] = []
  for (let nth = 0; nth < 25; nth++) seen.push((await tries()).status)
  expect(seen[0]).toBe(410)
  expect(seen.at(-1)).toBe(429)
})
