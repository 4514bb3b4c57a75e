import os from 'node:os'

const isPrivate = (address: string) => /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address)

/** The addresses of this machine that a phone on the same network could reach, private IPv4 first. */
export const lanAddresses = (): string[] =>
  Object.values(os.networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter(({ internal, address, family }) => !internal && !(family === 'IPv6' && address.startsWith('fe80:')))
    .sort((a, b) => a.family.localeCompare(b.family) || Number(isPrivate(b.address)) - Number(isPrivate(a.address)))
    .map(({ address }) => address)

/** Every name and address under which people may open this machine. */
export const namesOfMachine = (url?: string) => {
  const host = os.hostname().toLowerCase()
  const bare = host.split('.')[0] ?? host
  const asked = url === undefined ? [] : [new URL(url).hostname.replace(/^\[|\]$/g, '')]
  return [...new Set(['localhost', '127.0.0.1', '::1', host, bare, `${bare}.local`, ...lanAddresses(), ...asked])]
}

/** An address as it stands in a URL. */
export const inUrl = (address: string) => (address.includes(':') ? `[${address}]` : address)
