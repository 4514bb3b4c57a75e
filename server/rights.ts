import fs from 'node:fs'
import path from 'node:path'
import type * as z from 'zod/mini'
import { erasePerson, exportPerson, previewErasure } from '#contract/privacy.ts'
import { loadWords } from '#i18n/load.ts'
import type { Action } from '#kernel/action.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Installation } from '#kernel/installation.ts'
import { erasing, exporting, previewing } from '#modules/privacy/rights.ts'
import { personNamed, schoolsNamed, systemIn, type Who } from '#modules/rosters/commanding.ts'
import { withInstallation } from './opening.ts'

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

const perform = async <S extends z.ZodMiniType>(
  installation: Installation,
  action: Action,
  who: Who,
  id: string,
  output: S,
): Promise<z.output<S>> => {
  try {
    return output.parse((await action.perform(installation, who, { params: { id }, query: { locale: 'en' }, body: {} })).output)
  } catch (error) {
    if (error instanceof Refusal) throw new Error(loadWords().en(`errors.${error.code}`))
    throw error
  }
}

/** Writes a person's export into a folder: a page to read without anything, the same as data, and what each field means. */
export const exportTo = ({ to = '.', ...wishes }: Wishes & { to: string | undefined }): Promise<number> =>
  withInstallation(async ({ installation }) => {
    const { who, id } = await here(installation, wishes)
    const { html, meaning, ...data } = await perform(installation, exporting, who, id, exportPerson.output)
    const folder = path.join(to, `preau-export-${data.exportId}`)
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
    for (const [name, text] of Object.entries({
      'export.html': html,
      'export.json': JSON.stringify(data, null, 2),
      'meaning.json': JSON.stringify(meaning, null, 2),
    }))
      fs.writeFileSync(path.join(folder, name), text, { mode: 0o600 })
    console.log(`Written to ${folder}: export.html to read, export.json as data, meaning.json with what each field means.`)
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
