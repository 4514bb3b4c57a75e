import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFile } from '#contract/files.ts'
import { eicar, fetches, openClamd, photo, uploads } from '#tests/files.ts'
import { facts, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let rosa: Person
let clamd: Awaited<ReturnType<typeof openClamd>>
beforeAll(async () => {
  clamd = await openClamd()
  world = await openWorld({ clamav: { host: '127.0.0.1', port: clamd.port } })
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
})
afterAll(async () => {
  await world.close()
  await clamd.stop()
})

const infected = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(200_000, 'x'), eicar])
const reads = (id: string) => rosa.ask(readFile, { params: { id } })

test('every file is shown to the scanner, whole, before anybody else sees it', async () => {
  const bytes = await photo()
  expect((await uploads(world, rosa, bytes)).body.state).toBe('ready')
  expect(clamd.seen.at(-1)).toBe(bytes.length)
  expect((await uploads(world, rosa, Buffer.alloc(0))).status).toBe(415)
})

test('a file with a virus is refused, and nothing of it is kept', async () => {
  const { status, body } = await uploads(world, rosa, infected, { name: 'plan.pdf' })
  expect([status, body.code]).toEqual([422, 'file.infected'])
  expect((await facts(world)).at(-1)).toBe('file.refused')
})

test('a file that the scanner cannot look into is refused', async () => {
  const large = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(3_000_000)])
  expect((await uploads(world, rosa, large)).body.code).toBe('file.not_scannable')
  const rude = await openClamd({ isRude: true })
  const other = await openWorld({ clamav: { host: '127.0.0.1', port: rude.port } })
  const who = await person(other, { name: 'Rosa Roy', role: 'teacher' })
  expect((await uploads(other, who, large)).body.code).toBe('file.not_scannable')
  expect((await uploads(other, who, await photo())).body.state).toBe('ready')
  await other.close()
  await rude.stop()
})

test('while the scanner is away files wait unseen; when it is back, each gets its answer', async () => {
  await clamd.stop()
  const good = await uploads(world, rosa, await photo())
  const bad = await uploads(world, rosa, infected, { name: 'plan.pdf' })
  expect([good.body.state, bad.body.state]).toEqual(['scanning', 'scanning'])
  await world.doJobs()
  expect((await reads(good.body.id)).body).toMatchObject({ state: 'scanning', link: null, thumbnail: null })
  await clamd.again()
  await world.doJobs()
  const [seen, refused] = [await reads(good.body.id), await reads(bad.body.id)]
  expect(seen.body).toMatchObject({ state: 'ready', width: 480, hasThumbnail: true })
  expect((await fetches(world, rosa, (seen.body['link'] as { url: string }).url)).statusCode).toBe(200)
  expect(refused.body).toMatchObject({ state: 'refused', refusedFor: 'infected', name: 'plan.pdf', link: null })
  const { rows } = await world.owner.query<{ object: string }>('select object from file where id = $1', [bad.body.id])
  const left: Buffer[] = []
  for await (const bytes of await world.installation.files.read(rows[0]!.object, 0, 10)) left.push(Buffer.from(bytes))
  expect(left).toEqual([])
  expect(
    (await facts(world))
      .filter((name) => name === 'file.checked' || name === 'file.refused')
      .slice(-2)
      .sort(),
  ).toEqual(['file.checked', 'file.refused'])
})

test('a scanner that answers nonsense is one that is away', async () => {
  const { createServer } = await import('node:net')
  const server = createServer((socket) => void socket.on('error', () => undefined).end('stream: Can not allocate memory ERROR\0'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const other = await openWorld({ clamav: { host: '127.0.0.1', port } })
  const who = await person(other, { name: 'Rosa Roy', role: 'teacher' })
  expect((await uploads(other, who, await photo())).body.state).toBe('scanning')
  await other.close()
  server.close()
})
