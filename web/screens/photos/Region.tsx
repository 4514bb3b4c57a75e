import { type PointerEvent, useRef, useState } from 'react'
import type { Region as Place } from '#contract/photos.ts'
import { useWords } from '../../speech.tsx'
import { TextField } from '../../ui/Field.tsx'

type At = { x: number; y: number }
type RegionProps = {
  name: string
  src: string
  width: number
  height: number
  words: string
  value: Place | null
  onDraw: (to: Place) => void
}

const clamp = (value: number) => Math.max(0, Math.min(1000, Math.round(value)))
const between = (a: At, b: At): Place => {
  const [left, top] = [Math.min(a.x, b.x), Math.min(a.y, b.y)]
  return { left, top, width: Math.max(1, Math.abs(a.x - b.x)), height: Math.max(1, Math.abs(a.y - b.y)) }
}
const sides = ['left', 'top', 'width', 'height'] as const
const middle: Place = { left: 400, top: 300, width: 200, height: 200 }

/** A box over a photo, drawn with a finger or a pointer; or typed, for those who do not draw. */
export const Region = ({ name, src, width, height, words, value, onDraw }: RegionProps) => {
  const t = useWords()
  const pad = useRef<HTMLDivElement>(null)
  const [from, setFrom] = useState<At>()
  const at = ({ clientX, clientY }: PointerEvent): At => {
    const box = pad.current?.getBoundingClientRect()
    if (!box) return { x: 0, y: 0 }
    return { x: clamp(((clientX - box.left) / box.width) * 1000), y: clamp(((clientY - box.top) / box.height) * 1000) }
  }
  const set = (side: (typeof sides)[number], percent: number) => {
    const least = side === 'width' || side === 'height' ? 1 : 0
    onDraw({ ...(value ?? middle), [side]: Math.max(least, clamp(percent * 10)) })
  }
  const percent = (thousandths: number) => `${thousandths / 10}%`
  return (
    <fieldset className="field">
      <legend>{t('photos.region', { name })}</legend>
      <p className="hint">{t('photos.region_how')}</p>
      <div
        ref={pad}
        className="region-pad"
        style={{ aspectRatio: `${width} / ${height}` }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          setFrom(at(event))
        }}
        onPointerMove={(event) => from && onDraw(between(from, at(event)))}
        onPointerUp={() => setFrom(undefined)}
        onPointerCancel={() => setFrom(undefined)}
      >
        <img src={src} width={width} height={height} alt={words || t('photos.no_words')} draggable={false} />
        {value && (
          <span
            className="region"
            style={{
              insetBlockStart: percent(value.top),
              left: percent(value.left),
              inlineSize: percent(value.width),
              blockSize: percent(value.height),
            }}
          />
        )}
      </div>
      <div className="region-fields">
        {sides.map((side) => (
          <TextField
            key={side}
            label={t(`photos.region.${side}`)}
            type="number"
            min={0}
            max={100}
            value={Math.round((value ?? middle)[side] / 10)}
            onChange={({ target }) => set(side, Number(target.value))}
          />
        ))}
      </div>
    </fieldset>
  )
}
