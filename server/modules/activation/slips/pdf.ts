import type { Readable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { SlipSheets } from '#contract/activation.ts'
import type { Locale } from '#contract/locales.ts'
import type { Words } from '#i18n/words.ts'
import { sheetsOf } from './packing.ts'
import { drawCuts, drawSeparator, drawSlip, type Print, sheet } from './sheet.ts'
import { penOf } from './writing.ts'

/** How many pages a print has: a sheet before each section, and its slips. */
export const pagesOf = ({ sections }: Pick<SlipSheets, 'sections'>): number =>
  sections.reduce((sum, { slips }) => sum + 1 + sheetsOf(slips).length, 0)

const nextPage = (print: Print) => print.doc.addPage({ size: [sheet.width, sheet.height], margin: 0 })

const drawAll = async (print: Print, sections: SlipSheets['sections']) => {
  const { doc } = print
  const whole = doc.struct('Document')
  doc.addStructure(whole)
  for (const { label, slips } of sections) {
    const sheets = sheetsOf(slips)
    nextPage(print)
    whole.add(drawSeparator(print, label, slips, sheets.length))
    for (const some of sheets) {
      nextPage(print)
      drawCuts(doc)
      for (const [nth, slip] of some.entries()) whole.add(drawSlip(print, slip, label, nth))
      await nextTurn() // others have their turn between two sheets, and what is ready goes out
    }
  }
  whole.end()
  doc.end()
}

/** A print as a tagged PDF (PDF/UA), page by page as it is drawn: it is nowhere as a whole. */
export const slipsAsPdf = async (sheets: SlipSheets, words: Record<Locale, Words>): Promise<Readable> => {
  const { default: PDFDocument } = await import('pdfkit')
  const { school, origin, sections } = sheets
  const title = words[school.locale]('slips.title', { school: school.name })
  const options: PDFKit.PDFDocumentOptions = {
    ...{ tagged: true, pdfVersion: '1.7', lang: school.locale, displayTitle: true, autoFirstPage: false },
    info: { Title: title, Producer: 'Préau', Creator: 'Préau' },
  }
  const asUa: object = { subset: 'PDF/UA' } // a word that the types do not have
  const doc = new PDFDocument({ ...options, ...asUa })
  const pen = penOf(doc)
  drawAll({ doc, pen, school, origin, words }, sections).catch((error: unknown) =>
    doc.destroy(error instanceof Error ? error : undefined),
  )
  return doc
}
