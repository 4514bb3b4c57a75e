import type { Sharp, SharpOptions } from 'sharp'
import { type FileType, mostPixels } from '#contract/files.ts'

/** A picture made anew from its pixels alone. */
export type Picture = { bytes: Buffer; type: FileType; width: number; height: number }
export type Pictures = { whole: Picture; thumbnail: Picture }

/** The longest side of what is kept, and of its thumbnail. */
const LONGEST = 4096
const THUMBNAIL = 480

/** What we read: every other decoder of the library is switched off. */
const decoders = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((name) => `VipsForeignLoad${name}`)

const load = async () => {
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  sharp.concurrency(1)
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: decoders })
  return sharp
}
let loaded: ReturnType<typeof load> | undefined
const library = () => {
  loaded ??= load()
  return loaded
}

let last: Promise<unknown> = Promise.resolve()
/** One at a time: a picture of many pixels takes a quarter of a gigabyte while it is being decoded. */
export const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
  const turn = last.then(work, work)
  last = turn.catch(() => undefined)
  return turn
}

const within = (picture: Sharp, side: number) =>
  picture.resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })

const encoded = async (picture: Sharp, type: 'image/jpeg' | 'image/webp', quality: number): Promise<Picture> => {
  const made = type === 'image/jpeg' ? picture.jpeg({ quality }) : picture.webp({ quality })
  const { data, info } = await made.toBuffer({ resolveWithObject: true })
  return { bytes: data, type, width: info.width, height: info.pageHeight ?? info.height }
}

/** Why a picture cannot be taken: its file is broken, or it has more pixels than anybody photographs. */
const refusalOf = (error: unknown) =>
  error instanceof Error && /pixel limit/i.test(error.message) ? ('too_many_pixels' as const) : ('damaged' as const)

/** Decodes a picture and makes it anew, upright, without what the camera wrote into it; and a small one for lists. */
export const picturesOf = async (bytes: Buffer, type: FileType): Promise<Pictures | ReturnType<typeof refusalOf>> => {
  const sharp = await library()
  const isAnimated = type === 'image/gif' || type === 'image/webp'
  const options: SharpOptions = { limitInputPixels: mostPixels, failOn: 'error', sequentialRead: true, animated: isAnimated }
  try {
    const upright = isAnimated ? sharp(bytes, options) : sharp(bytes, options).autoOrient()
    const whole = await encoded(within(upright, LONGEST), type === 'image/jpeg' ? 'image/jpeg' : 'image/webp', 88)
    const thumbnail = await encoded(within(sharp(whole.bytes, { ...options, animated: false }), THUMBNAIL), 'image/webp', 75)
    return { whole, thumbnail }
  } catch (error) {
    return refusalOf(error)
  }
}

/** A place on a picture, in thousandths of its sides. */
export type Place = { left: number; top: number; width: number; height: number }
/** So few points are left of a place that nobody is recognised by them, whatever is done to the picture afterwards. */
const POINTS = 6

const within1000 = (from: number, length: number, side: number) => {
  const start = Math.min(Math.floor((from * side) / 1000), side - 1)
  return { start, length: Math.max(1, Math.min(Math.ceil((length * side) / 1000), side - start)) }
}

/** The same picture, still, with each of these places come down to a few points: what stood there is in no file any more. */
export const unrecognisable = async (bytes: Buffer, places: readonly Place[]): Promise<Buffer> => {
  const sharp = await library()
  const options: SharpOptions = { limitInputPixels: mostPixels, failOn: 'error' }
  const { width = 1, height = 1 } = await sharp(bytes, options).metadata()
  const patches = []
  for (const place of places) {
    const [across, down] = [within1000(place.left, place.width, width), within1000(place.top, place.height, height)]
    const cut = { left: across.start, top: down.start, width: across.length, height: down.length }
    const points = await sharp(bytes, options).extract(cut).resize(POINTS, POINTS, { fit: 'fill' }).png().toBuffer()
    const input = await sharp(points).resize(cut.width, cut.height, { fit: 'fill' }).png().toBuffer()
    patches.push({ input, left: cut.left, top: cut.top })
  }
  return sharp(bytes, options).composite(patches).jpeg({ quality: 92 }).toBuffer()
}
