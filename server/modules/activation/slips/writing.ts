import type PDFDocument from 'pdfkit'
import { fontFile, type Script, type Weight, weights } from './fonts.ts'

type Doc = InstanceType<typeof PDFDocument>

/** What pdfkit keeps of a font that was registered, as far as we ask it. */
type Opened = { font: { hasGlyphForCodePoint: (point: number) => boolean } }

const scripts: readonly Script[] = ['latin', 'japanese']

export type Style = { size: number; weight?: Weight; colour?: string }
export type Run = { script: Script; text: string }

/** A pen on a document: text in the fonts that have its letters, as wide as its place allows. */
export const penOf = (doc: Doc) => {
  for (const script of scripts) for (const weight of weights) doc.registerFont(`${script}-${weight}`, fontFile(script, weight))
  const known = new Map<number, Script | undefined>()
  const opened = scripts.map((script) => {
    doc.font(`${script}-regular`)
    return { script, has: (doc as unknown as { _font: Opened })._font.font }
  })
  const scriptOf = (sign: string): Script | undefined => {
    const point = sign.codePointAt(0) ?? 0
    if (!known.has(point)) known.set(point, opened.find(({ has }) => has.hasGlyphForCodePoint(point))?.script)
    return known.get(point)
  }
  /** Whether every letter of a text is in one of our fonts. */
  const canWrite = (text: string) => [...text].every((sign) => scriptOf(sign) !== undefined)
  const runsOf = (text: string): Run[] => {
    const runs: Run[] = []
    for (const sign of text) {
      const last = runs.at(-1)
      const script = scriptOf(sign) ?? 'latin'
      if (last && (last.script === script || /\s/.test(sign))) last.text += sign
      else runs.push({ script, text: sign })
    }
    return runs
  }
  const widthOf = (text: string, { size, weight = 'regular' }: Style) =>
    runsOf(text).reduce((sum, run) => sum + doc.font(`${run.script}-${weight}`, size).widthOfString(run.text), 0)
  /** What of a text fits; the rest is dots. */
  const fitting = (text: string, width: number, style: Style) => {
    if (widthOf(text, style) <= width) return text
    const signs = [...text]
    while (signs.length > 1 && widthOf(`${signs.join('')}…`, style) > width) signs.pop()
    return `${signs.join('')}…`
  }
  /** Writes one line on its baseline; too long, it becomes smaller, down to two thirds, and is cut after that. */
  const write = (text: string, x: number, y: number, width: number, style: Style) => {
    const wide = widthOf(text, style)
    const size = wide <= width ? style.size : Math.max(style.size * (2 / 3), style.size * (width / wide) * 0.99)
    const { weight = 'regular', colour = '#000' } = style
    let at = x
    doc.fillColor(colour)
    for (const run of runsOf(fitting(text, width, { size, weight }))) {
      doc.font(`${run.script}-${weight}`, size).text(run.text, at, y, { lineBreak: false, baseline: 'alphabetic' })
      at += doc.widthOfString(run.text)
    }
  }
  return { write, canWrite, widthOf }
}
export type Pen = ReturnType<typeof penOf>
