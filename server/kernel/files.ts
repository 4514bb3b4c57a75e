import type { FileStore } from '#vault/stores.ts'

/** Where the sealed files of an installation are. */
export type Files = FileStore

/** Looks for viruses in what passes by. Throws `ScannerAway` where it could not be asked. */
export type Scanner = (body: AsyncIterable<Buffer>) => Promise<'clean' | 'infected' | 'not_scannable'>

/** The scanner could not be reached: the file waits. */
export class ScannerAway extends Error {}
