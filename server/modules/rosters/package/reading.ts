import type { RosterProblem } from '#contract/roster-problems.ts'
import { type Archive, openArchive } from './archive.ts'
import { checkRoster } from './checks.ts'
import { columnsOf, type RosterFile, rosterFiles } from './columns.ts'
import { type Limits, limits as usualLimits } from './limits.ts'
import { knownFiles, type Manifest, readManifest } from './manifest.ts'
import { noProblems, type Problems, Unreadable, unlessUnreadable } from './problems.ts'
import { type Known, type References, references } from './references.ts'
import { keepRow, type Roster } from './roster.ts'
import { readSheet } from './rows.ts'

/** A package is either a roster, perhaps with warnings, or refused with at least one error. */
export type Reading = { roster: Roster | undefined; problems: RosterProblem[] }

type Context = { archive: Archive; manifest: Manifest; problems: Problems; refs: References; limits: Limits }

const readFile = async (file: RosterFile, roster: Roster, { archive, manifest, problems, refs, limits }: Context) => {
  const packed = archive.get(`${file}.csv`)
  const mode = manifest.modes[file]
  if (!packed || !mode) return
  const columns = columnsOf[manifest.version][file]
  if (!columns) return problems.add('roster.file_unknown', { file: `${file}.csv` })
  const sheet = { file, mode, version: manifest.version, columns, limits }
  try {
    await readSheet(packed, sheet, problems, refs, (cells) => keepRow(roster, file, cells))
  } catch (error) {
    if (!(error instanceof Unreadable) || error.code === 'roster.too_many_problems') throw error
    problems.stop(error)
    refs.distrust(file)
  }
}

const readRoster = async (bytes: Buffer, known: Known, limits: Limits, problems: Problems) => {
  const archive = await openArchive(bytes, knownFiles, limits)
  const manifest = await readManifest(archive, problems, limits)
  const refs = references(manifest, known, problems)
  const { version, modes } = manifest
  const roster: Roster = {
    version,
    modes,
    orgs: [],
    sessions: [],
    courses: [],
    classes: [],
    users: [],
    roles: [],
    enrolments: [],
  }
  for (const file of rosterFiles) await readFile(file, roster, { archive, manifest, problems, refs, limits })
  checkRoster(roster, problems)
  return roster
}

/** Reads a OneRoster 1.1 or 1.2 package; `known` says which ids earlier packages of the same source brought. */
export const readPackage = async (bytes: Buffer, known: Known = () => false, limits: Limits = usualLimits): Promise<Reading> => {
  const problems = noProblems()
  const roster = await unlessUnreadable(problems, () => readRoster(bytes, known, limits, problems))
  return { roster: problems.hasErrors() ? undefined : roster, problems: problems.list }
}
