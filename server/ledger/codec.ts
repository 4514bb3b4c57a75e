import { uuidText, writeUuid } from './bytes.ts'

/** What a payload may hold. */
export type Plain = string | number | boolean | null | readonly Plain[]
export type Fields = { readonly [name: string]: Plain | undefined }

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const room = Buffer.alloc(65_536)

const writeLength = (length: number, at: number): number => {
  if (length > 32_768 || at + length > 60_000) throw new Error('a fact has no room for that much')
  return room.writeUInt16BE(length, at)
}

const write = (value: Plain, at: number): number => {
  if (value === null) return room.writeUInt8(0, at)
  if (typeof value === 'boolean') return room.writeUInt8(value ? 2 : 1, at)
  if (typeof value === 'number') return room.writeDoubleBE(value, room.writeUInt8(3, at))
  if (typeof value !== 'string')
    return value.reduce<number>((end, one) => write(one, end), writeLength(value.length, room.writeUInt8(6, at)))
  if (value.length === 36 && uuid.test(value)) {
    writeUuid(room, room.writeUInt8(5, at), value)
    return at + 17
  }
  const from = writeLength(Buffer.byteLength(value), room.writeUInt8(4, at))
  return from + room.write(value, from)
}

/** Names and values in the order given: a name has one byte of length, a value one byte of kind; UUIDs take 16 bytes instead of 36. */
export const encodeFields = (fields: Fields): Buffer => {
  let at = 0
  for (const name in fields) {
    const value = fields[name]
    if (value === undefined) continue
    const length = room.write(name, at + 1)
    room[at] = length
    at = write(value, at + 1 + length)
  }
  return Buffer.from(room.subarray(0, at))
}

type Cursor = { bytes: Buffer; at: number }
const take = (cursor: Cursor, length: number) => {
  const end = cursor.at + length
  if (end > cursor.bytes.length) throw new Error('a fact ends before its last field')
  const part = cursor.bytes.subarray(cursor.at, end)
  cursor.at = end
  return part
}

const read = (cursor: Cursor): Plain => {
  const kind = take(cursor, 1)[0]!
  if (kind === 0) return null
  if (kind < 3) return kind === 2
  if (kind === 3) return take(cursor, 8).readDoubleBE()
  if (kind === 5) return uuidText(take(cursor, 16))
  const length = take(cursor, 2).readUInt16BE()
  if (kind === 4) return take(cursor, length).toString()
  if (kind === 6) return Array.from({ length }, () => read(cursor))
  throw new Error(`a fact holds a value of the unknown kind ${kind}`)
}

/** The opposite of `encodeFields`. */
export const decodeFields = (bytes: Buffer): Record<string, Plain> => {
  const cursor = { bytes, at: 0 }
  const fields: Record<string, Plain> = {}
  while (cursor.at < bytes.length) {
    const name = take(cursor, take(cursor, 1)[0]!).toString()
    fields[name] = read(cursor)
  }
  return fields
}
