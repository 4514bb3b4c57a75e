import fs from 'node:fs/promises'
import path from 'node:path'
import type { Installation } from '#kernel/installation.ts'
import { schools } from '#kernel/schools.ts'
import { readStanding, type Standing } from '#modules/status/reading.ts'
import { stillFiles } from '#server/pages/status-still.ts'

/** A file is there whole or not at all: it is written beside, and then takes its place. */
const writeWhole = async (file: string, text: string) => {
  const draft = path.join(path.dirname(file), `.${path.basename(file)}.draft`)
  await fs.writeFile(draft, text, { mode: 0o644 })
  await fs.rename(draft, file)
}

const isOldSheet = (name: string, kept: ReadonlyMap<string, string>) => /^style-[0-9a-f]+\.css$/.test(name) && !kept.has(name)

/** Writes the state of the service where a plain file server finds it; the first page is in the language of the first school. */
export const writeStill = async (folder: string, standing: Standing, installation: Installation): Promise<void> => {
  const first = await schools(installation).then(
    ([school]) => school?.locale ?? 'en',
    () => 'en' as const, // the database may be what is away
  )
  const files = stillFiles(standing, installation.origin, first)
  await fs.mkdir(folder, { recursive: true, mode: 0o755 })
  for (const [name, text] of files) await writeWhole(path.join(folder, name), text)
  const old = (await fs.readdir(folder)).filter((name) => isOldSheet(name, files))
  await Promise.all(old.map((name) => fs.rm(path.join(folder, name), { force: true })))
}

/** The same with what is so at this moment: after each change by whoever runs the machine. */
export const writeNow = async (installation: Installation, folder: string | undefined): Promise<void> => {
  if (folder) await writeStill(folder, await readStanding(installation), installation)
}
