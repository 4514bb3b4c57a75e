import fs from 'node:fs'
import path from 'node:path'
import type { RosterProblem, RosterProblemCode } from '#contract/roster-problems.ts'
import { mostPackageBytes, type RosterPreview } from '#contract/rosters.ts'
import { loadWords } from '#i18n/load.ts'
import type { Word, Words } from '#i18n/words.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Installation } from '#kernel/installation.ts'
import type { School } from '#kernel/schools.ts'
import { applyPackage, personNamed, previewPackage, schoolsNamed, systemIn, type Who } from '#modules/rosters/commanding.ts'
import { withInstallation } from '#server/starting/opening.ts'

type Wishes = {
  file: string
  school: string | undefined
  source: string | undefined
  dryRun: boolean
  leaving: boolean
  as: string | undefined
}

const readFile = (file: string): Buffer => {
  const found = fs.statSync(file, { throwIfNoEntry: false })
  if (!found?.isFile()) throw new Error(`there is no file '${file}'`)
  if (found.size > mostPackageBytes) throw new Error(`'${file}' is larger than ${mostPackageBytes >> 20} MB`)
  return fs.readFileSync(file)
}

const schoolOf = async (installation: Installation, name: string | undefined): Promise<School> => {
  const [school, ...others] = name === undefined ? [] : await schoolsNamed(installation, name)
  if (name === undefined) throw new Error('which school? --school NAME, its slug or exactly its name')
  if (!school) throw new Error(`there is no school '${name}': --school takes its slug, or exactly its name`)
  if (others.length > 0)
    throw new Error(
      `several schools are called '${name}': name one by its slug (${[school, ...others].map(({ slug }) => slug).join(', ')})`,
    )
  return school
}

const short = (code: string) => code.slice('roster.'.length)

/** One problem in words, with its place: what whoever made the file has to look at. */
const said = (t: Words, { code, file, line, column, value }: RosterProblem) => {
  const place: Word = column ? 'rosters.place.column' : line ? 'rosters.place.line' : 'rosters.place.file'
  const what = t(
    `rosters.problem.${short(code)}` as `rosters.problem.${RosterProblemCode extends `roster.${infer Rest}` ? Rest : never}`,
    { value: value ?? '' },
  )
  return file ? `${t(place, { file, line: line ?? 0, column: column ?? '' })}: ${what}` : what
}

const tell = (problems: readonly RosterProblem[], t: Words, to: (line: string) => void) => {
  for (const problem of problems) to(`  ${said(t, problem)}`)
}

const some = ({ arriving, changing, leaving }: RosterPreview['counts']['person']) => arriving + changing + leaving > 0

const summary = ({ counts, known }: RosterPreview, school: School) => {
  const line = (what: string, { arriving, changing, leaving }: RosterPreview['counts']['person']) =>
    `  ${what.padEnd(13)}${`${arriving}`.padStart(8)} new ${`${changing}`.padStart(8)} changed ${`${leaving}`.padStart(8)} leaving`
  const rows = [
    line('people', counts.person),
    line('classes', counts.class),
    line('places', counts.enrolment),
    line('guardians', counts.guardianship),
    ...(some(counts.contact) ? [line('to call', counts.contact)] : []),
    ...(some(counts.fetching) ? [line('may fetch', counts.fetching)] : []),
  ]
  return [
    `${school.name}: ${known} people of this source are known.`,
    ...rows,
    ...(counts.year.arriving > 0 ? [line('school years', counts.year)] : []),
  ].join('\n')
}

const carryOut = async (installation: Installation, who: Who, preview: RosterPreview, leaving: boolean) => {
  if (preview.asksAgain && !leaving) {
    console.error(
      `Nothing was imported: ${preview.counts.person.leaving} of ${preview.known} people of this source would leave. If that is meant, say --leaving.`,
    )
    return 1
  }
  const { state } = await applyPackage(installation, who, preview.id, leaving)
  console.log(state === 'applied' ? 'Imported.' : 'Nothing was imported: the school has changed since. Run it again.')
  return state === 'applied' ? 0 : 1
}

const importInto = async (installation: Installation, wishes: Wishes): Promise<number> => {
  const bytes = readFile(wishes.file)
  const school = await schoolOf(installation, wishes.school)
  const t = loadWords().en
  const who = wishes.as === undefined ? systemIn(school.schoolId) : await personNamed(installation, school.schoolId, wishes.as)
  if (!who) throw new Error(`there is no '${wishes.as}' in ${school.name}`)
  try {
    const preview = await previewPackage(installation, who, bytes, wishes.source)
    tell(preview.problems, t, console.error)
    console.log(summary(preview, school))
    if (preview.touched === 0) console.log('Nothing to change: the school already has all of this.')
    return preview.touched === 0 || wishes.dryRun ? 0 : await carryOut(installation, who, preview, wishes.leaving)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const problems =
      error.code === 'roster.refused' && Array.isArray(error.details?.['problems']) ? error.details['problems'] : []
    console.error(`${path.basename(wishes.file)}: ${t(`errors.${error.code}`)}`)
    tell(problems, t, console.error)
    return 1
  }
}

/** Imports a package from the command line, whether or not the server runs; through the same actions as the page. */
export const importPackage = (wishes: Wishes): Promise<number> =>
  withInstallation(({ installation }) => importInto(installation, wishes))
