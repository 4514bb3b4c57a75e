import { type FileKind, type FileRefusal, type FileType, fileTypes } from '#contract/files.ts'

/** As much of the beginning as the sniffing of any type needs. */
export const HEAD = 65_536

/** What the first bytes say: a type, an archive whose table of contents has to be asked, or nothing that is taken. */
export type Sniffed = FileType | 'archive' | 'heic' | undefined

const other: Readonly<Record<string, Exclude<Sniffed, undefined>>> = {
  'image/apng': 'image/png',
  'video/x-m4v': 'video/mp4',
  'application/zip': 'archive',
  'image/heic': 'heic',
  'image/heif': 'heic',
  'image/heic-sequence': 'heic',
  'image/heif-sequence': 'heic',
}
const isTaken = (type: string): type is FileType => Object.hasOwn(fileTypes, type)

/** Signs that a text is more than a text: markup, or something that a machine would run. */
const active = /^\s*(?:<|#!|%!|@echo\b)|<(?:!doctype|html|script|svg|body|iframe)\b/i

/** A text is UTF-8 without control characters, and no markup: nothing else says what it is. */
const isText = (head: Buffer) => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: head.length >= HEAD }) // its last sign may be cut
    return !/[^\P{Cc}\t\n\r\f]/u.test(text) && !active.test(text)
  } catch {
    return false
  }
}

/** Says what a file is by its first bytes. What its name or its sender say of it is not asked. */
export const sniff = async (head: Buffer): Promise<Sniffed> => {
  if (head.length === 0) return undefined
  const { fileTypeFromBuffer } = await import('file-type')
  const mime = (await fileTypeFromBuffer(head))?.mime
  if (mime === undefined) return isText(head) ? 'text/plain' : undefined
  return isTaken(mime) ? mime : other[mime]
}

/** How large a file of each kind may be. */
export type Limits = Readonly<Record<FileKind, number>>
export const mostOf = (type: FileType | 'archive', limits: Limits): number =>
  limits[type === 'archive' ? 'document' : fileTypes[type].kind]

/** What a type was before it was taken in is not said by a name: `photo.png` that is served as WebP is `photo.webp`. */
export const nameFor = (name: string, type: FileType): string => {
  const { extensions } = fileTypes[type]
  const [, stem = name, extension = ''] = /^(.*\S)\.(\w{1,8})$/su.exec(name) ?? []
  if (extensions.some((one) => one === extension.toLowerCase())) return name
  const images = Object.values(fileTypes).filter(({ kind }) => kind === 'image')
  const wasImage = images.some((one) => (one.extensions as readonly string[]).includes(extension.toLowerCase()))
  return `${wasImage && fileTypes[type].kind === 'image' ? stem : name}.${extensions[0]}`
}

/** The error of the same name, for one who is still there to hear it. */
export const errorOf = (refusal: FileRefusal): `file.${FileRefusal}` => `file.${refusal}`
