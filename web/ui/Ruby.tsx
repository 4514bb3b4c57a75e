import { createElement } from 'react'
import { type Part, type Readings, reader, readName } from '#i18n/furigana.ts'
import type { Drawing } from '../furigana.tsx'
import type { Me } from '../place.ts'

/** Kanji with their reading; a screen reader knows the words, and hears them once. */
const Read = ({ text, reading }: Part) => (
  <ruby>
    {text}
    <rp>（</rp>
    {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing here takes the focus, and some readers would say it twice */}
    <rt aria-hidden="true">{reading}</rt>
    <rp>）</rp>
  </ruby>
)

/** In one box: a button would lay out its pieces one by one. They never change places, and need no keys. */
const Ruby = ({ parts }: { parts: readonly Part[] }) =>
  createElement('span', null, ...parts.map((part) => (part.reading === undefined ? part.text : createElement(Read, part))))

const isDay = (text: string) => /^[\d\s:年月日曜火水木金土時分午前後]+$/.test(text)

/** Parts a sentence at what was filled in, which is data: its odd pieces. */
const parted = (text: string, data: readonly string[]) => {
  const names = data.filter((value) => value !== '' && !isDay(value)).map((value) => value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return names.length > 0 ? text.split(new RegExp(`(${names.join('|')})`)) : [text]
}

/** Draws sentences by a list of readings; of names only one's own, by the kana that the school has of it. */
export const drawingOf = (readings: Readings, { display, kana }: Me['person']): Drawing => {
  const read = reader(readings)
  const partsOf = (name: string) => (name === display ? readName(name, kana) : [{ text: name }])
  return {
    sentence: (text, data = []) => (
      <Ruby parts={parted(text, data).flatMap((piece, at) => (at % 2 === 0 ? read(piece) : partsOf(piece)))} />
    ),
    name: (name) => <Ruby parts={partsOf(name)} />,
    weekday: (short, long) => {
      const [part] = read(long)
      const reading = part?.reading?.replace(/ようび$/u, '')
      return <Ruby parts={[{ text: short, ...(reading && { reading }) }]} />
    },
  }
}
