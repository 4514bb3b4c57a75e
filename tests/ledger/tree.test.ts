import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { consistencyProof, inclusionProof, rangeRoot } from '#ledger/proofs.ts'
import { append, type Edge, edgeRoot, edgeTiles, type Tile, tilePath } from '#ledger/tiles.ts'
import { emptyRoot, isConsistent, leafHash, pathIn, rootFromInclusion, rootOf, treeHash } from '#ledger/tree.ts'

/** RFC 6962 §2.1 as it is written, without a thought for speed. */
const sha = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest()
const naive = (leaves: readonly Buffer[]): Buffer => {
  if (leaves.length === 0) return sha()
  if (leaves.length === 1) return sha(Buffer.from([0]), leaves[0]!)
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return sha(Buffer.from([1]), naive(leaves.slice(0, k)), naive(leaves.slice(k)))
}

const eight = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map((hex) =>
  Buffer.from(hex, 'hex'),
)
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

const leavesOf = (n: number, seed = 0) => Array.from({ length: n }, (_, at) => Buffer.from(`${seed}/${at}`))
const grown = (hashes: readonly Buffer[], steps: readonly number[]) => {
  let edge: Edge = { size: 0, levels: [] }
  const stored = new Map<string, Tile>()
  let at = 0
  for (const step of [...steps, hashes.length]) {
    const until = Math.min(hashes.length, at + step)
    const grownBy = append(edge, Buffer.concat(hashes.slice(at, until)))
    for (const tile of grownBy.tiles) stored.set(`${tile.level}/${tile.number}`, tile)
    edge = grownBy.edge
    at = until
  }
  const read = async (level: number, number: number) => stored.get(`${level}/${number}`)!.hashes
  return { edge, stored, read }
}

test('the eight leaves of the published vectors have the published roots', () => {
  expect(roots.map((_, size) => treeHash(eight.slice(0, size)).toString('hex'))).toEqual(roots)
  expect(emptyRoot.toString('hex')).toBe(roots[0])
})

test('tiles, roots, inclusion and consistency agree with the definition, for trees of any size grown in any steps', async () => {
  const sizes = fc.integer({ min: 1, max: 1200 })
  await fc.assert(
    fc.asyncProperty(
      sizes,
      fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 6 }),
      fc.nat(),
      fc.nat(),
      async (size, steps, nth, older) => {
        const leaves = leavesOf(size, nth)
        const hashes = leaves.map(leafHash)
        const { edge, read } = grown(hashes, steps)
        const root = naive(leaves)
        expect(rootOf(hashes)).toEqual(root)
        expect(edgeRoot(edge)).toEqual(root)
        const index = nth % size
        const path = await inclusionProof(read, index, size)
        expect(path).toEqual(pathIn(hashes, index))
        expect(rootFromInclusion(index, size, hashes[index]!, path)).toEqual(root)
        const old = 1 + (older % size)
        const proof = await consistencyProof(read, old, size)
        expect(await rangeRoot(read, 0, old)).toEqual(naive(leaves.slice(0, old)))
        expect(isConsistent(old, size, naive(leaves.slice(0, old)), root, proof)).toBe(true)
      },
    ),
    { numRuns: 60 },
  )
})

test('a tree of 70,000 leaves has a third level, and its proofs hold', async () => {
  const hashes = leavesOf(70_000).map(leafHash)
  const { edge, read } = grown(hashes, [300, 65_000])
  const root = rootOf(hashes)
  expect(edgeRoot(edge)).toEqual(root)
  expect(edgeTiles(70_000)).toEqual([
    { level: 0, number: 273, width: 112 },
    { level: 1, number: 1, width: 17 },
    { level: 2, number: 0, width: 1 },
  ])
  for (const index of [65_535, 69_999]) {
    const path = await inclusionProof(read, index, 70_000)
    expect(rootFromInclusion(index, 70_000, hashes[index]!, path)).toEqual(root)
  }
  for (const old of [65_536, 69_888]) {
    const proof = await consistencyProof(read, old, 70_000)
    expect(isConsistent(old, 70_000, rootOf(hashes.slice(0, old)), root, proof)).toBe(true)
  }
}, 30_000)

test('no changed proof is taken for a good one', () => {
  const hashes = leavesOf(200).map(leafHash)
  const root = rootOf(hashes)
  fc.assert(
    fc.property(fc.nat(199), fc.nat(), fc.integer({ min: 1, max: 255 }), (index, place, flip) => {
      const path = pathIn(hashes, index).map((hash) => Buffer.from(hash))
      const accepted = (at: number, size: number, proof: Buffer[], leaf = hashes[index]!) =>
        rootFromInclusion(at, size, leaf, proof)?.equals(root) === true
      expect(accepted(index, 200, path)).toBe(true)
      expect(accepted((index + 1) % 200, 200, path)).toBe(false)
      expect(accepted(index, 200, path.slice(1))).toBe(false)
      expect(accepted(index, 200, [...path, hashes[0]!])).toBe(false)
      expect(accepted(index, 200, path, hashes[(index + 1) % 200])).toBe(false)
      const hash = path[place % path.length]!
      hash[place % 32] = hash[place % 32]! ^ flip
      expect(accepted(index, 200, path)).toBe(false)
    }),
  )
  expect(isConsistent(0, 5, emptyRoot, root, [])).toBe(false)
  expect(isConsistent(200, 200, root, root, [])).toBe(true)
  expect(isConsistent(200, 200, root, rootOf(hashes.slice(1)), [])).toBe(false)
  expect(isConsistent(100, 200, rootOf(hashes.slice(0, 100)), root, [])).toBe(false)
})

test('tiles have the paths of the C2SP specification', () => {
  expect(tilePath(0, 1_234_067)).toBe('tile/0/x001/x234/067')
  expect(tilePath(1, 0, 17)).toBe('tile/1/000.p/17')
  expect(tilePath('entries', 273, 112)).toBe('tile/entries/273.p/112')
})
