import { encode } from 'uqr'

const square = (x: number, y: number) => `M${x} ${y}h1v1h-1z`

/** A QR code as one path: dark squares only, quiet zone kept, nothing fetched and no HTML made from strings. */
export const QrCode = ({ text, label }: { text: string; label: string }) => {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? square(x, y) : ''))).join('')
  return (
    <svg className="qr" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges">
      <path d={path} fill="currentColor" />
    </svg>
  )
}
