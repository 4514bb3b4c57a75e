import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { bundlePath } from './bundle.ts'
import type { ParentFile } from './file.ts'

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c1c1c;background:#fff}
table{border-collapse:collapse;width:100%}th,td{text-align:start;padding:.4rem .6rem;border-bottom:1px solid #ccc;vertical-align:top}
#status{font-weight:600;padding:.6rem 1rem;border-inline-start:.4rem solid #888}#status.proved{border-color:#1a7f37}#status.refused{border-color:#b42318}
.warning{color:#8a4b00}`

const escaped = (text: string) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
const digest = (text: string, as: 'base64' | 'hex') => createHash('sha256').update(text).digest(as)

let script: string | undefined
/** The verifier's script; published by itself too, with its hash, for a file cannot vouch for the verifier inside it. */
export const verifierScript = (): string => (script ??= readFileSync(bundlePath, 'utf8').replaceAll('</', '<\\/'))

/** The hash by which anyone can tell that a file holds the published verifier. */
export const verifierHash = (): string => digest(verifierScript(), 'base64')

/** One HTML file that needs nothing else: no network, no server, no account. It checks itself when it is opened. */
export const parentFile = (file: ParentFile): string => {
  const { words } = file
  const json = JSON.stringify(file).replaceAll('<', '\\u003c')
  const policy = `default-src 'none'; script-src 'sha256-${verifierHash()}'; style-src 'sha256-${digest(style, 'base64')}'; base-uri 'none'; form-action 'none'`
  return `<!doctype html>
<html lang="${escaped(words.locale)}" dir="${words.direction}">
<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer">
<title>${escaped(words.title)}</title><style>${style}</style>
<body><main><h1>${escaped(words.title)}</h1><p>${escaped(words.intro)}</p><p id="status" role="status">${escaped(words.noScript)}</p><ul id="proved"></ul>
<label hidden><input type="checkbox" id="own"> ${escaped(words.showOwn)}</label><table id="entries"></table><section id="limits"></section></main>
<script type="application/json" id="file" data-digest="${digest(json, 'hex')}">${json}</script>
<script>${verifierScript()}</script></body></html>
`
}
