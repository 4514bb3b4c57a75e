import net from 'node:net'
import type { InjectOptions } from 'fastify'
import sharp from 'sharp'
import type { AttachmentTarget, SharedFile } from '#contract/files.ts'
import { as } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { xsrfTokenOf } from '#kernel/session.ts'
import { attach } from '#modules/files/index.ts'
import type { Person, World } from './world.ts'

const boundary = 'x'.repeat(30)

/** The beginning and the end of a form with one file in it. */
export const formAround = (name: string, type = 'application/octet-stream') => ({
  type: `multipart/form-data; boundary=${boundary}`,
  before: Buffer.from(
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name.replaceAll('"', '%22')}"\r\ncontent-type: ${type}\r\n\r\n`,
  ),
  after: Buffer.from(`\r\n--${boundary}--\r\n`),
})

const asked = (who: Pick<Person, 'token'>) => ({ cookie: `preau=${who.token}`, 'x-xsrf-token': xsrfTokenOf(who.token) })

/** Sends a file as a browser does; what the sender says of its type is never believed. */
export const uploads = async (
  world: World,
  who: Pick<Person, 'token'>,
  bytes: Buffer,
  { name = 'photo.jpg', type = 'image/jpeg', cut = 0, headers = {}, slug = 'preau' } = {},
) => {
  const form = formAround(name, type)
  const payload = Buffer.concat([form.before, bytes, form.after])
  const reply = await world.app.inject({
    method: 'POST',
    url: `/s/${slug}/api/files`,
    payload: cut ? payload.subarray(0, -cut) : payload,
    headers: { 'content-type': form.type, ...asked(who), ...headers },
  })
  return { status: reply.statusCode, body: reply.json<SharedFile & { code?: string; details?: Record<string, unknown> }>() }
}

/** Opens an address as somebody, as it is. */
export const fetches = (world: World, who: Pick<Person, 'token'> | undefined, url: string, more: InjectOptions = {}) =>
  world.app.inject({ method: 'GET', url, ...more, headers: { ...(who ? asked(who) : {}), ...more.headers } })

/** Attaches a person's own upload to something. */
export const attaches = (world: World, who: Person, fileId: string, kind: AttachmentTarget, targetId: string) => {
  const { db, clock } = world.installation
  const actor = { schoolId: world.schoolId, personId: who.id, accountId: who.accountId, session: null } as const
  const full = { ...actor, purpose: 'class_life', requestId: uuidv7(), action: 'file.attach' } as const
  return as(db, full, (tx) => attach({ tx, actor: full, now: clock.now() }, kind, targetId, [fileId]))
}

/** A photo as a telephone makes it: lying on its side, with the place where it was taken. */
export const photo = (width = 640, height = 480) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 120, b: 40 } } })
    .jpeg()
    .withExif({
      IFD0: { Make: 'Telefon', Orientation: '6' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '59/1 19/1 46/1', GPSLongitudeRef: 'E', GPSLongitude: '18/1 3/1 55/1' },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer()

/** The text that every scanner takes for a virus, in two halves, so that no scanner takes this file for one. */
export const eicar = Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''))

/** A small ClamAV daemon: speaks INSTREAM, knows one virus, and takes so many bytes; of more it says so, or hangs up. */
export const openClamd = async ({ most = 1_000_000, isRude = false } = {}) => {
  const seen: number[] = []
  const server = net.createServer((socket) => {
    let held = Buffer.alloc(0)
    let file = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('data', (part: Buffer) => {
      held = Buffer.concat([held, part])
      if (held.toString() === 'zPING\0') return void socket.end('PONG\0')
      if (held.subarray(0, 10).toString() === 'zINSTREAM\0') held = held.subarray(10)
      while (held.length >= 4 && held.length >= 4 + held.readUInt32BE(0)) {
        const length = held.readUInt32BE(0)
        file = Buffer.concat([file, held.subarray(4, 4 + length)])
        held = held.subarray(4 + length)
        if (file.length > most)
          return void (isRude ? socket.resetAndDestroy() : socket.end('INSTREAM size limit exceeded. ERROR\0'))
        if (length > 0) continue
        seen.push(file.length)
        socket.end(file.includes(eicar) ? 'stream: Win.Test.EICAR_HDB-1 FOUND\0' : 'stream: OK\0')
      }
    })
  })
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()))
  await listen(0)
  const { port } = server.address() as net.AddressInfo
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return { port, seen, stop, again: () => listen(port) }
}

/** A stored ZIP with empty entries of these names. */
export function zipOf(...names: string[]): Buffer {
  const parts: Buffer[] = []
  const table: Buffer[] = []
  let at = 0
  for (const name of names) {
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(name.length, 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(name.length, 28)
    central.writeUInt32LE(at, 42)
    parts.push(local, Buffer.from(name))
    table.push(central, Buffer.from(name))
    at += 30 + name.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(names.length, 8)
  end.writeUInt16LE(names.length, 10)
  end.writeUInt32LE(Buffer.concat(table).length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, ...table, end])
}
