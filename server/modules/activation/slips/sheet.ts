import type PDFDocument from 'pdfkit'
import { encode } from 'uqr'
import type { Slip, SlipSheets } from '#contract/activation.ts'
import { inGroups } from '#contract/activation-code.ts'
import { type Locale, languageOf, languages } from '#contract/locales.ts'
import { shortDay } from '#i18n/dates.ts'
import type { Words } from '#i18n/words.ts'
import type { Pen } from './writing.ts'

type Doc = InstanceType<typeof PDFDocument>

/** What every slip of a print has in common. */
export type Print = Pick<SlipSheets, 'school' | 'origin'> & { doc: Doc; pen: Pen; words: Record<Locale, Words> }

const mm = (millimetres: number) => (millimetres * 72) / 25.4
export const sheet = { width: mm(210), height: mm(297) }
const size = { width: sheet.width / 2, height: sheet.height / 4 }
const margin = mm(7)
const qr = { side: mm(27), quiet: 4 }
const grey = '#555'

type Door = NonNullable<Slip['door']>

/** What the square opens: what is secret stands behind #, where no server and no log sees it. */
const addressOf = (origin: string, { code, username, door }: Slip) =>
  door
    ? `${door.address}#${new URLSearchParams({ c: door.classCode, u: username, w: code })}`
    : `${origin}/first-sign-in#t=${code}`
const bare = (origin: string) => `${origin.replace(/^https?:\/\//, '')}/first-sign-in`

/** The modules as one path; around them as much white as a reader needs. */
const drawQr = (doc: Doc, text: string, x: number, y: number) => {
  const { size: modules, data } = encode(text, { ecc: 'M', border: 0 })
  const unit = qr.side / modules
  doc.fillColor('#000')
  for (const [row, cells] of data.entries())
    for (let from = 0; from < cells.length; from++) {
      if (!cells[from]) continue
      let to = from
      while (cells[to + 1]) to++
      doc.rect(x + from * unit, y + row * unit, (to - from + 1) * unit, unit)
      from = to
    }
  doc.fill()
  return unit * qr.quiet
}

type Line = { text: string; y: number; style: Parameters<Pen['write']>[4]; wide?: boolean; as?: 'H2' | 'P'; lang?: Locale }

/** A young pupil's: the words two by two, large enough for a child who has just learned to read. */
const doorLines = ({ words, school }: Print, slip: Slip, { classCode, address }: Door, who: string): Line[] => {
  const t = words[slip.locale]
  const [one = '', two = '', three = '', four = ''] = slip.code.split(' ')
  const others = languages.filter((language) => language !== languageOf(slip.locale))
  const plain = address.replace(/^https?:\/\//, '')
  return [
    { text: school.name, y: 8, style: { size: 8, colour: grey } },
    { text: who || slip.username, y: 23, style: { size: 12, weight: 'bold' }, as: 'H2' },
    { text: t('slips.door.class', { code: classCode }), y: 38, style: { size: 10 } },
    { text: t('slips.username', { username: slip.username }), y: 52, style: { size: 10 } },
    { text: t('slips.door.words'), y: 66, style: { size: 8 } },
    { text: `${one} ${two}`, y: 82, style: { size: 15, weight: 'bold' } },
    { text: `${three} ${four}`, y: 99, style: { size: 15, weight: 'bold' } },
    { text: t('slips.door.steps', { address: plain }), y: 115, style: { size: 8 }, wide: true },
    {
      text: t(slip.byHand ? 'slips.by_hand' : 'slips.door.keep'),
      ...{ y: 127, style: { size: 7.5, weight: slip.byHand ? 'bold' : 'regular' }, wide: true },
    },
    ...others.map(
      (locale, nth): Line => ({
        text: words[locale]('slips.door.in_short', { address: plain }),
        ...{ y: 141 + nth * 10, style: { size: 6.5, colour: grey }, wide: true, lang: locale },
      }),
    ),
  ]
}

const linesOf = (print: Print, slip: Slip, label: string, name: string): Line[] => {
  const { words, school, origin } = print
  const t = words[slip.locale]
  const who = [name, label].filter((part) => part !== '').join(' · ')
  if (slip.door) return doorLines(print, slip, slip.door, who)
  const until = shortDay(slip.locale, slip.until, school.timeZone)
  const others = languages.filter((language) => language !== languageOf(slip.locale))
  return [
    { text: school.name, y: 8, style: { size: 8, colour: grey } },
    { text: who || slip.username, y: 23, style: { size: 12, weight: 'bold' }, as: 'H2' },
    { text: t(`slips.for.${slip.reader}`), y: 34, style: { size: 8 } },
    { text: t('slips.username', { username: slip.username }), y: 51, style: { size: 9 } },
    { text: t('slips.code'), y: 65, style: { size: 8 } },
    { text: inGroups(slip.code), y: 80, style: { size: 14, weight: 'bold' } },
    { text: t('slips.until', { day: until }), y: 94, style: { size: 8 } },
    { text: t('slips.steps', { address: bare(origin) }), y: 112, style: { size: 7.5 }, wide: true },
    {
      text: t(slip.byHand ? 'slips.by_hand' : 'slips.keep'),
      ...{ y: 124, style: { size: 7.5, weight: slip.byHand ? 'bold' : 'regular' }, wide: true },
    },
    ...others.map(
      (locale, nth): Line => ({
        text: words[locale]('slips.in_short', { address: bare(origin) }),
        ...{ y: 139 + nth * 10, style: { size: 6.5, colour: grey }, wide: true, lang: locale },
      }),
    ),
  ]
}

/** One slip in its place on the sheet: everything that is seen is also in the structure, in the language it is in. */
export const drawSlip = (print: Print, slip: Slip, label: string, nth: number) => {
  const { doc, pen, origin, words } = print
  const [left, top] = [(nth % 2) * size.width + margin, Math.floor(nth / 2) * size.height + margin]
  const width = size.width - 2 * margin
  const qrLeft = left + width - qr.side
  const name = slip.name !== null && pen.canWrite(slip.name) ? slip.name : ''
  const part = doc.struct('Sect', { lang: slip.locale })
  for (const { text, y, style, as = 'P', wide, lang } of linesOf(print, slip, label, name)) {
    const room = wide ? width : width - qr.side - mm(6)
    part.add(doc.struct(as, { lang: lang ?? slip.locale }, () => pen.write(text, left, top + y, room, style)))
  }
  const alt = words[slip.locale]('slips.qr', { address: slip.door?.address ?? bare(origin) })
  const bbox: [number, number, number, number] = [qrLeft, top + 4, qrLeft + qr.side, top + 4 + qr.side]
  part.add(
    doc.struct(
      'Figure',
      { alt, bbox, placement: 'Block' } as object,
      () => void drawQr(doc, addressOf(origin, slip), qrLeft, top + 4),
    ),
  )
  part.end()
  return part
}

/** Where to cut: fine lines that no reader reads. */
export const drawCuts = (doc: Doc) => {
  doc.markContent('Artifact', { type: 'Layout' })
  doc.lineWidth(0.4).strokeColor('#999').dash(3, { space: 3 })
  doc.moveTo(size.width, 0).lineTo(size.width, sheet.height)
  for (const row of [1, 2, 3]) doc.moveTo(0, row * size.height).lineTo(sheet.width, row * size.height)
  doc.stroke().undash()
  doc.endMarkedContent()
}

/** The sheet before those of a class: which they are, and how many. */
export const drawSeparator = ({ doc, pen, school, words }: Print, label: string, slips: readonly Slip[], sheets: number) => {
  const t = words[school.locale]
  const width = sheet.width - mm(40)
  const byHand = slips.filter((slip) => slip.byHand).length
  const lines = [
    { text: school.name, y: 74, size: 14, as: 'P' },
    { text: label || t('slips.no_class'), y: 128, size: 40, as: 'H1' },
    { text: t('slips.separator', { slips: slips.length, sheets }), y: 172, size: 14, as: 'P' },
    { text: t('slips.separator_how'), y: 200, size: 11, as: 'P' },
    ...(byHand ? [{ text: t('slips.separator_by_hand', { count: byHand }), y: 222, size: 11, as: 'P' }] : []),
  ]
  const part = doc.struct('Sect', { lang: school.locale })
  for (const { text, y, size, as } of lines)
    part.add(doc.struct(as, {}, () => pen.write(text, mm(20), y, width, { size, weight: as === 'H1' ? 'bold' : 'regular' })))
  part.end()
  return part
}
