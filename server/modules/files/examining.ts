import { buffer } from 'node:stream/consumers'
import { type FileRefusal, type FileType, fileTypes } from '#contract/files.ts'
import { ScannerAway } from '#kernel/files.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { type FileKey, readFile, writeFile } from '#vault/files.ts'
import { newObjectName } from '#vault/stores.ts'
import { inTurn, type Picture, picturesOf } from './images.ts'

/** What is in the store of a file: under which name, and what it is. */
export type Kept = { object: string; size: number; hash: Buffer; type: FileType; width?: number; height?: number }
export type Thumbnail = Kept & { id: string; width: number; height: number }
/** What looking at a file came to. */
export type Examined =
  | { state: 'ready'; kept: Kept; thumbnail?: Thumbnail }
  | { state: 'scanning' }
  | { state: 'refused'; refusedFor: FileRefusal }

const keepPicture = async ({ files }: Installation, key: FileKey, { bytes, type, width, height }: Picture) => {
  async function* body() {
    yield bytes
  }
  const { name, size, hash } = await writeFile(files, key, newObjectName(), body())
  return { object: name, size, hash, type, width, height }
}

/** The original is replaced by what was made from its pixels; the position that a camera wrote into it goes with it. */
const examinePicture = async (installation: Installation, key: FileKey, kept: Kept): Promise<Examined> => {
  const pictures = await inTurn(async () => {
    const bytes = await buffer(readFile(installation.files, key, { name: kept.object, size: kept.size }))
    return picturesOf(bytes, kept.type)
  })
  if (typeof pictures === 'string') return { state: 'refused', refusedFor: pictures }
  const id = uuidv7()
  const whole = await keepPicture(installation, key, pictures.whole)
  try {
    const small = await keepPicture(installation, { ...key, fileId: id }, pictures.thumbnail) // the file's key, bound to another place
    return { state: 'ready', kept: whole, thumbnail: { ...small, id } }
  } catch (error) {
    await installation.files.remove(whole.object)
    throw error
  }
}

/** Shows a stored file to the scanner, where there is one, and makes pictures anew. */
export const examine = async (installation: Installation, key: FileKey, kept: Kept): Promise<Examined> => {
  const { scanner, files } = installation
  try {
    const verdict = scanner ? await scanner(readFile(files, key, { name: kept.object, size: kept.size })) : 'clean'
    if (verdict !== 'clean') return { state: 'refused', refusedFor: verdict }
  } catch (error) {
    if (error instanceof ScannerAway) return { state: 'scanning' }
    throw error
  }
  return fileTypes[kept.type].kind === 'image' ? examinePicture(installation, key, kept) : { state: 'ready', kept }
}
