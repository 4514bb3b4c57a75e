import { type PointerEvent, type ReactNode, useId, useRef, useState } from 'react'
import { Button } from './Button.tsx'
import { Choices, TextField } from './Field.tsx'

/** Signed by hand, as lines of an SVG path, or by typing one's name: the second needs no pointer and says as much. */
export type Signature = { way: 'drawn'; lines: readonly string[] } | { way: 'typed'; name: string }

type PadWords = Record<'legend' | 'draw' | 'type' | 'here' | 'name' | 'again', string>
type SignaturePadProps = { words: PadWords; value: Signature; onSign: (signature: Signature) => void; hint?: ReactNode }

const width = 480
const height = 160

const Drawing = ({ label, lines, onDraw }: { label: string; lines: readonly string[]; onDraw: (lines: string[]) => void }) => {
  const isDown = useRef(false)
  const point = ({ currentTarget, clientX, clientY }: PointerEvent<SVGSVGElement>) => {
    const { left, top, width: wide, height: high } = currentTarget.getBoundingClientRect()
    return `${Math.round(((clientX - left) / wide) * width)} ${Math.round(((clientY - top) / high) * height)}`
  }
  const begin = (event: PointerEvent<SVGSVGElement>) => {
    isDown.current = true
    event.currentTarget.setPointerCapture(event.pointerId)
    onDraw([...lines, `M${point(event)}`])
  }
  const goOn = (event: PointerEvent<SVGSVGElement>) => {
    if (isDown.current) onDraw([...lines.slice(0, -1), `${lines.at(-1)}L${point(event)}`])
  }
  const end = () => {
    isDown.current = false
  }
  return (
    <svg
      className="signature"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
      onPointerDown={begin}
      onPointerMove={goOn}
      onPointerUp={end}
      onPointerCancel={end}
    >
      <path className="line" d="M24 128H456" />
      <path d={lines.join('')} />
    </svg>
  )
}

/** A place to sign: with a finger, a pen or a mouse, or, with the same force, by one's name on a keyboard. */
export const SignaturePad = ({ words, value, onSign, hint }: SignaturePadProps) => {
  const id = useId()
  const [lines, setLines] = useState<readonly string[]>(value.way === 'drawn' ? value.lines : [])
  const [name, setName] = useState(value.way === 'typed' ? value.name : '')
  const draw = (now: readonly string[]) => {
    setLines(now)
    onSign({ way: 'drawn', lines: now })
  }
  const choose = (way: string) => onSign(way === 'drawn' ? { way, lines } : { way: 'typed', name })
  return (
    <div className="stack tight">
      <Choices
        legend={words.legend}
        name={id}
        chosen={value.way}
        onChoose={choose}
        options={[
          { value: 'typed', label: words.type },
          { value: 'drawn', label: words.draw },
        ]}
      />
      {hint && <p className="quiet small">{hint}</p>}
      {value.way === 'typed' ? (
        <TextField
          label={words.name}
          autoComplete="name"
          value={name}
          onChange={({ target }) => {
            setName(target.value)
            onSign({ way: 'typed', name: target.value })
          }}
        />
      ) : (
        <>
          <Drawing label={words.here} lines={lines} onDraw={draw} />
          <div className="row">
            <Button disabled={lines.length === 0} onPress={() => draw([])}>
              {words.again}
            </Button>
          </div>
        </>
      )}
    </div>
  )
}
