import { constants, type Dirent } from 'node:fs'
import fs from 'node:fs/promises'
import path from 'node:path'
import { mostPackageBytes } from '#contract/rosters.ts'
import type { Installation } from '#kernel/installation.ts'
import { schools } from '#kernel/schools.ts'
import { arrive } from '#modules/rosters/arriving.ts'

const EVERY = 60_000
const TAKEN = '.taken-' // a name that no upload has: of two processes that look, one can give it
const isRoster = /^[^.].*\.(zip|xlsx|csv|txt)$/i

const filesIn = async (folder: string): Promise<string[]> => {
  const found: Dirent[] = await fs.readdir(folder, { withFileTypes: true }).catch(() => [])
  return found.filter((one) => one.isFile() && isRoster.test(one.name)).map(({ name }) => name)
}

const exists = (file: string) =>
  fs.lstat(file).then(
    () => true,
    () => false,
  )

/** Reads a file that somebody else put there: never through a link, and never more than a package may weigh. */
const read = async (file: string): Promise<Buffer | undefined> => {
  const handle = await fs.open(file, constants.O_RDONLY | constants.O_NOFOLLOW)
  try {
    const { size } = await handle.stat()
    return size > mostPackageBytes ? undefined : await handle.readFile()
  } finally {
    await handle.close()
  }
}

/** Looks into the folder of each school, by its slug, and takes what is complete. `seen` is how each file stood when it was last looked at. */
export const lookForArrivals = async (installation: Installation, folder: string, seen: Map<string, string>): Promise<void> => {
  for (const { schoolId, slug } of await schools(installation)) {
    const at = path.join(folder, slug)
    for (const name of await filesIn(at)) {
      const file = path.join(at, name)
      const { size, mtimeMs } = await fs.lstat(file)
      const isSaid = await exists(`${file}.done`)
      const before = seen.get(file)
      seen.set(file, `${size} ${mtimeMs}`)
      if (isSaid || before === `${size} ${mtimeMs}`) await take(installation, schoolId, at, name)
    }
  }
}

/** A file that was read is removed, whatever became of it: names in clear do not lie about. What could not be tried stays for the next look. */
const take = async (installation: Installation, schoolId: string, at: string, name: string) => {
  const [file, taken] = [path.join(at, name), path.join(at, `${TAKEN}${name}`)]
  const isOurs = await fs.rename(file, taken).then(
    () => true,
    () => false,
  )
  if (!isOurs) return
  try {
    const bytes = await read(taken)
    const outcome = bytes ? await arrive(installation, schoolId, bytes) : 'too_large'
    installation.log.info({ outcome, schoolId }, 'a roster arrived')
    await fs.rm(taken, { force: true })
    await fs.rm(`${file}.done`, { force: true })
  } catch (error) {
    installation.log.error({ err: error, schoolId }, 'a roster could not be taken in')
    await fs.rename(taken, file).catch(() => undefined)
  }
}

/** Looks once a minute, until what it answers is called. */
export const startArrivals = (installation: Installation, folder: string): (() => Promise<void>) => {
  const seen = new Map<string, string>()
  let looking: Promise<void> | undefined
  const look = () => {
    looking ??= lookForArrivals(installation, folder, seen)
      .catch((err: unknown) => installation.log.error({ err }, 'the folders of rosters could not be looked into'))
      .finally(() => {
        looking = undefined
      })
  }
  const timer = setInterval(look, EVERY)
  return async () => {
    clearInterval(timer)
    await looking
  }
}
