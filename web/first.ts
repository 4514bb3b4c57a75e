import { listClasses } from '../contract/classes.ts'
import { readFeed } from '../contract/feed.ts'
import { languageOf, locales } from '../contract/locales.ts'
import { listNotices } from '../contract/notices.ts'
import { readMe } from '../contract/people.ts'

/** The modules whose sentences stand on the first screen, or may. */
const spoken = ['app', 'errors', 'home', 'classes', 'posts', 'photos']

/** What the first screen is drawn from, of the school's interface. */
export const firstAsked = [readMe, listClasses, readFeed, listNotices].map(({ path }) => path)

type Known = { getModuleInfo: (id: string) => { importedIds: readonly string[] } | null }

const reachedFrom = (ids: readonly string[], known: Known, reached = new Set<string>()): ReadonlySet<string> => {
  for (const id of ids) {
    if (reached.has(id)) continue
    reached.add(id)
    reachedFrom(known.getModuleInfo(id)?.importedIds ?? [], known, reached)
  }
  return reached
}

const isWords = /\/i18n\/([a-z]+)\.([a-z]+)\.json\?words(?:&in=([a-zA-Z-]+))?$/

/** What only a screen that checks something by a schema uses, though others name the file it stands in. */
const checks = /\/node_modules\/zod\/|\/contract\/roster-(?:problems|columns)\.ts$/

/**
 * Which file of the build a module belongs to, if it is needed on the first screen: all of it comes in one file, and its sentences in
 * another. Thirty small ones would each wait for the line.
 */
export const firstFiles = (here: string) => {
  let needed: ReadonlySet<string> | undefined
  return (id: string, known: Known): string | null => {
    const [, module = '', language = '', region = language] = isWords.exec(id) ?? []
    if (spoken.includes(module)) return `first.${region.replace('-', '_')}`
    needed ??= reachedFrom([`${here}/main.tsx`, `${here}/screens/home/Today.tsx`], known)
    return needed.has(id) && !checks.test(id) ? 'first' : null
  }
}

/** The name of the file with the first screen's sentences, by language. */
export const firstWords = (files: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    locales.map((locale) => {
      const file = files.find((name) => name.startsWith(`assets/first.${locale.replace('-', '_')}-`))
      if (!file) throw new Error(`the build has no first sentences in ${locale}, written in ${languageOf(locale)}`)
      return [locale.toLowerCase(), `/${file}`]
    }),
  )
