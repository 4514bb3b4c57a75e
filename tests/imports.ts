import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** One import: from which file to which file of ours (or package), and whether only types come along. */
export type Edge = { from: string; to: string; isType: boolean }

/** What must not be: by the edges of a file, or by one of its lines. `good` and `bad` are lines of `at`; both are tested. */
export type Rule = {
  name: string
  at: string
  good: string
  bad: string
  refuses: (file: string, edges: readonly Edge[], lines: readonly string[]) => string[]
}

const rooms: Readonly<Record<string, string>> = {
  '#contract/': 'contract/',
  '#i18n/': 'i18n/',
  '#tests/': 'tests/',
  '#server/': 'server/',
}

/** Where an import leads: a path of the repository, or the name of a package. */
const target = (from: string, specifier: string) => {
  if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(from), specifier)
  const [room] = specifier.match(/^#[a-z0-9]+\//) ?? []
  return room ? specifier.replace(room, rooms[room] ?? `server/${room.slice(1)}`) : specifier.replace(/^node:.*/, 'node')
}

const statement =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[^'"`;()]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g
const namesOnlyTypes = (text: string) =>
  /\{([^}]*)\}/
    .exec(text)?.[1]
    ?.split(',')
    .every((name) => name.trim() === '' || name.trim().startsWith('type ')) ?? false

/** The imports of a text, static and dynamic. */
export const edgesOf = (from: string, text: string): Edge[] =>
  [...text.matchAll(statement)].map(([whole, type, fixed, dynamic]) => ({
    from,
    to: target(from, fixed ?? dynamic ?? ''),
    isType: type !== undefined || (dynamic === undefined && namesOnlyTypes(whole)),
  }))

/** The lines of a text, with what stands in comments taken out. */
export const linesOf = (text: string): string[] =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split('\n')
    .map((line) => line.replace(/(^|\s)\/\/.*$/, ''))

/** Every file of ours that is TypeScript, by its path. */
export const sources = (): { file: string; text: string }[] =>
  globSync('{bin,bench,contract,i18n,server,tests,web}/**/*.{ts,tsx,js}', {
    exclude: (name) => /node_modules|(^|\/)dist(\/|$)/.test(name),
  }).map((file) => ({
    file,
    text: readFileSync(file, 'utf8'),
  }))

type Wanted = { name: string; at: string; good: string; bad: string; in: RegExp; unless?: RegExp }

/** A rule about where imports of some files lead. `only` names what is allowed, `never` what is not; types may come from `types`. */
export const about = (
  row: Wanted & { only?: RegExp; never?: RegExp; types?: RegExp; apart?: Readonly<Record<string, string>> },
): Rule => ({
  ...row,
  refuses: (file, edges) => {
    if (!row.in.test(file) || row.unless?.test(file) || row.apart?.[file]) return []
    const isWrong = ({ to, isType }: Edge) =>
      !(isType && row.types?.test(to)) && ((row.only && !row.only.test(to)) || row.never?.test(to)) && to !== 'node'
    return edges.filter(isWrong).map(({ to }) => `${file} imports ${to}`)
  },
})

/** A rule about what stands in a line. */
export const line = (row: Wanted & { never: RegExp; apart?: Readonly<Record<string, string>> }): Rule => ({
  ...row,
  refuses: (file, _, lines) => {
    if (!row.in.test(file) || row.unless?.test(file) || row.apart?.[file]) return []
    return lines.flatMap((text, at) => (row.never.test(text) ? [`${file}:${at + 1} ${text.trim()}`] : []))
  },
})
