import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage'
import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { release } from './release.ts'

const suffix = /\.json\?words$/

/** A file of sentences becomes a module of compiled messages, so that no ICU parser travels to the browser. */
const words = (): Plugin => ({
  name: 'words',
  enforce: 'pre',
  load: {
    filter: { id: suffix },
    handler: (id) => {
      const written: Record<string, string> = JSON.parse(readFileSync(id.replace(/\?words$/, ''), 'utf8'))
      const compiled = Object.entries(written).map(([key, message]) => [key, compileMessageOrThrow(message)])
      return { moduleType: 'js', code: `export default ${JSON.stringify(Object.fromEntries(compiled))}` }
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
const settings = defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [
    { ...optimizeLocales.vite({ locales: ['en', 'fr', 'sv', 'ja'] }), enforce: 'pre' },
    words(),
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
    reportCompressedSize: false,
  },
  server: { proxy: { '/api': 'http://localhost:3000', '^/s/[^/]+/api': 'http://localhost:3000' } },
})

export default defineConfig(({ command }) => {
  if (command === 'build') process.env['NODE_ENV'] = 'production'
  return settings
})
