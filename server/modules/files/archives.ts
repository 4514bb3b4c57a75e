import { Readable } from 'node:stream'
import yauzl from 'yauzl'
import type { FileType } from '#contract/files.ts'
import { type FileKey, readFile, type Stored } from '#vault/files.ts'
import type { FileStore } from '#vault/stores.ts'

const MOST_ENTRIES = 20_000

/** Which document an archive is, by the one entry that only that has. */
const marks: Readonly<Record<string, FileType>> = {
  'word/document.xml': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'xl/workbook.xml': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'ppt/presentation.xml': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
}

/** Reads parts of a sealed file where the ZIP library wants them. */
class Parts extends yauzl.RandomAccessReader {
  /** What the store failed with: that is no fault of the archive. */
  failure: unknown
  readonly part: (start: number, end: number) => AsyncGenerator<Buffer>
  constructor(part: Parts['part']) {
    super()
    this.part = part
  }
  override _readStreamForRange(start: number, end: number) {
    const stream = Readable.from(this.part(start, end - 1), { objectMode: false })
    return stream.on('error', (error) => {
      this.failure = error
    })
  }
}

/** What an archive is by its table of contents; nothing where it is no document, or one with macros. */
export const documentIn = async (store: FileStore, key: FileKey, stored: Stored): Promise<FileType | undefined> => {
  const parts = new Parts((start, end) => readFile(store, key, stored, { start, end }))
  try {
    const zip = await yauzl.fromRandomAccessReaderPromise(parts, stored.size, { lazyEntries: true })
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
    if (parts.failure) throw parts.failure
    return undefined // whatever cannot be read as an archive is none of these
  }
}
