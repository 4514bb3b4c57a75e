import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { environmentWith, settingsFrom } from '#server/settings/settings.ts'
import { openDatabase } from '#server/starting/database.ts'

const program = path.join(import.meta.dirname, '../../bin/preau.js')
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'preau-promises-'))
fs.chmodSync(home, 0o711)
const [data, keys] = [path.join(home, 'data'), path.join(home, 'keys')]
const ends: (() => unknown)[] = []

/** Stands before the service, as a proxy does, and can be told to lose a header of every answer. */
let lost: string | undefined
const before = (port: () => number) =>
  http.createServer((asked, reply) => {
    const { method, url = '/', headers } = asked
    const onward = http.request({ host: '127.0.0.1', port: port(), method, path: url, headers }, (answer) => {
      const kept = Object.entries(answer.headers).filter(([name]) => name !== lost)
      reply.writeHead(answer.statusCode ?? 502, Object.fromEntries(kept))
      answer.pipe(reply)
    })
    onward.on('error', () => reply.writeHead(502).end())
    asked.pipe(onward)
  })

const listening = async (server: http.Server) => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

let address = ''
let owner: pg.Client
const preau = (port: number, ...words: string[]) => {
  const settings = {
    PORT: `${port}`,
    PREAU_DATA: data,
    PREAU_KEYS: keys,
    PREAU_URL: address,
    DATABASE_URL: '',
    PREAU_LOG: 'error',
  }
  const child = spawn(process.execPath, [program, ...words], {
    env: environmentWith(settings),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  return { child, said: () => said }
}

beforeAll(async () => {
  const spare = http.createServer()
  const port = await listening(spare)
  await new Promise((done) => spare.close(done))
  const proxy = before(() => port)
  address = `http://127.0.0.1:${await listening(proxy)}`
  ends.push(() => proxy.close())
  const demo = preau(port, 'start', '--demo')
  ends.push(async () => {
    demo.child.kill('SIGTERM')
    if (demo.child.exitCode === null) await once(demo.child, 'exit')
  })
  await vi.waitFor(() => expect(demo.said()).toContain('demo-accounts.json'), { timeout: 300_000, interval: 500 })
  const { connection, stop } = await openDatabase({ ...settingsFrom({}), data, keys })
  owner = new pg.Client(connection.config('owner'))
  await owner.connect()
  // What stands in the way of whoever has the database in their hands is what is put out of the way first.
  await owner.query('set session_replication_role = replica')
  ends.push(stop, () => owner.end())
}, 600_000)
afterAll(async () => {
  for (const end of ends.reverse()) await end()
  fs.rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
}, 60_000)

/** Looks at everything, as an operator does; whatever was kept and is not is said, and makes the command fail. */
const look = async () => {
  const { child, said } = preau(0, 'promises', '--all')
  const [status] = await once(child, 'exit')
  return { status, lost: [...said().matchAll(/^No longer kept: (\S+)$/gm)].map(([, id]) => id) }
}
const onThePage = async (theme: string, id: string): Promise<string> => {
  const reply = await fetch(`${address}/trust/${theme}`, { headers: { accept: 'text/html', cookie: 'lang=en' } })
  const row = (await reply.text()).split(`id="${id}"`)[1]?.split('</div>')[0] ?? ''
  return /<span class="badge [a-z]*">([^<]*)<\/span>/.exec(row)?.[1] ?? 'not there'
}
/** The page is remembered for ten seconds. */
const shows = (theme: string, id: string, what: string) =>
  expect.poll(() => onThePage(theme, id), { timeout: 20_000, interval: 1_000, message: id }).toBe(what)

const shown = [
  ['seen', 'KLA-35'],
  ['mend', 'KLA-36'],
  ['door', 'KLA-04'],
  ['door', 'KLA-39'],
] as const

test('a demo that keeps its promises shows each breakage on its public page, and that it was mended', async () => {
  await look()
  for (const [theme, id] of shown) await shows(theme, id, 'Kept')

  const { rows: guardians } = await owner.query<{ id: string; was: Record<string, string> }>(
    'select id, jsonb_build_object($1::text, source, $2::text, verified_by, $3::text, verified_way, $4::text, verified_at) as was from public.guardianship where until_at is null limit 1',
    ['source', 'by', 'way', 'at'],
  )
  const { rows: accounts } = await owner.query<{ id: string; hash: string }>(
    "select id, password_hash as hash from directory.account where password_hash <> '' limit 1",
  )
  const [guardian, account] = [guardians[0], accounts[0]]
  if (!guardian || !account) throw new Error('the demo has nobody')

  lost = 'x-content-type-options'
  await owner.query('alter table public.message disable row level security')
  await owner.query(
    "update public.guardianship set source = 'class_key', verified_by = null, verified_way = null, verified_at = null where id = $1",
    [guardian.id],
  )
  await owner.query('update directory.account set password_hash = $2 where id = $1', [
    account.id,
    '$argon2id$v=19$m=4096,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g',
  ])
  const broken = await look()
  expect(broken.status).toBe(1)
  expect(broken.lost).toEqual(expect.arrayContaining(shown.map(([, id]) => id)))
  for (const [theme, id] of shown) await shows(theme, id, 'Not kept')

  lost = undefined
  await owner.query('alter table public.message enable row level security')
  const { source, by, way, at } = guardian.was
  await owner.query(
    'update public.guardianship set source = $2, verified_by = $3, verified_way = $4, verified_at = $5 where id = $1',
    [guardian.id, source, by, way, at],
  )
  await owner.query('update directory.account set password_hash = $2 where id = $1', [account.id, account.hash])
  const { rows: policies } = await owner.query<{ qual: string }>(
    "select qual from pg_policies where tablename = 'person' and policyname = 'people one has to do with'",
  )
  await owner.query('drop policy "people one has to do with" on public.person')
  expect((await look()).lost).toContain('KLA-35')
  await shows('seen', 'KLA-35', 'Not kept')
  for (const [theme, id] of shown.slice(1)) await shows(theme, id, 'Kept')

  await owner.query(`create policy "people one has to do with" on public.person for select using (${policies[0]?.qual})`)
  const mended = await look()
  expect(mended.lost).not.toEqual(expect.arrayContaining(['KLA-35']))
  for (const [theme, id] of shown) await shows(theme, id, 'Kept')
})
