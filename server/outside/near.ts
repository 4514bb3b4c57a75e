import { BlockList, isIP } from 'node:net'

const near = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  near.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  near.addSubnet(net, bits, 'ipv6')

/** Whether an address is of this machine, of the network around it, or of no place on the internet; what is no address is not far either. */
export const isNear = (address: string): boolean => {
  const family = isIP(address)
  if (family === 0) return true
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  return mapped ? near.check(mapped, 'ipv4') : near.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

/** Whether a host that is written in a setting is this machine or near it, as far as its name says. */
export const isNearName = (host: string): boolean =>
  host === '' ||
  /^localhost$|\.(local|internal|lan)$/i.test(host) ||
  (isIP(host.replace(/^\[|\]$/g, '')) !== 0 && isNear(host.replace(/^\[|\]$/g, '')))
