/** What a package may weigh; a district of 100,000 people stays well below. */
export const limits = {
  packageBytes: 64 * 1024 * 1024,
  textBytes: 200 * 1024 * 1024,
  files: 64,
  ratio: 100,
  ratioAppliesFrom: 1024 * 1024,
  rows: 1_000_000,
  rowBytes: 256 * 1024,
  cellBytes: 8 * 1024,
  idLength: 255,
}

/** The limits of one reading; tests make them small. */
export type Limits = typeof limits
