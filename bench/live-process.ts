// A whole Préau in a process of its own, web and sequencer together as `preau start` runs them: its streams are counted from outside.
import type { AddressInfo } from 'node:net'
import { build } from '#server/app.ts'
import { embedded } from '#server/db/connection.ts'
import { openInstallation } from '#server/installation.ts'
import { startSequencing } from '#server/working/sequencing.ts'
import { schoolSettings } from './import.ts'
import type { Wanted } from './requests-process.ts'

const { folder, ...wanted }: Wanted = JSON.parse(process.argv[2] ?? '{}')
const settings = schoolSettings(folder)
const connection = embedded(wanted, wanted.database)
const { installation, close } = await openInstallation(settings, connection, 'http://localhost:3000')
const stopSequencing = await startSequencing(installation, connection, settings.keys)
const app = await build(installation)
await app.listen({ host: '127.0.0.1', port: 0, backlog: 4096 })

process.on('message', async (word: string) => {
  if (word !== 'stop') return process.send?.(0)
  await app.close()
  await stopSequencing()
  await close()
  process.disconnect()
  return undefined
})
process.send?.((app.server.address() as AddressInfo).port)
