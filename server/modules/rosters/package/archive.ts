import { crc32 } from 'node:zlib'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import type { Limits } from './limits.ts'
import { type Place, Unreadable } from './problems.ts'

/** One file of a package: its bytes can be read as often as needed, always within the limits. */
export type PackedFile = { name: string; size: number; read: () => AsyncGenerator<Buffer> }

/** The files of a package by their whole name; `known` says which names exist. */
export type Archive = ReadonlyMap<string, PackedFile>

const printable = /^[\w./\\:-]{1,100}$/

/** A name is only repeated to people where it cannot be more than a name; otherwise the place in the archive stands for it. */
const shown = (name: string, position: number): Place => ({ file: printable.test(name) ? name : `#${position}` })

const checkPath = (name: string, place: Place) => {
  if (/^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|\0/.test(name)) throw new Unreadable('roster.path_forbidden', place)
}

const checkName = (name: string, known: ReadonlySet<string>, place: Place) => {
  checkPath(name, place)
  if (/[/\\]/.test(name)) throw new Unreadable('roster.folder_inside', place)
  if (!known.has(name)) throw new Unreadable('roster.file_unknown', place)
}

const checkEntry = (entry: Entry, place: Place, limits: Limits) => {
  const symlink = ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000
  if (symlink) throw new Unreadable('roster.symlink', place)
  if (entry.isEncrypted()) throw new Unreadable('roster.encrypted', place)
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) throw new Unreadable('roster.compression_unknown', place)
  if (entry.uncompressedSize > limits.textBytes) throw new Unreadable('roster.text_too_large', place)
  const swollen = entry.uncompressedSize > limits.ratioAppliesFrom
  if (swollen && entry.uncompressedSize > entry.compressedSize * limits.ratio) throw new Unreadable('roster.zip_bomb', place)
}

const broken = (place: Place = {}) => new Unreadable('roster.zip_broken', place)

/** Everything the ZIP library throws is a package that cannot be read. */
const fromZip = async <T>(place: Place, step: () => Promise<T>): Promise<T> => {
  try {
    return await step()
  } catch {
    throw broken(place)
  }
}

async function* bytesOf(zip: ZipFile, entry: Entry, place: Place) {
  const stream = await fromZip(place, () => zip.openReadStreamPromise(entry))
  const chunks: AsyncIterator<Buffer> = stream[Symbol.asyncIterator]()
  let checksum = 0
  let size = 0
  try {
    for (;;) {
      const next = await fromZip(place, () => chunks.next())
      if (next.done) break
      size += next.value.length
      checksum = crc32(next.value, checksum)
      if (size > entry.uncompressedSize) throw broken(place)
      yield next.value
    }
  } finally {
    stream.destroy()
  }
  if (size !== entry.uncompressedSize || checksum !== entry.crc32) throw broken(place)
}

const entryName = (entry: Entry) =>
  yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true)

const nextEntry = async (entries: AsyncIterator<Entry>) => {
  const next = await fromZip({}, () => entries.next())
  return next.done ? undefined : next.value
}

/** Opens an archive and refuses it by its table of contents alone: names, links, locks, sizes. Nothing is unpacked here. */
const openFiles = async (bytes: Buffer, limits: Limits, check: (name: string, place: Place) => void): Promise<Archive> => {
  if (bytes.length > limits.packageBytes) throw new Unreadable('roster.package_too_large')
  const zip = await fromZip({}, () => yauzl.fromBufferPromise(bytes, { decodeStrings: false, lazyEntries: true }))
  if (zip.entryCount > limits.files) throw new Unreadable('roster.too_many_files')
  const entries = zip.eachEntry()[Symbol.asyncIterator]()
  const files = new Map<string, PackedFile>()
  let packed = 0
  let unpacked = 0
  for (let entry = await nextEntry(entries); entry; entry = await nextEntry(entries)) {
    const listed = entry
    const name = await fromZip({}, async () => entryName(listed))
    const place = shown(name, files.size + 1)
    check(name, place)
    checkEntry(entry, place, limits)
    if (files.has(name)) throw new Unreadable('roster.file_twice', place)
    packed += entry.compressedSize
    unpacked += entry.uncompressedSize
    if (unpacked > limits.textBytes) throw new Unreadable('roster.text_too_large', place)
    if (packed > bytes.length) throw new Unreadable('roster.zip_bomb', place)
    files.set(name, { name, size: entry.uncompressedSize, read: () => bytesOf(zip, listed, place) })
  }
  return files
}

/** Opens a package, whose files all have names of the format. */
export const openArchive = (bytes: Buffer, known: ReadonlySet<string>, limits: Limits): Promise<Archive> =>
  openFiles(bytes, limits, (name, place) => checkName(name, known, place))

/** Opens what Office writes: folders inside, and much that nobody reads. */
export const openOffice = (bytes: Buffer, limits: Limits): Promise<Archive> =>
  openFiles(bytes, { ...limits, files: limits.files * 16 }, checkPath)
