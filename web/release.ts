import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { minifySync, type Plugin } from 'vite'
import { type Language, languages } from '../contract/locales.ts'
import { firstAsked, firstWords } from './first.ts'

const here = import.meta.dirname

/** The roof on a square without corners of its own: a launcher cuts what it likes from the outer fifth. */
const maskable = (roof: string) =>
  roof
    .replace(/<rect[^>]*\/>/, '<rect width="32" height="32" fill="#1e5b4f"/>')
    .replace(/<path /, '<path transform="translate(4.8 4.8) scale(.7)" ')

const icons = async () => {
  const roof = readFileSync(join(here, 'public/roof.svg'), 'utf8')
  const draw = (svg: string, size: number) =>
    sharp(Buffer.from(svg), { density: 1200 }).resize(size, size).png({ compressionLevel: 9 }).toBuffer()
  return Promise.all([
    draw(roof, 192).then((source) => ({ fileName: 'icon-192.png', source })),
    draw(roof, 512).then((source) => ({ fileName: 'icon-512.png', source })),
    draw(maskable(roof), 512).then((source) => ({ fileName: 'icon-whole.png', source })),
  ])
}

const isWords = /\.(en|fr|fr_CA|sv|ja)-[^/]*\.js$/
/** What the page of the app loads from `public`; the rest of it belongs to pages of the server. */
const ofShell = ['roof.svg']

const writtenIn = (module: string, language: Language): Record<string, string> =>
  JSON.parse(readFileSync(join(here, `../i18n/${module}.${language}.json`), 'utf8'))

/** What the worker says by itself, while no page is open. */
const pushWords = (language: Language) => {
  const written = writtenIn('notifications', language)
  return { news: written['notifications.push.news'], test: written['notifications.push.test'] }
}

/** Without JavaScript the page says so, in every language: which one somebody reads it cannot ask. */
const withoutScript = () => {
  const said = languages.map((language) => `<p lang="${language}">${writtenIn('site', language)['site.no_script']}</p>`)
  return `<noscript><main class="page stack"><h1>Préau</h1>${said.join('')}</main></noscript>`
}

const withConstants = (constants: object, source: string) =>
  `${Object.entries(constants)
    .map(([name, value]) => `const ${name} = ${JSON.stringify(value)}\n`)
    .join('')}${source}`

/** Rooms in which nothing can be done, and nothing was saved, without a network: their screens come when somebody goes there. */
const needNetwork =
  /\/screens\/(?:(?:bringing|covering|exit|handover|imports|leaving|orders|oversight|policies|records|retention|roles|slips|suppliers|years)\/|my-data\/(?:Cases|Corrections))/

/** Modules whose sentences some screen outside those rooms asks for; those of the server's pages and mails stay there. */
const spokenWithoutNetwork = () => {
  const sources = readdirSync(here, { recursive: true, encoding: 'utf8' })
    .map((file) => `/${file}`)
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('/dist/') && !needNetwork.test(file))
  const asked = sources.flatMap((file) => [...readFileSync(join(here, file), 'utf8').matchAll(/loadWords\(([^)]*)\)/g)])
  const modules = new Set(asked.flatMap(([, args = '']) => [...args.matchAll(/'([a-z]+)'/g)].map(([, module = '']) => module)))
  return (file: string) => modules.has(/\/([a-z]+)\.[^/]*$/.exec(file)?.[1] ?? '') || file.includes('/first.')
}

type Bundle = Parameters<Extract<NonNullable<Plugin['generateBundle']>, { handler: unknown }>['handler']>[1]

/** What is reached from the page without entering one of those rooms. */
const withoutNetwork = (bundle: Bundle, page: string) => {
  const reached = new Set<string>()
  const reach = (name: string) => {
    const file = bundle[name]
    if (file?.type !== 'chunk' || reached.has(name) || needNetwork.test(file.facadeModuleId ?? '')) return
    reached.add(name)
    for (const next of [...file.imports, ...file.dynamicImports]) reach(next)
  }
  for (const name of Object.keys(bundle)) if (page.includes(name)) reach(name)
  return (name: string) => reached.has(name) || bundle[name]?.type !== 'chunk'
}

/** What the worker keeps: the files of the release, and beside them the sentences by language. */
const worker = (files: readonly string[], shell: string) => {
  const isApp = (file: string) => /\.(js|css)$/.test(file) && !isWords.test(file)
  const kept = ['shell.html', ...ofShell, ...files.filter(isApp)].map((file) => `/${file}`)
  const isSpoken = spokenWithoutNetwork()
  const words = Object.groupBy(
    files.filter((file) => isWords.test(file) && isSpoken(file)).map((file) => `/${file}`),
    (file) => (isWords.exec(file)?.[1] ?? '').replace('_', '-'),
  )
  const source = readFileSync(join(here, 'worker/worker.js'), 'utf8')
  const sentences = Object.fromEntries(languages.map((language) => [language, pushWords(language)]))
  const said = createHash('sha256').update(JSON.stringify([kept, words, shell, source, sentences]))
  for (const name of readdirSync(join(here, 'public')).toSorted()) said.update(readFileSync(join(here, 'public', name)))
  const constants = { release: said.digest('hex').slice(0, 12), shell: kept, words, sentences }
  return withConstants(constants, source)
}

/** What runs before anything is drawn: as the pages of the server begin, and then as the app does. */
const beginning = (files: readonly string[]) => {
  const said = ['public/trusted-types.js', 'public/theme.js', 'beginning/begin.js'].map((name) =>
    readFileSync(join(here, name), 'utf8'),
  )
  const source = withConstants({ first: firstAsked, words: firstWords(files) }, said.join('\n'))
  const { code } = minifySync('begin.js', source, { module: false, mangle: { toplevel: true } })
  return { fileName: `assets/begin-${createHash('sha256').update(code).digest('base64url').slice(0, 8)}.js`, source: code }
}

const scripts = /<script src="\/trusted-types.js"><\/script>\s*<script src="\/theme.js"><\/script>/

/** One file to begin with instead of two. */
const withBeginning = (page: string, fileName: string) => {
  if (!scripts.test(page)) throw new Error('the page does not begin as it did')
  return page.replace(scripts, `<script src="/${fileName}"></script>`)
}

/** Makes of a build something that can be installed: its icons, its page at an address of its own, and the worker that keeps both. */
export const release = (): Plugin => ({
  name: 'release',
  apply: 'build',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    handler: async function (_options, bundle) {
      const page = bundle['index.html']
      if (page?.type !== 'asset') throw new Error('the build has no page')
      const begin = beginning(Object.keys(bundle))
      const shell = withBeginning(`${page.source}`, begin.fileName).replace('</body>', `  ${withoutScript()}\n  </body>`)
      page.source = shell
      for (const icon of await icons()) this.emitFile({ type: 'asset', ...icon })
      for (const file of [begin, { fileName: 'shell.html', source: shell }]) this.emitFile({ type: 'asset', ...file })
      const files = new Set([...Object.keys(bundle), begin.fileName])
      this.emitFile({
        type: 'asset',
        fileName: 'worker.js',
        source: worker([...files].filter(withoutNetwork(bundle, shell)).toSorted(), shell),
      })
    },
  },
})
