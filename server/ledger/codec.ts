import { uuidBytes, uuidText } from './bytes.ts'

/** What a payload may hold. */
export type Plain = string | number | boolean | null | readonly Plain[]
export type Fields = { readonly [name: string]: Plain | undefined }

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const short = (length: number) => {
  if (length > 0xffff) throw new Error('a fact has no room for that much')
  return Buffer.from([length >> 8, length & 0xff])
}

const write = (value: Plain): Buffer[] => {
  if (value === null) return [Buffer.from([0])]
  if (typeof value === 'boolean') return [Buffer.from([value ? 2 : 1])]
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(9, 3)
    bytes.writeDoubleBE(value, 1)
    return [bytes]
  }
  if (typeof value !== 'string') return [Buffer.from([6]), short(value.length), ...value.flatMap(write)]
  if (uuid.test(value)) return [Buffer.from([5]), uuidBytes(value)]
  const text = Buffer.from(value)
  return [Buffer.from([4]), short(text.length), text]
}

/** Names and values in the order given: a name has one byte of length, a value one byte of kind; UUIDs take 16 bytes instead of 36. */
export const encodeFields = (fields: Fields): Buffer =>
  Buffer.concat(
    Object.entries(fields).flatMap(([name, value]) =>
      value === undefined ? [] : [Buffer.from([Buffer.byteLength(name)]), Buffer.from(name), ...write(value)],
    ),
  )

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
