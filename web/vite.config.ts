import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { localeFor } from '#contract/locales.ts'
import { compiled, sentences } from '#i18n/load.ts'
import { firstFiles } from './first.ts'
import { release } from './release.ts'
import { rows } from './rows.ts'

const wordsOf = /([a-z]+)\.([a-z]+)\.json\?words(?:&in=([a-zA-Z-]+))?$/

/** A file of sentences becomes a module of compiled messages, so that no ICU parser travels to the browser. */
const words = (): Plugin => ({
  name: 'words',
  enforce: 'pre',
  load: {
    filter: { id: wordsOf },
    handler: (id) => {
      const [, module = '', language = '', region = language] = wordsOf.exec(id) ?? []
      const said = compiled(sentences(module, localeFor(region) ?? 'en'))
      return { moduleType: 'js', code: `export default ${JSON.stringify(said)}` }
    },
  },
})

const squeezed = /\.(?:js|css|svg|html)$/

/** Beside each file its compressed twins, so that no request waits for a compressor. */
const compressed = (): Plugin => ({
  name: 'compressed',
  apply: 'build',
  writeBundle: ({ dir = '' }, bundle) => {
    for (const name of Object.keys(bundle).filter((file) => squeezed.test(file))) {
      const content = readFileSync(join(dir, name))
      writeFileSync(join(dir, `${name}.gz`), gzipSync(content, { level: 9 }))
      writeFileSync(join(dir, `${name}.br`), brotliCompressSync(content))
    }
  },
})

// A build is for people, whoever started it: a test runner says NODE_ENV=test, which would ship React's development half.
/** The sentences of a region are not taken for those of their language. */
const chunkFileNames = ({ name, moduleIds }: { name: string; moduleIds: string[] }) => {
  const [, , , region] = moduleIds.map((id) => wordsOf.exec(id)).find((found) => found !== null) ?? []
  return `assets/${region ? name.replace(/\.[a-z]+$/, `.${region.replace('-', '_')}`) : name}-[hash].js`
}

const settings = defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [
    { ...optimizeLocales.vite({ locales: ['en', 'fr', 'fr-CA', 'sv', 'ja'] }), enforce: 'pre' },
    words(),
    rows(),
    react(),
    release(),
    compressed(),
  ],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: {
      output: { chunkFileNames, codeSplitting: { groups: [{ name: firstFiles(import.meta.dirname), debugName: 'first' }] } },
      treeshake: { propertyReadSideEffects: false },
    },
    reportCompressedSize: false,
  },
  server: { proxy: { '/api': 'http://localhost:3000', '^/s/[^/]+/api': 'http://localhost:3000' } },
})

export default defineConfig(({ command }) => {
  if (command === 'build') process.env['NODE_ENV'] = 'production'
  return settings
})
