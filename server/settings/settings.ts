import fs from 'node:fs'
import path from 'node:path'
import type * as z from 'zod/mini'
import type { SettingRow } from './reading.ts'
import { rows } from './rows.ts'

type Read = { [Key in keyof typeof rows]: z.output<(typeof rows)[Key]['schema']> }

/** What this installation was told; where the keys are is always known. */
export type Settings = Read & { keys: string }

/** A bucket needs its key: both or neither. */
const isWithoutKey = ({ s3, s3Key, s3Secret }: Read) => s3 !== undefined && (s3Key === undefined || s3Secret === undefined)

/** As far as it exists, where a path really leads: a link must not hide that the keys lie in the data folder. */
const really = (place: string): string => {
  if (fs.existsSync(place)) return fs.realpathSync(place)
  const parent = path.dirname(place)
  return parent === place ? place : path.join(really(parent), path.basename(place))
}

const isInside = (inner: string, outer: string) => path.relative(really(outer), really(inner)).split(path.sep)[0] !== '..'

const oneOf = (row: SettingRow, env: NodeJS.ProcessEnv, wrong: string[]) => {
  const text = env[row.name]?.trim() || row.default
  const read = row.schema.safeParse(text)
  if (read.success) return read.data
  wrong.push(`${row.name} ${read.error.issues[0]?.message}${row.secret ? '' : `, not "${text}"`}`)
  return undefined
}

/** Reads the settings of an environment, or says what is wrong with all of them at once. */
export const settingsFrom = (env: NodeJS.ProcessEnv): Settings => {
  const wrong: string[] = []
  const read = Object.fromEntries(Object.entries(rows).map(([key, row]) => [key, oneOf(row, env, wrong)])) as Read
  if (wrong.length) throw new Error(wrong.join('\n'))
  if (isWithoutKey(read)) throw new Error('PREAU_S3 needs PREAU_S3_KEY and PREAU_S3_SECRET: the access key to the bucket')
  const keys = read.keys ?? `${read.data}-keys`
  if (isInside(keys, read.data)) {
    throw new Error(`PREAU_KEYS must lie beside the data folder, not inside: a backup of ${read.data} would hold its own keys`)
  }
  return { ...read, keys }
}

/** The settings of this process. */
export const readSettings = () => settingsFrom(process.env)

/** The environment of a program of somebody else's that we start: ours without what is secret. */
export const environmentOfOthers = (): Record<string, string> => {
  const secret = new Set(Object.values<SettingRow>(rows).flatMap((row) => (row.secret ? [row.name] : [])))
  const known = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || secret.has(name) ? [] : [[name, value]],
  )
  return Object.fromEntries(known)
}

/** The environment of a program that we start. */
export const environmentWith = (more: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({ ...process.env, ...more })
