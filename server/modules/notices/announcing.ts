import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import { type Impact, impacts, mostLanguages } from '#contract/notices.ts'
import { writeNotice } from '#contract/notices-writing.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { schoolYearOn } from '#kernel/school.ts'
import { schoolIds } from '#kernel/schools.ts'
import { asSchool } from '#kernel/system.ts'
import * as queries from './notices.queries.ts'
import { classLife } from './sealed.ts'
import { insertTexts } from './texts.queries.ts'
import { sealTexts } from './writing.ts'

/** What whoever runs the installation tells every school: a change, or an interruption, from when on. */
export type Announcement = {
  kind: 'product' | 'maintenance'
  impact: Impact
  effectiveFrom: Date
  effectiveUntil: Date | null
  /** The first is the original. */
  texts: readonly { language: string; title: string; text: string }[]
}

const checked = z.object({
  kind: z.enum(['product', 'maintenance']),
  impact: z.enum(impacts),
  effectiveFrom: z.date(),
  effectiveUntil: z.nullable(z.date()),
  texts: writeNotice.body.shape.texts,
})

/** The same words with the same dates are one announcement, however often it is sent. */
const digestOf = ({ kind, effectiveFrom, effectiveUntil, texts }: Announcement) =>
  createHash('sha256')
    .update(JSON.stringify([kind, effectiveFrom, effectiveUntil, texts]))
    .digest()

const announceIn = (installation: Installation, schoolId: string, announcement: Announcement): Promise<boolean> =>
  asSchool(installation, schoolId, 'administration', 'notice.announce', async ({ tx, vault, now, emit }) => {
    const { kind, impact, effectiveFrom, effectiveUntil, texts } = announcement
    const [id, year] = [uuidv7(), await schoolYearOn(tx, schoolId, now)]
    // An interruption is everybody's; how Préau changes is told to those who work with it, and asked back from them where it is felt.
    const audience = await queries.audienceOf(tx, schoolId, kind === 'maintenance' ? 'school' : 'staff')
    const row = {
      ...{ schoolId, id, schoolYearId: year.id, authorId: null, kind, impact, effectiveFrom, effectiveUntil, createdAt: now },
      ...{ reason: null, announcement: digestOf(announcement), state: 'published' as const, publishAt: null, publishedAt: now },
      ...{ language: texts[0]?.language ?? '', asks: impact === 'high' ? (['staff'] as const).slice() : [] },
    }
    if (!(await queries.insertNotice(tx, row, [audience]))) return false
    const owners = await vault.epoch(tx, schoolId, classLife, year.fromOn)
    const typed = texts.map((text, nth) => ({ ...text, place: nth + 1 }))
    await insertTexts(tx, await sealTexts({ tx, vault, schoolId, noticeId: id, owners, authorId: null, now }, typed))
    emit('notice.announced', { noticeId: id, kind, impact })
    emit('notice.addressed', { noticeId: id, audienceId: audience }, { audience })
    return true
  })

/** Tells every school of the installation; where it was told already, nothing happens. Answers how many were told now. */
export const announce = async (
  installation: Installation,
  announcement: Announcement,
): Promise<{ told: number; schools: number }> => {
  if (announcement.texts.length > mostLanguages || !checked.safeParse(announcement).success)
    throw new Error(
      'a notice needs a title, a text and a language for each file, no language twice, and an end after its beginning',
    )
  const { effectiveFrom, effectiveUntil } = announcement
  if (effectiveUntil && effectiveUntil <= effectiveFrom) throw new Error('the end must come after the beginning')
  const ids = await schoolIds(installation)
  let told = 0
  for (const schoolId of ids) if (await announceIn(installation, schoolId, announcement)) told += 1
  return { told, schools: ids.length }
}
