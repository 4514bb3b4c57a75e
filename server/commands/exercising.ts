import fs from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type * as z from 'zod/mini'
import { erasePerson, previewErasure } from '#contract/privacy.ts'
import { loadWords } from '#i18n/load.ts'
import type { Action } from '#kernel/action.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Installation } from '#kernel/installation.ts'
import type { Item } from '#modules/privacy/packing.ts'
import { erasing, previewing } from '#modules/privacy/rights.ts'
import { personNamed, schoolsNamed, systemIn, type Who } from '#modules/rosters/commanding.ts'
import { archiveOf } from '#server/serving/exporting.ts'
import { withInstallation } from '#server/starting/opening.ts'

type Wishes = { username: string; school: string | undefined; as: string | undefined }

const here = async (installation: Installation, { username, school: name, as }: Wishes) => {
  const [school, ...others] = name === undefined ? [] : await schoolsNamed(installation, name)
  if (!school || others.length) throw new Error('which school? --school NAME, its slug or exactly its name')
  const person = await personNamed(installation, school.schoolId, username)
  if (!person) throw new Error(`there is no '${username}' in ${school.name}`)
  const who = as === undefined ? systemIn(school.schoolId) : await personNamed(installation, school.schoolId, as)
  if (!who) throw new Error(`there is no '${as}' in ${school.name}`)
  return { who, id: person.personId, school }
}

/** A refusal is one line for whoever typed. */
const inWords = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refusal) throw new Error(loadWords().en(`errors.${error.code}`))
    throw error
  }
}

const perform = async <S extends z.ZodMiniType>(
  installation: Installation,
  action: Action,
  who: Who,
  id: string,
  output: S,
): Promise<z.output<S>> => {
  const answer = await inWords(() => action.perform(installation, who, { params: { id }, query: { locale: 'en' }, body: {} }))
  return output.parse(answer.output)
}

/** Every item into a folder, one after the other, as it is read. */
export const writeItems = async (folder: string, items: readonly Item[]) => {
  for (const { path: name, bytes } of items) {
    const file = path.join(folder, name)
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
    await pipeline(bytes(), fs.createWriteStream(file, { mode: 0o600, flags: 'wx' }))
  }
}

/** Writes a person's export into a folder: a page to read without anything, the files that it leads to, the same as data, who saw it. */
export const exportTo = ({ to = '.', ...wishes }: Wishes & { to: string | undefined }): Promise<number> =>
  withInstallation(async ({ installation }) => {
    const { who, id } = await here(installation, wishes)
    const { exportId, items } = await inWords(() => archiveOf(installation, who, { id, locale: 'en' }))
    const folder = path.join(to, `preau-export-${exportId}`)
    await writeItems(folder, items)
    console.log(
      `Written to ${folder}: export.html to read, with files/ beside it; export.json as data, meaning.json with what each field means; who-saw.html; manifest.json with the SHA-256 of each.`,
    )
    return 0
  })

const previewed = async (installation: Installation, who: Who, id: string) => {
  const { outcomes, withAccount } = await perform(installation, previewing, who, id, previewErasure.output)
  for (const { what, rows, outcome, because, until } of outcomes)
    console.log(
      `  ${outcome.padEnd(9)}${`${rows}`.padStart(6)}  ${what}${until ? `, until ${until}` : ''}${because ? `: ${because}` : ''}`,
    )
  console.log(
    withAccount
      ? 'The account goes too: it is nobody’s in any other school.'
      : 'The account stays: it is somebody’s in another school, or there is none.',
  )
}

/** Shows what erasing a person would do and, told to, does it. */
export const eraseNamed = ({
  preview,
  yes,
  ...wishes
}: Wishes & { preview: boolean | undefined; yes: boolean | undefined }): Promise<number> =>
  withInstallation(async ({ installation }) => {
    const { who, id } = await here(installation, wishes)
    await previewed(installation, who, id)
    if (preview) return 0
    if (!yes) {
      console.error('Nothing was erased. If that is what is wanted, say --yes: nobody can undo it.')
      return 1
    }
    const done = await perform(installation, erasing, who, id, erasePerson.output)
    console.log(
      `Erased: ${done.deleted} rows deleted, ${done.detached} detached, ${done.keys} keys destroyed. In every copy by ${done.holdsEverywhereBy}.\nCode of the certificate: ${done.code}`,
    )
    return 0
  })
