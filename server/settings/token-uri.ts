import path from 'node:path'

const decoded = (text: string) => {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

/** What a PKCS#11 URI (RFC 7512) names: a key in a token, the module that reaches it, and a file with the PIN. Nothing else may stand in it. */
export const tokenIn = (text: string) => {
  const [, where = '', how = ''] = /^pkcs11:([^?#]+)\?([^?#]+)$/.exec(text) ?? []
  const parts = [...where.split(';'), ...how.split('&')].map((part) => part.split('='))
  const { token = '', id = '', 'module-path': module = '', 'pin-source': pin = '', ...more } = Object.fromEntries(parts)
  const isWhole = parts.every((part) => part.length === 2) && parts.length === 4 && Object.keys(more).length === 0
  const key = id.replace(/%([0-9a-f]{2})/gi, '$1').toLowerCase()
  const pinFile = decoded(pin.replace(/^file:(?:\/\/)?/, ''))
  const label = decoded(token)
  const isGood = /^(?:%[0-9a-f]{2}){1,32}$/i.test(id) && label && path.isAbsolute(decoded(module)) && path.isAbsolute(pinFile)
  return isWhole && isGood ? { module: decoded(module), token: label, key, pinFile } : undefined
}
