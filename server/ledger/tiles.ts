import { writeSha256 } from './bytes.ts'
import { emptyRoot, nodeHash } from './tree.ts'

/** C2SP tlog-tiles: 256 hashes wide, eight levels of the tree each. */
export const tileWidth = 256
const tileBytes = tileWidth * 32

export type Tile = { level: number; number: number; hashes: Buffer }
/** The unfinished tiles of a tree: all that is needed to go on. */
export type Edge = { size: number; levels: Buffer[] }

const pair = Buffer.alloc(65)
pair[0] = 1

/** The root over a power of two of hashes that lie one behind the other; overwrites them. */
const foldInPlace = (hashes: Buffer): Buffer => {
  for (let bytes = hashes.length; bytes > 32; bytes /= 2)
    for (let at = 0; at < bytes; at += 64) {
      hashes.copy(pair, 1, at, at + 64)
      writeSha256(hashes, at / 2, pair)
    }
  return hashes.subarray(0, 32)
}

/** The root over a power of two of hashes. */
export const fold = (hashes: Buffer): Buffer => (hashes.length === 32 ? hashes : foldInPlace(Buffer.from(hashes)))

const tilesOf = (edge: Edge, level: number, added: Buffer, size: number, tiles: Tile[]): void => {
  if (!added.length) return
  const before = edge.levels[level] ?? Buffer.alloc(0)
  const whole = Buffer.concat([before, added])
  const finished = Math.floor(whole.length / tileBytes)
  const span = tileWidth ** (level + 1)
  const first = Math.floor((Math.floor(size / tileWidth ** level) * 32 - whole.length) / tileBytes)
  const roots: Buffer[] = []
  for (let nth = 0; nth < finished; nth++) {
    const hashes = whole.subarray(nth * tileBytes, (nth + 1) * tileBytes)
    tiles.push({ level, number: first + nth, hashes })
    roots.push(fold(hashes))
  }
  const rest = Buffer.from(whole.subarray(finished * tileBytes))
  if (rest.length) tiles.push({ level, number: Math.floor(size / span), hashes: rest })
  edge.levels[level] = rest
  tilesOf(edge, level + 1, Buffer.concat(roots), size, tiles)
}

/** Adds leaf hashes (32 bytes each, one behind the other) and says which tiles are new or longer. */
export const append = (edge: Edge, hashes: Buffer): { edge: Edge; tiles: Tile[] } => {
  const next = { size: edge.size + hashes.length / 32, levels: [...edge.levels] }
  const tiles: Tile[] = []
  tilesOf(next, 0, hashes, next.size, tiles)
  return { edge: next, tiles }
}

/** The root of the tree that ends with this edge. */
export const edgeRoot = ({ size, levels }: Edge): Buffer => {
  if (!size) return emptyRoot
  let root: Buffer | undefined
  for (const hashes of levels) {
    let end = hashes.length
    for (let bytes = 32; end > 0; bytes *= 2) {
      if (!((end / 32) & (bytes / 32))) continue
      const part = fold(hashes.subarray(end - bytes, end))
      root = root ? nodeHash(part, root) : part
      end -= bytes
    }
  }
  return root!
}

/** Which tiles are unfinished in a tree of a size: level, number and how many hashes of it belong. */
export const edgeTiles = (size: number): { level: number; number: number; width: number }[] => {
  const tiles = []
  for (let [level, nodes] = [0, size]; nodes > 0; level++, nodes = Math.floor(nodes / tileWidth))
    tiles.push({ level, number: Math.floor(nodes / tileWidth), width: nodes % tileWidth })
  return tiles
}

const pathOf = (number: number) => {
  const groups = []
  for (let rest = number; groups.length === 0 || rest > 0; rest = Math.floor(rest / 1000))
    groups.unshift(`${rest % 1000}`.padStart(3, '0'))
  return groups.map((group, nth) => (nth < groups.length - 1 ? `x${group}` : group)).join('/')
}

/** The path of a tile under the log's prefix: `tile/0/x001/x234/067`, with `.p/17` where it has 17 hashes only. */
export const tilePath = (level: number | 'entries', number: number, width = tileWidth): string =>
  `tile/${level}/${pathOf(number)}${width < tileWidth ? `.p/${width}` : ''}`
