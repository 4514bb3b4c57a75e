import { writeFileSync } from 'node:fs'
import path from 'node:path'

/** Where the verifier lies ready: one script, committed, so that its hash can be published and everyone can make it again. */
export const bundlePath = path.join(import.meta.dirname, 'verifier.generated.txt')

/** Makes the verifier's script from its sources, the same bytes every time. */
export const bundleVerifier = async (): Promise<string> => {
  const { build } = await import('rolldown')
  const { output } = await build({
    input: path.join(import.meta.dirname, 'page.ts'),
    platform: 'browser',
    write: false,
    output: { format: 'iife', minify: true, comments: false },
    transform: { target: 'es2022' },
  })
  return output[0].code
}

if (import.meta.main) writeFileSync(bundlePath, await bundleVerifier())
