import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { tilePath } from './tiles.ts'

/** An entry bundle as C2SP tlog-tiles writes it: each leaf behind its length in two bytes. */
export const encodeBundle = (leaves: readonly Buffer[]): Buffer =>
  Buffer.concat(
    leaves.flatMap((leaf) => {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(leaf.length)
      return [length, leaf]
    }),
  )

/** The leaves of a bundle; undefined where the bytes are no bundle. */
export const decodeBundle = (bytes: Buffer): Buffer[] | undefined => {
  const leaves: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const end = at + 2 + (at + 2 <= bytes.length ? bytes.readUInt16BE(at) : Number.POSITIVE_INFINITY)
    if (end > bytes.length) return undefined
    leaves.push(bytes.subarray(at + 2, end))
    at = end
  }
  return leaves
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** The folder of the bundles of all logs, under the paths that tiles have. They are not published: see `docs/ledger.md`. */
export const bundleFolder = (folder: string) => {
  const fileOf = (epoch: number, number: number) => path.join(folder, `${epoch}`, tilePath('entries', number))
  return {
    has: (epoch: number, number: number): boolean => fs.existsSync(fileOf(epoch, number)),
    read: (epoch: number, number: number): Buffer | undefined => {
      try {
        return fs.readFileSync(fileOf(epoch, number))
      } catch (error) {
        if (isMissing(error)) return undefined
        throw error
      }
    },
    /** Whole and on disk, or not at all. */
    write: (epoch: number, number: number, leaves: readonly Buffer[]): void => {
      const file = fileOf(epoch, number)
      fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
      const draft = `${file}.${randomBytes(6).toString('hex')}.draft`
      fs.writeFileSync(draft, encodeBundle(leaves), { mode: 0o400, flush: true })
      fs.renameSync(draft, file)
    },
    remove: (epoch: number, number: number): void => fs.rmSync(fileOf(epoch, number), { force: true }),
  }
}
export type BundleFolder = ReturnType<typeof bundleFolder>
