import { Readable } from 'node:stream'
import { TextDecoder } from 'node:util'
import type { PackedFile } from './archive.ts'
import { type Place, type Problems, Unreadable } from './problems.ts'

/** How a file's bytes are written. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

const byteOrderMarks = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
] as const

/** These bytes mean nothing in Windows-1252 and are common in Shift_JIS and in files that are no text at all. */
const meaninglessBytes = [0x81, 0x8d, 0x8f, 0x90, 0x9d]

const marked = (start: Buffer) => byteOrderMarks.find(({ bytes }) => bytes.every((byte, i) => start[i] === byte))?.encoding

const lineOf = (chunk: Buffer, before: number, at: number) => {
  let lines = before
  for (let i = chunk.indexOf(10); i !== -1 && i < at; i = chunk.indexOf(10, i + 1)) lines += 1
  return lines
}

const decodes = (decoder: TextDecoder, chunk?: Buffer) => {
  try {
    if (chunk) decoder.decode(chunk, { stream: true })
    else decoder.decode()
    return true
  } catch {
    return false
  }
}

/** Where a chunk stops being UTF-8; a character cut by the chunk's start does not count. */
const firstForeign = (chunk: Buffer) => {
  const text = new TextDecoder('utf-8').decode(chunk)
  const cut = /^\ufffd{0,3}/.exec(text)?.[0].length ?? 0
  const at = text.indexOf('\ufffd', cut === text.length ? 0 : cut)
  return Buffer.byteLength(text.slice(0, Math.max(at, 0)))
}

type Reading = { encoding: Encoding; valid: boolean; meaningless: boolean; line: number; nul: number | undefined }

const look = (reading: Reading, chunk: Buffer, decoder: TextDecoder) => {
  if (reading.encoding === 'utf-8') {
    const zero = chunk.indexOf(0)
    if (zero !== -1) reading.nul = lineOf(chunk, reading.line, zero)
    reading.meaningless ||= meaninglessBytes.some((byte) => chunk.includes(byte))
  }
  if (!reading.valid) return
  reading.valid = decodes(decoder, chunk)
  if (reading.encoding === 'utf-8') reading.line = lineOf(chunk, reading.line, reading.valid ? chunk.length : firstForeign(chunk))
}

/** Reads a file once without keeping it: how is it written, and is it text at all? */
export const encodingOf = async (file: PackedFile, problems: Problems): Promise<Encoding> => {
  const place = { file: file.name }
  let reading: Reading | undefined
  let decoder = new TextDecoder('utf-8', { fatal: true })
  let mark: Encoding | undefined
  for await (const chunk of file.read()) {
    if (!reading) {
      mark = marked(chunk)
      reading = { encoding: mark ?? 'utf-8', valid: true, meaningless: false, line: 1, nul: undefined }
      decoder = new TextDecoder(reading.encoding, { fatal: true })
    }
    look(reading, chunk, decoder)
    if (reading.nul !== undefined) throw new Unreadable('roster.nul', { ...place, line: reading.nul })
  }
  if (!reading) return 'utf-8'
  reading.valid &&= decodes(decoder)
  return decide(reading, mark !== undefined, place, problems)
}

const decide = (reading: Reading, hasMark: boolean, place: Place, problems: Problems): Encoding => {
  if (reading.valid) {
    if (reading.encoding !== 'utf-8') problems.add('roster.encoding_utf16', { ...place, line: 1 })
    return reading.encoding
  }
  if (hasMark) throw new Unreadable('roster.encoding_broken', { ...place, line: reading.line })
  if (reading.meaningless) throw new Unreadable('roster.encoding_unknown', { ...place, line: reading.line })
  problems.add('roster.encoding_windows', { ...place, line: reading.line })
  return 'windows-1252'
}

/** The file's text, piece by piece, without its byte order mark. */
export async function* textOf(file: PackedFile, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of file.read()) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

/** The first line of a file, or as much of it as a header can be. */
export const firstLine = async (file: PackedFile, encoding: Encoding) => {
  let start = ''
  for await (const text of Readable.from(textOf(file, encoding))) {
    start += text
    if (/[\r\n]/.test(start) || start.length > 65_536) break
  }
  return start.split(/[\r\n]/, 1)[0] ?? ''
}
