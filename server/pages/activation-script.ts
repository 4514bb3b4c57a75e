import { createHash } from 'node:crypto'

/**
 * What a scanned slip brings stands behind #, where no server sees it: it is put into the form, and taken out of the address, so that no history
 * keeps it. Each field takes what is named after it.
 */
export const activationScript = `'use strict'
const brought = new URLSearchParams(location.hash.slice(1))
for (const [name, value] of brought) {
  const field = document.querySelector('[data-from="' + CSS.escape(name) + '"]')
  if (field) field.value = value
}
if (location.hash) history.replaceState(null, '', location.pathname + location.search)
`

/** Its address changes with its content, so that it may be kept for ever. */
export const activationScriptPath = `/slip-${createHash('sha256').update(activationScript).digest('hex').slice(0, 12)}.js`
