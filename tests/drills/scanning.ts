import fs from 'node:fs'
import path from 'node:path'
import { gunzipSync, inflateRawSync } from 'node:zlib'

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
const latin = (bytes: Buffer) => bytes.toString('latin1')

/** PostgreSQL's own compression keeps a text that is new to it as it is, with one byte of its own after every eight. */
const compressed = (bytes: Buffer) =>
  Array.from({ length: 8 }, (_, first) =>
    [...latin(bytes)].map((sign, nth) => escaped(sign) + ((nth + first) % 8 === 7 ? '[\\s\\S]' : '')).join(''),
  )

/** Base64 of a text that begins anywhere within three bytes: what its neighbours do not touch. */
const base64 = (bytes: Buffer) =>
  [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    return escaped(text.slice(before === 0 ? 0 : 4, -4))
  })

/** Every form in which these bytes could lie in a file: themselves, in hexadecimal, in Base64, as UTF-16, as PostgreSQL compresses them. */
const formsOf = (bytes: Buffer) => [
  escaped(latin(bytes)),
  ...compressed(bytes),
  bytes.toString('hex'),
  bytes.toString('hex').toUpperCase(),
  ...base64(bytes),
  escaped(latin(Buffer.from(latin(bytes), 'utf16le'))),
]

/** What is in a file, and what is in it compressed: gzip from its first byte, and every entry of a zip wherever it begins. */
const layersOf = (content: Buffer): Buffer[] => {
  const layers = [content]
  if (content.readUInt16BE(0) === 0x1f8b) layers.push(gunzipSync(content))
  for (let at = content.indexOf('PK\x03\x04'); at >= 0; at = content.indexOf('PK\x03\x04', at + 4)) {
    const start = at + 30 + content.readUInt16LE(at + 26) + content.readUInt16LE(at + 28)
    try {
      if (content.readUInt16LE(at + 8) === 8) layers.push(inflateRawSync(content.subarray(start)))
    } catch {
      // four bytes that happen to look like the beginning of an entry
    }
  }
  return layers
}

/** The files of a folder in which any of these is to be found, by their paths; the write-ahead log and what is compressed included. */
export const filesWith = (folder: string, wanted: readonly Buffer[]): string[] => {
  const pattern = new RegExp(wanted.flatMap(formsOf).join('|'))
  return fs.readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    if (!entry.isFile()) return []
    const file = path.join(entry.parentPath, entry.name)
    const content = fs.readFileSync(file)
    if (content.length < 8) return []
    return layersOf(content).some((layer) => pattern.test(latin(layer))) ? [path.relative(folder, file)] : []
  })
}
