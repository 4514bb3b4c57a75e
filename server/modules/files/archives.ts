import { buffer } from 'node:stream/consumers'
import yauzl from 'yauzl'
import type { FileType } from '#contract/files.ts'
import { type FileKey, readFile, type Stored } from '#vault/files.ts'
import type { FileStore } from '#vault/stores.ts'

const MOST_ENTRIES = 20_000
const BLOCK = 262_144

/** Which document an archive is, by the one entry that only that has. */
const marks: Readonly<Record<string, FileType>> = {
  'word/document.xml': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'xl/workbook.xml': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'ppt/presentation.xml': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
}

type Read = (start: number, end: number) => Promise<Buffer>
type Told = (error: Error | null) => void

/** What the ZIP library reads from: it asks for a few bytes at a time, and gets them from a block that is fetched and opened once. */
class Blocks extends yauzl.RandomAccessReader {
  /** What the store failed with: that is no fault of the archive. */
  failure: unknown
  readonly fetch: Read
  held: { nth: number; bytes: Promise<Buffer> } = { nth: -1, bytes: Promise.resolve(Buffer.alloc(0)) }
  constructor(fetch: Read) {
    super()
    this.fetch = fetch
  }
  block(nth: number) {
    if (this.held.nth !== nth) this.held = { nth, bytes: this.fetch(nth * BLOCK, (nth + 1) * BLOCK - 1) }
    return this.held.bytes
  }
  async fill(to: Buffer, offset: number, length: number, position: number) {
    for (let done = 0; done < length; ) {
      const at = position + done
      const bytes = await this.block(Math.floor(at / BLOCK))
      const count = bytes.copy(to, offset + done, at % BLOCK, (at % BLOCK) + length - done)
      if (count === 0) throw new RangeError('the archive ends before it should')
      done += count
    }
  }
  override read(to: Buffer, offset: number, length: number, position: number, told: Told) {
    this.fill(to, offset, length, position).then(
      () => told(null),
      (error: Error) => {
        if (!(error instanceof RangeError)) this.failure = error
        told(error)
      },
    )
  }
  override _readStreamForRange(): never {
    throw new Error('nothing is unpacked here')
  }
}

/** What an archive is by its table of contents; nothing where it is no document, or one with macros. */
export const documentIn = async (store: FileStore, key: FileKey, stored: Stored): Promise<FileType | undefined> => {
  const blocks = new Blocks((start, end) => buffer(readFile(store, key, stored, { start, end })))
  try {
    const zip = await yauzl.fromRandomAccessReaderPromise(blocks, stored.size, { lazyEntries: true })
    if (zip.entryCount > MOST_ENTRIES) return undefined
    let found: FileType | undefined
    let hasContents = false
    for await (const { fileName } of zip.eachEntry()) {
      if (/vbaProject\.bin$/i.test(fileName)) return undefined
      hasContents ||= fileName === '[Content_Types].xml'
      found ??= marks[fileName]
    }
    return hasContents ? found : undefined
  } catch {
    if (blocks.failure) throw blocks.failure
    return undefined // whatever cannot be read as an archive is none of these
  }
}
