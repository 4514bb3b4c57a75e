import fs from 'node:fs'
import path from 'node:path'
import { type Announcement, announce } from '#modules/notices/index.ts'
import { withInstallation } from '#server/starting/opening.ts'
import { writeNow } from '#server/working/writing-status.ts'
import { Misunderstood } from './command.ts'

type Wishes = { kind: string | undefined; from: string | undefined; until: string | undefined; high: boolean | undefined }

/** `plan.pt-BR.txt`: the part before the last is the language, the first line the title. */
export const textIn = (file: string) => {
  const language = path.basename(file).split('.').at(-2) ?? ''
  if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$/.test(language))
    throw new Misunderstood(`'${file}' does not say its language: call it like plan.fr.txt`)
  const [title = '', ...rest] = fs.readFileSync(file, 'utf8').replaceAll('\r\n', '\n').split('\n')
  return { language, title: title.trim(), text: rest.join('\n').trim() }
}

/** An instant as somebody typed it, with its zone. */
export const instantOf = (name: string, typed: string) => {
  const at = new Date(typed)
  if (Number.isNaN(at.getTime()) || !/[zZ]$|[+-]\d\d:?\d\d$/.test(typed))
    throw new Misunderstood(`--${name} is an instant with its zone, as 2026-12-01T20:00Z`)
  return at
}

/** What was typed, as an announcement. */
export const announcementFrom = (files: readonly string[], { kind = 'product', from, until, high }: Wishes): Announcement => {
  if (kind !== 'product' && kind !== 'maintenance') throw new Misunderstood(`--kind is product or maintenance, not '${kind}'`)
  if (!from) throw new Misunderstood('--from is missing: from when on does it hold?')
  return {
    ...{ kind, impact: high ? 'high' : 'low', texts: files.map(textIn) },
    effectiveFrom: instantOf('from', from),
    effectiveUntil: until ? instantOf('until', until) : null,
  }
}

/** Announces it in every school of this installation; sent again, it is there once. */
export const announceFrom = (files: readonly string[], wishes: Wishes): Promise<number> =>
  withInstallation(async ({ installation, settings }) => {
    const { told, schools } = await announce(installation, announcementFrom(files, wishes))
    await writeNow(installation, settings.statusFolder)
    console.log(`Told ${told} of ${schools} ${schools === 1 ? 'school' : 'schools'}${told < schools ? '; the others knew' : ''}.`)
    return 0
  })
