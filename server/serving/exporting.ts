import * as z from 'zod/mini'
import { readPersonFile } from '#contract/ledger-reading.ts'
import type { Locale } from '#contract/locales.ts'
import { exportPerson } from '#contract/privacy.ts'
import { loadWords } from '#i18n/load.ts'
import type { Actor } from '#kernel/db.ts'
import { Refusal } from '#kernel/errors.ts'
import { html } from '#kernel/html.ts'
import type { Installation } from '#kernel/installation.ts'
import { type Item, pack } from '#modules/privacy/packing.ts'
import { exporting } from '#modules/privacy/rights.ts'
import { asCsv } from '#modules/privacy/tables-as-csv.ts'
import { fileOf } from '#modules/reads/filing.ts'

type Who = Omit<Actor, 'purpose' | 'action'>
type Whose = {
  id: string
  locale: Locale | undefined
  only?: 'portable' | null
  copy?: string | null
  /** What lies on top where somebody hands the copy over. */
  letter?: (covered: Told['covered']) => string
}

const nothingToShow = (): string => {
  const all = Object.values(loadWords())
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${all.map((t) => t('privacy.sheet.who_saw')).join(' · ')}</title></head><body>
${all.map((t) => html`<p lang="${t.locale}">${t('privacy.sheet.who_saw_none')}</p>`)}</body></html>`.markup
}

/** Who saw what of this person, as a page that proves itself; where nothing is signed yet, or it is not for whoever asks, a page that says so. */
const whoSaw = async (installation: Installation, who: Who, { id, locale }: Whose): Promise<string> => {
  try {
    const { output } = await fileOf.perform(installation, who, { params: { id }, query: { locale }, body: {} })
    return readPersonFile.output.parse(output).html
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return nothingToShow()
  }
}

const bare = (table: string) => table.split('.')[1] ?? table

type Told = z.output<typeof exportPerson.output>
const { html: _, timeline: __, messages: ___, photos: ____, meaning: _____, ...told } = exportPerson.output.shape
/** What `export.json` looks like, in words that machines read; published, and in every archive. */
export const exportSchema = JSON.stringify(
  { title: 'preau-export/1', ...z.toJSONSchema(z.object(told), { io: 'output', unrepresentable: 'any' }) },
  null,
  2,
)

/** Everything that is held about a person, as files that belong together: pages, data, what they mean, who saw them, and the person's own files. */
export const archiveOf = async (
  installation: Installation,
  who: Who,
  whose: Whose,
): Promise<{ exportId: string; items: Item[] }> => {
  const { id, locale, only, copy, letter } = whose
  const asked = { params: { id }, query: { locale, ...(only && { only }), ...(copy && { copy }) }, body: {} }
  const { output } = await exporting.perform(installation, who, asked)
  const { html: sheet, timeline, messages, photos, meaning, files, ...data } = exportPerson.output.parse(output)
  const pages = {
    ...(letter && { 'letter.html': letter(data.covered) }),
    'index.html': timeline,
    'messages.html': messages,
    'photos.html': photos,
    'export.html': sheet,
    'who-saw.html': await whoSaw(installation, who, whose),
    'export.json': JSON.stringify({ ...data, files }, null, 2),
    'meaning.json': JSON.stringify(meaning, null, 2),
    'schema.json': exportSchema,
    ...Object.fromEntries(data.tables.map(({ table, rows }) => [`csv/${bare(table)}.csv`, asCsv(rows as never)])),
  }
  return { exportId: data.exportId, items: await pack(installation, who, pages, files, data, copy) }
}
