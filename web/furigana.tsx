import type { ReactNode } from 'react'
import type { Locale } from '#contract/locales.ts'
import type { Word } from '#i18n/catalogue.ts'
import type { Values } from '#i18n/words.ts'
import type { Me } from './place.ts'
import { say, useWords, whenSpeaking, wordsOfPage } from './speech.tsx'

/** What draws readings above kanji: arrives in Japanese only, and for pupils who want it. */
export type Drawing = {
  sentence: (text: string, data?: readonly string[]) => ReactNode
  name: (name: string) => ReactNode
  weekday: (short: string, long: string) => ReactNode
}

const page: { person?: Me['person']; drawing?: Drawing | undefined } = {}

const isWanted = () => /(?:^|; )furigana=on/.test(document.cookie)
const isPupil = () => page.person?.roles.includes('pupil') ?? false

const drawingFor = async (person: Me['person']) => {
  const [{ drawingOf }, { default: readings }] = await Promise.all([
    import('./ui/Ruby.tsx'),
    import('#i18n/readings.ja.json', { with: { type: 'json' } }),
  ])
  return drawingOf(readings, person)
}

const bring = async (locale: Locale) => {
  const { person } = page
  const wanted = locale === 'ja' && person && isPupil() && isWanted()
  // Without a network and without a worker there are only the kanji.
  page.drawing = wanted ? await drawingFor(person).catch(() => undefined) : undefined
  document.documentElement.dataset['furigana'] = page.drawing ? 'on' : 'off'
}
whenSpeaking(bring)

/** Who reads: before the first screen is drawn, so that no line jumps. */
export const readFor = async ({ person }: Me) => {
  page.person = person
  if (isPupil()) await bring(wordsOfPage().locale)
}

/** Whether the page can carry readings, and whether it does. */
export const useFurigana = () => ({ isOffered: useWords().locale === 'ja' && isPupil(), isOn: page.drawing !== undefined })

/** Puts readings above the kanji or takes them away, and remembers it on this device. */
export const setFurigana = async (on: boolean) => {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is missing in Safari and on plain HTTP
  document.cookie = `furigana=${on ? 'on' : 'off'}; path=/; max-age=31536000; samesite=lax`
  await bring(wordsOfPage().locale)
  say()
}

type Said = {
  /** `ours`: which values are words of ours as well, and not what somebody is called or has typed. */
  (id: Word, values?: Values, ours?: readonly string[]): ReactNode
  /** What no catalogue says and nobody typed: a day, the name of a language. */
  text: (text: string) => ReactNode
  /** The name of a person: nobody guesses how it is read. */
  person: (name: string) => ReactNode
  /** A day of the week by its first sign, which alone is read otherwise. */
  weekday: (short: string, long: string) => ReactNode
}

/** Says sentences where pupils read them: as text, or with readings above the kanji. For attributes there is `useWords`. */
export const useSaid = (): Said => {
  const t = useWords()
  const { drawing } = page
  if (!drawing)
    return Object.assign((id: Word, values?: Values) => t(id, values), {
      text: (text: string) => text,
      person: (name: string) => name,
      weekday: (short: string) => short,
    })
  const data = (values: Values = {}, ours: readonly string[] = []) =>
    Object.entries(values).flatMap(([name, value]) => (typeof value === 'string' && !ours.includes(name) ? [value] : []))
  return Object.assign(
    (id: Word, values?: Values, ours?: readonly string[]) => drawing.sentence(t(id, values), data(values, ours)),
    {
      text: (text: string) => drawing.sentence(text),
      person: drawing.name,
      weekday: drawing.weekday,
    },
  )
}
