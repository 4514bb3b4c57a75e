import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/** A weight of each script: Latin, Greek and Cyrillic from one family, Japanese from another. Both may be embedded (OFL 1.1). */
export const weights = ['regular', 'bold'] as const
export type Weight = (typeof weights)[number]

const files = {
  latin: {
    family: 'noto-sans',
    regular: '400Regular/NotoSans_400Regular.ttf',
    bold: '700Bold/NotoSans_700Bold.ttf',
  },
  japanese: {
    family: 'biz-udpgothic',
    regular: '400Regular/BIZUDPGothic_400Regular.ttf',
    bold: '700Bold/BIZUDPGothic_700Bold.ttf',
  },
} as const
export type Script = keyof typeof files

const fileOf = (script: Script, weight: Weight) => {
  const { family } = files[script]
  const home = path.dirname(createRequire(import.meta.url).resolve(`@expo-google-fonts/${family}/package.json`))
  return path.join(home, files[script][weight])
}

const read = new Map<string, Buffer>()

/** The font file of a script in a weight, read once. */
export const fontFile = (script: Script, weight: Weight): Buffer => {
  const name = fileOf(script, weight)
  const known = read.get(name) ?? readFileSync(name)
  read.set(name, known)
  return known
}
