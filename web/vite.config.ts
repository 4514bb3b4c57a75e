import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage'
import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

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

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [{ ...optimizeLocales.vite({ locales: ['en', 'fr', 'sv', 'ja'] }), enforce: 'pre' }, words(), react()],
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
